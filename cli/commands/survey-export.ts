import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { workbookBytes } from '#cli/export/write-workbook.ts'
import { faultCode } from '#cli/fault-code.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { InputRefused } from '#shared/problem.ts'
import { formOfSurvey } from '#shared/survey/formats/xlsform/export/form-of-survey.ts'
import { questionsOf } from '#shared/survey/survey.ts'

type Options = { out?: string }

export function registerSurveyExport(program: Command): void {
  surveyGroup(program)
    .command('export')
    .description('Write a survey as an XLSForm, the spreadsheet that Kobo and ODK use. "survey import" makes the same survey of it.')
    .argument('<dir>', 'the folder of the survey')
    .addOption(new Option('--format <format>', 'what to write').choices(['xlsform']).makeOptionMandatory())
    .option('--out <file>', 'the new workbook; without it, the id of the survey with .xlsx')
    .addHelpText(
      'after',
      '\nExample:\n  $ chorus survey export surveys/being-heard --format xlsform --out being-heard.xlsx\n\nWhat stands where: docs/xlsform.md',
    )
    .action(async (dir: string, options: Options) => exportForm(dir, options))
}

async function exportForm(dir: string, { out }: Options): Promise<void> {
  const survey = await readSurvey(dir)
  const file = out ?? `${survey.id}.xlsx`
  if (!file.toLowerCase().endsWith('.xlsx'))
    throw new InputRefused([{ code: 'form-file', file, message: 'an XLSForm is an .xlsx workbook', remedy: 'Let the name end in .xlsx' }])
  const bytes = await workbookBytes(formOfSurvey(survey), file)
  try {
    await writeFile(file, bytes, { flag: 'wx' })
  } catch (thrown) {
    const isTaken = faultCode(thrown) === 'EEXIST'
    throw new InputRefused([
      {
        code: isTaken ? 'folder-taken' : 'form-file',
        file,
        message: isTaken ? 'there is such a file already' : `the file cannot be written (${faultCode(thrown) ?? 'unknown fault'})`,
        remedy: isTaken ? 'Name a new one: nothing is written over' : 'Check the folder and who may write to it',
      },
    ])
  }
  console.log(`${file}: ${questionsOf(survey).length} questions, in ${survey.languages.join(', ')}`)
}

import { type Command, Option } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { workbookBytes } from '#cli/export/write-workbook.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { writeNewFile } from '#cli/write-new-file.ts'
import { InputRefused } from '#shared/problem.ts'
import { formOfSurvey } from '#shared/survey/formats/xlsform/export/form-of-survey.ts'
import { questionsOf } from '#shared/survey/survey.ts'
import { helpExample } from './command-parts.ts'

type Options = { out?: string }

export function registerSurveyExport(program: Command): void {
  surveyGroup(program)
    .command('export')
    .description(
      'Write a survey as an XLSForm, the spreadsheet that Kobo and ODK use. chorus survey import makes the same survey from it again.',
    )
    .argument('<dir>', 'the folder of the survey')
    .addOption(new Option('--format <format>', 'the kind of file').choices(['xlsform']).default('xlsform'))
    .option('--out <file>', 'a new file for the workbook (default: the id of the survey with .xlsx)')
    .addHelpText(
      'after',
      `${helpExample('survey export surveys/being-heard --format xlsform --out being-heard.xlsx')}\n\ndocs/xlsform.md explains what each sheet and column holds.`,
    )
    .action(async (dir: string, options: Options) => exportForm(dir, options))
}

async function exportForm(dir: string, { out }: Options): Promise<void> {
  const survey = await readSurvey(dir)
  const file = out ?? `${survey.id}.xlsx`
  if (!file.toLowerCase().endsWith('.xlsx'))
    throw new InputRefused([{ code: 'form-file', file, message: 'an XLSForm is an .xlsx workbook', remedy: 'Let the name end in .xlsx' }])
  const bytes = await workbookBytes(formOfSurvey(survey), file)
  await writeNewFile(file, bytes)
  console.log(`${file}: ${questionsOf(survey).length} questions, in ${survey.languages.join(', ')}`)
}

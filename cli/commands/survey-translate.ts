import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { filesOf, sheetOf } from '#cli/translate/take-in.ts'
import { readSheet, sheetBytes, type TranslatorRow } from '#cli/translate/translator-sheet.ts'
import { pageLanguageOf } from '#shared/languages.ts'
import { CodedError } from '#shared/problem.ts'
import { language as languageCode } from '#shared/survey/ids.ts'
import { SURVEY_FILE } from '#shared/survey/load-survey.ts'

const EXAMPLE = `
  1.  Give the command. It writes the sheet <dir>/<language>.csv: one row for each text, with the original and a note.
  2.  A translator fills in the column "target".
  3.  Give the same command again. It says what is missing and which originals have changed since. Once nothing is missing, it writes the language file.

Only people can say whether a translation means the same: docs/languages.md.

Example:
  $ chorus survey translate surveys/ours --to es`

export function registerSurveyTranslate(program: Command): void {
  surveyGroup(program)
    .command('translate')
    .description('Make a spreadsheet for a translator, and turn the filled-in spreadsheet into the language file of the survey.')
    .argument('<dir>', 'the folder of a survey in which chorus survey check finds no error')
    .requiredOption('--to <language>', 'the language to translate into, such as es', asLanguage)
    .addHelpText('after', EXAMPLE)
    .action(async (folder: string, { to }: { to: string }) => translate(folder, to))
}

async function translate(folder: string, to: string): Promise<void> {
  const { languages } = await readSurvey(folder)
  const [sourceLanguage = ''] = languages
  if (to === sourceLanguage)
    throw new CodedError('survey-words', `"${to}" is the language that the survey is translated from: name another one with --to.`)
  const at = (name: string) => join(folder, name)
  const files = {
    structure: await readFile(at(SURVEY_FILE), 'utf8'),
    source: await readFile(at(`${sourceLanguage}.yaml`), 'utf8'),
    sourceLanguage,
    target: await readIfThere(at(`${to}.yaml`)),
  }
  const sheet = at(`${to}.csv`)
  const back = await readIfThere(sheet)
  const rows = sheetOf(files, to, back === undefined ? [] : readSheet(sheet, back))
  const made = filesOf(files, to, rows)
  await writeFile(sheet, sheetBytes(rows))
  if (made && back !== undefined) {
    await writeFile(at(`${to}.yaml`), made.wording)
    await writeFile(at(SURVEY_FILE), made.structure)
  }
  report(sheet, rows)
  if (made && back !== undefined) console.log(`Wrote ${at(`${to}.yaml`)}. Next: chorus survey check ${folder}`)
  else console.log(`Fill in the column "target" of the sheet, then give this command again.`)
  if (pageLanguageOf(to) === undefined)
    console.log(`The pages are not translated into "${to}" yet: docs/languages.md says how to add a language.`)
}

function report(sheet: string, rows: readonly TranslatorRow[]): void {
  const named = (state: TranslatorRow['state']) => rows.filter((row) => row.state === state).map(({ key }) => key)
  const [missing, stale] = [named('missing'), named('stale')]
  console.log(`${sheet}: ${rows.length} texts, ${missing.length} missing, ${stale.length} stale`)
  for (const key of missing.slice(0, MOST_NAMED)) console.log(`  missing  ${key}`)
  if (missing.length > MOST_NAMED) console.log(`  missing  and ${missing.length - MOST_NAMED} more`)
  for (const key of stale)
    console.log(
      `  stale    ${key}: the original has changed since. Translate it again; if the translation still fits, empty its cell made_from`,
    )
}

const MOST_NAMED = 10

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  })
}

function asLanguage(code: string): string {
  const known = languageCode.safeParse(code)
  if (!known.success) throw new InvalidArgumentError(`write a code such as en or fr, not "${code}"`)
  return known.data
}

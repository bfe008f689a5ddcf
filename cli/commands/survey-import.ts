import { basename } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { makeSurvey } from '#cli/import/make-survey.ts'
import { readFormFile } from '#cli/import/read-form-file.ts'
import { surveyFiles } from '#cli/import/survey-files.ts'
import { commonBeside, regionsOf } from '#cli/start/common-folder.ts'
import { assertNew, writeAll } from '#cli/start/new-folder.ts'
import { pageLanguageOf } from '#shared/languages.ts'
import { describeProblem, InputRefused, type Problem } from '#shared/problem.ts'
import { type FormFinding, stops } from '#shared/survey/formats/form/finding.ts'
import { formLanguages } from '#shared/survey/formats/form/form-languages.ts'
import type { Imported } from '#shared/survey/formats/form/imported.ts'
import { languageCode } from '#shared/survey/formats/form/label-texts.ts'
import { Names } from '#shared/survey/formats/form/plain-names.ts'
import { plannedMinutes } from '#shared/survey/length.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { questionsOf } from '#shared/survey/survey.ts'
import { helpExample } from './command-parts.ts'

type Options = { out: string; language: string }

export function registerSurveyImport(program: Command): void {
  surveyGroup(program)
    .command('import')
    .description(
      'Make a survey from a form of Kobo, ODK, REDCap, LimeSurvey or SurveyJS. If it cannot be made, it says why and writes nothing.',
    )
    .argument(
      '<form>',
      'an XLSForm (.xlsx, .csv, .md, or a folder with survey.csv), a REDCap data dictionary (.csv), a LimeSurvey structure (.lss, .txt), or SurveyJS (.json)',
    )
    .requiredOption('--out <dir>', 'the new folder, such as surveys/my-survey; its last part becomes the id of the survey')
    .option('--language <code>', 'the language of texts for which the form names no language', asLanguage, 'en')
    .addHelpText(
      'after',
      `${helpExample('survey import questionnaire.xlsx --out surveys/our-questions')}\n\nWhat can be imported, and what is left out: docs/xlsform.md, and docs/other-forms.md for REDCap, LimeSurvey and SurveyJS`,
    )
    .action(async (form: string, options: Options) => importForm(form, options))
}

async function importForm(path: string, { out, language }: Options): Promise<void> {
  await assertNew(out)
  const form = await readFormFile(path)
  if (!('questions' in form)) throw new InputRefused(form.findings.map((each) => problemOf(path, each)))
  const languages = formLanguages(form, language, (code) => pageLanguageOf(code) !== undefined)
  const found = [...form.findings, ...languages.findings]
  if (found.some(stops)) throw new InputRefused(found.filter(stops).map((each) => problemOf(path, each)))
  const id = new Names('section').take(basename(out).toLowerCase()).toLowerCase()
  const { files: common, copyCommon } = await commonBeside(out)
  const facts = { id, title: form.title || id, support: regionsOf(common) }
  const load = async (imported: Imported) => loadSurvey(new Map([...(await surveyFiles(imported, { ...facts, minutes: 1 })), ...common]))
  const { imported, survey, findings: made } = await makeSurvey(form, languages, load)
  const findings = [...found, ...made]
  // Where nothing is left to ask, what was left out says why.
  if (!survey) throw new InputRefused(findings.filter(({ kind }) => kind !== 'changed').map((each) => problemOf(path, each)))
  const minutes = Math.max(1, Math.min(60, Math.ceil(plannedMinutes(survey))))
  const files = await surveyFiles(imported, { ...facts, minutes })
  await copyCommon()
  await writeAll(out, files)
  report(path, out, findings, questionsOf(survey).length)
}

function report(path: string, out: string, findings: readonly FormFinding[], questions: number): void {
  for (const kind of ['dropped', 'changed'] as const) {
    for (const finding of findings.filter((each) => each.kind === kind))
      console.log(`  ${kind.padEnd(7)}  ${describeProblem(problemOf(path, finding))}`)
  }
  console.log(`${out}: ${questions} questions. Next: replace what is marked as an example, then run chorus survey check ${out}`)
}

const CODES = {
  invalid: 'form-invalid',
  outside: 'form-unsupported',
  dropped: 'form-left-out',
  changed: 'form-changed',
} as const satisfies Record<FormFinding['kind'], Problem['code']>

function problemOf(file: string, { kind, sheet, row, column, message, remedy }: FormFinding): Problem {
  return {
    code: CODES[kind],
    file: sheet === undefined ? file : `${file} [${sheet}]`,
    ...(row !== undefined && { line: row }),
    ...(column !== undefined && { column }),
    message,
    remedy,
  }
}

function asLanguage(code: string): string {
  const known = languageCode(code)
  if (known === undefined) throw new InvalidArgumentError(`write a code such as en or fr, not "${code}"`)
  return known
}

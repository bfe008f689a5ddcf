import type { Command } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { type Expectation, expectationOf } from '#cli/expect/expectation.ts'
import { UNAUDITED } from '#cli/expect/first-report.ts'
import { keyProblems } from '#cli/key-check.ts'
import { isCommonFolder, readSurveyWithPlaces } from '#cli/read-survey.ts'
import { languagesInWords } from '#cli/survey-languages.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { ABOUT_CODES, describeProblem, InputRefused, type Problem } from '#shared/problem.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { countQuestions, plannedMinutes } from '#shared/survey/length.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import type { Survey } from '#shared/survey/survey.ts'

export function registerSurveyCheck(program: Command): void {
  surveyGroup(program)
    .command('check')
    .description('Read surveys from their folders and say all that is wrong with them. Errors end with exit code 1, warnings do not.')
    .argument('<dir...>', 'survey folders, each with a survey.yaml and one file a language')
    .addHelpText('after', '\nExample:\n  $ chorus survey check surveys/being-heard surveys/crisis-response')
    .action(async (folders: string[]) => {
      const today = new Date().toISOString().slice(0, 10)
      let errors = 0
      for (const folder of folders) errors += await checkFolder(folder, today)
      if (errors > 0) {
        console.log(ABOUT_CODES)
        process.exitCode = 1
      }
    })
}

/** Prints what there is to say about one folder, and gives the number of errors. */
async function checkFolder(folder: string, today: string): Promise<number> {
  if (await isCommonFolder(folder)) {
    console.log(`${folder}: shared by the surveys beside it, and checked with each of them`)
    return 0
  }
  try {
    const { survey, locate } = await readSurveyWithPlaces(folder)
    console.log(headOf(survey))
    const findings = lintSurvey(survey, today)
    for (const severity of ['error', 'warning'] as const) {
      for (const { lint, part, message, remedy } of findings.filter((each) => each.lint.severity === severity)) {
        console.log(line(severity, { ...locate(part, message, remedy), code: lint.id }))
      }
    }
    const unprotectable = await keyProblems(survey, locate)
    for (const problem of unprotectable) console.log(line('error', problem))
    if (unprotectable.length === 0) console.log(await expected(survey))
    return findings.filter(({ lint }) => lint.severity === 'error').length + unprotectable.length
  } catch (thrown) {
    if (!(thrown instanceof InputRefused)) throw thrown
    console.log(`${folder}: cannot be loaded`)
    for (const problem of thrown.problems) console.log(line('error', problem))
    return thrown.problems.length
  }
}

const SIZES = [60, 150, 400]

/** What a first report would show before its audit hides a little more; `survey expect` says it in full. */
async function expected(survey: Survey): Promise<string> {
  const of = { solver: await loadSolver(), survey, draws: 1, gate: UNAUDITED }
  const all = SIZES.map((people) => expectationOf(of, people))
  const list = (share: (each: Expectation) => number) => all.map((each) => Math.round(100 * share(each))).join(', ')
  const shown = `${list(({ readable }) => readable)} % of the answers can be read, by group ${list(({ readableByGroup }) => readableByGroup)} %`
  return `  expect     with ${SIZES.join(', ')} people about ${shown} (more: chorus survey expect)`
}

function headOf(survey: Survey): string {
  const { id, version, minutes } = survey
  const planned = plannedMinutes(survey).toFixed(1)
  return [
    `${id} ${version}`,
    `  hash       ${versionOf(survey).hash}`,
    `  questions  ${countQuestions(survey)}`,
    `  minutes    ${planned} planned, ${minutes} told`,
    `  languages  ${languagesInWords(survey)}`,
  ].join('\n')
}

function line(severity: 'error' | 'warning', problem: Problem): string {
  return `  ${severity.padEnd(7)}  ${describeProblem(problem)}`
}

import type { Command } from 'commander'
import { foldFindings } from '#cli/check/fold-findings.ts'
import { expectedOf, surveyInWords } from '#cli/check/survey-summary.ts'
import { surveyGroup } from '#cli/commands/survey.ts'
import { keyProblems } from '#cli/key-check.ts'
import { isCommonFolder, readSurveyWithPlaces } from '#cli/read-survey.ts'
import { isTrialOnly } from '#cli/trial-only.ts'
import { ABOUT_CODES, describeProblem, InputRefused, type Problem } from '#shared/problem.ts'
import { type LintFinding, lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import { helpExample } from './command-parts.ts'

export function registerSurveyCheck(program: Command): void {
  surveyGroup(program)
    .command('check')
    .description(
      'Say everything that is wrong with a survey, where it is, and what to do about it. Exit code 1 for errors, 0 for warnings alone.',
    )
    .argument('<dir...>', 'survey folders, each with survey.yaml and one file for each language')
    .addHelpText('after', helpExample('survey check surveys/being-heard surveys/crisis-response'))
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
    console.log(surveyInWords(survey))
    const placed = ({ lint, part, message, remedy }: LintFinding): Problem => ({ ...locate(part, message, remedy), code: lint.id })
    const findings = lintSurvey(survey, today)
    const errors = findings.filter(({ lint }) => lint.severity === 'error').map(placed)
    const trial = findings.filter(({ lint }) => lint.severity === 'warning' && isTrialOnly(lint)).map(placed)
    const others = findings.filter(({ lint }) => lint.severity === 'warning' && !isTrialOnly(lint)).map(placed)
    const unprotectable = await keyProblems(survey, locate)
    print('Must be corrected before it can be opened or tabulated', 'error', unprotectable)
    print('Must be corrected before it can be opened; answers that you hold already can be tabulated', 'error', errors)
    print('With these it can be opened as a trial only', 'warning', trial)
    print('For you to judge', 'warning', others)
    if (unprotectable.length === 0) console.log(await expectedOf(survey))
    return errors.length + unprotectable.length
  } catch (thrown) {
    if (!(thrown instanceof InputRefused)) throw thrown
    console.log(`${folder}: cannot be loaded`)
    for (const problem of thrown.problems) console.log(line('error', problem))
    return thrown.problems.length
  }
}

function print(title: string, severity: 'error' | 'warning', problems: readonly Problem[]): void {
  if (problems.length === 0) return
  console.log(`  ${title}:`)
  for (const { problem, also } of foldFindings(problems)) {
    console.log(line(severity, problem))
    if (also.length > 0) console.log(`           the same at ${also.join(', ')}`)
  }
}

function line(severity: 'error' | 'warning', problem: Problem): string {
  return `  ${severity.padEnd(7)}  ${describeProblem(problem)}`
}

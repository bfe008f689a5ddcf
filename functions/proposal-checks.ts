import type { ReadRelease } from '#shared/release/read.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import type { Survey } from '#shared/survey/survey.ts'

export type ProposalCheck = { readonly name: string; readonly result: 'pass' | 'fail' | 'look'; readonly note?: string }

/** Runs the checks of chorus survey check, for a proposal. With a failed check nothing is approved. */
export function checksOfSurvey(survey: Survey, today: string): ProposalCheck[] {
  const found = lintSurvey(survey, today)
  const failed = found.filter(({ lint }) => lint.severity === 'error')
  const judged = found.filter(({ lint }) => lint.severity !== 'error')
  const all: ProposalCheck = {
    name: 'chorus survey check',
    result: failed.length > 0 ? 'fail' : 'pass',
    ...(failed.length > 0 ? { note: noteOf(failed.map(({ message }) => message)) } : {}),
  }
  return judged.length === 0
    ? [all]
    : [all, { name: 'for people to judge', result: 'look', note: noteOf(judged.map(({ message }) => message)) }]
}

/**
 * A candidate is counted only after the attacker's audit found nothing in it; its files were just read back whole. `isCounted`: whether its
 * numbers are in the list of what this deployment counted; undefined where that cannot be seen.
 */
export function checksOfRelease({ release, date, status }: ReadRelease, isCounted: boolean | undefined): ProposalCheck[] {
  return [
    { name: 'every hash, number and page', result: 'pass', note: `Report ${release}, counted on ${date}.` },
    ...(isCounted === undefined ? [] : [isCounted ? COUNTED : NOT_COUNTED]),
    ...(status.people === 'made-up' ? [{ name: 'people', result: 'look' as const, note: 'The people who answered are made up.' }] : []),
  ]
}

const COUNTED: ProposalCheck = { name: 'numbers counted here', result: 'pass', note: 'Its numbers are those that this deployment counted.' }
const NOT_COUNTED: ProposalCheck = {
  name: 'numbers counted here',
  result: 'look',
  note: 'Its numbers are not in the list of what this deployment counted: ask the person who brought them where they come from.',
}

function noteOf(messages: readonly string[]): string {
  return messages.join('\n').slice(0, 1900)
}

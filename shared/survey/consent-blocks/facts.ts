import type { SurveyFile } from '../definition.ts'
import type { SurveyStructure } from '../load/build-structure.ts'
import { placedQuestions } from '../load/build-structure.ts'
import type { Disclosure } from '../survey.ts'
import type { ConditionName } from './block-file.ts'

/** Facts of a survey's structure for its consent text, so that no promise has to be copied or kept in step by hand. */
export type ConsentFacts = {
  /** The numbers for {minutes} and {questions}. */
  readonly numbers: Readonly<Record<string, string>>
  readonly holds: ReadonlySet<ConditionName>
}

const NUMBERS: Readonly<Record<Disclosure['profile'], ConditionName>> = {
  rounded: 'rounded',
  careful: 'rounded',
  small: 'rounded',
  dp: 'noise',
  ckm: 'cell_key',
  'exact-closed': 'exact',
}

/** The facts of a survey. Undefined where a block that they depend on cannot be read, which is reported elsewhere. */
export function consentFacts(structure: SurveyStructure, { minutes, disclosure, consent }: Partial<SurveyFile>): ConsentFacts | undefined {
  if (minutes === undefined || !disclosure || !consent) return undefined
  const main = structure.sections.filter(({ value }) => value.part === 'main').flatMap(({ questions }) => questions)
  const questions = main.filter(({ value }) => value.type !== 'info').length
  const holds = new Set<ConditionName>([
    wordsOf(structure),
    NUMBERS[disclosure.profile],
    consent.purposes.future_reuse ? 'reuse' : 'no_reuse',
  ])
  if (structure.sections.some(({ value }) => value.part === 'about_you')) holds.add('about_you')
  return { numbers: { minutes: String(minutes), questions: String(questions) }, holds }
}

function wordsOf(structure: SurveyStructure): ConditionName {
  const written = placedQuestions(structure).flatMap(({ value }) => (value.type === 'text' ? [value] : []))
  const says = placedQuestions(structure).some(({ value }) => 'options' in value && value.options.some(({ say }) => say !== undefined))
  if (written.length === 0) return says ? 'writing' : 'closed'
  return written.some(({ share }) => share === 'ask') ? 'sharing' : 'writing'
}

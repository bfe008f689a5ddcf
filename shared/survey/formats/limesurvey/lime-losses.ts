import type { FormFinding } from '../form/finding.ts'
import { attributeNumber } from './lime-limits.ts'
import type { LimeQuestion } from './lime-structure.ts'

/** Types of an array of rows with the same answers. */
export const ARRAYS: readonly string[] = ['F', 'H', 'A', 'B', 'C', 'E']

/** Types that a survey here cannot hold, by their letter, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  D: 'a day or a time can tell who somebody is; ask with ranges, such as "in the last 12 months"',
  '|': 'a picture, a voice or a file can show who somebody is',
  I: 'people choose the language of the pages on every page',
  ';': 'it is a table of words',
  ':': 'it is a table of numbers',
}

/** Why a whole question is left out; undefined where it is not. */
export function whyLeftOut({ type, attributes }: LimeQuestion): string | undefined {
  if (attributes.get('hidden') === '1') return 'people never see it'
  if ((attributeNumber(attributes, 'location_mapservice') ?? 0) > 0) return 'it asks where somebody is, to the metre'
  return type === ':' && attributes.get('multiflexible_checkbox') === '1' ? undefined : LEFT_OUT[type]
}

/** The parts of a question that a survey here cannot hold. */
export function lossesOf({ type, title, line, attributes, check, hasDefault }: LimeQuestion): readonly FormFinding[] {
  const losses: FormFinding[] = []
  const say = (column: string, message: string, remedy: string) => losses.push({ kind: 'dropped', row: line, column, message, remedy })
  if (
    (attributes.get('em_validation_q') ?? '') !== '' ||
    check !== '' ||
    /\{|[a-z]/i.test(`${attributes.get('min_num_value_n') ?? ''}${attributes.get('max_num_value_n') ?? ''}`)
  )
    say('validation', `the check of "${title}" is left out`, 'Say in the help what a good answer is')
  if (hasDefault)
    say('default', `the answer that "${title}" has before anybody gives one is left out`, 'Nothing to do, unless a condition relied on it')
  if ((attributes.get('array_filter') ?? '').includes(';'))
    say('array_filter', `all rows of "${title}" are shown: they are filtered by several questions`, 'Nothing to do')
  if ((attributeNumber(attributes, 'min_answers') ?? 0) > 0)
    say('min_answers', `the fewest answers of "${title}" are left out: people may give fewer`, 'Say in the help how many to give')
  if ([...ARRAYS, '1', 'K', 'Q', ':'].includes(type) && attributes.get('random_order') === '1')
    say('random_order', `the rows of "${title}" stand in the order of the form, not at random`, 'Nothing to do')
  return losses
}

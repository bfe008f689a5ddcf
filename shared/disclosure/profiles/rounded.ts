import { offsetOf, roundCount } from '../keyed-draws.ts'
import type { RoundedPolicy } from '../policy.ts'
import { numberFormatOf, smallestPrinted } from '../print-thresholds.ts'
import { type InWords, protectedReport } from '../protected-report.ts'
import { validateTables } from '../validate-tables.ts'
import { everyoneIn, type Perturb, perturbedTables } from './perturbed.ts'
import { MEANS_IN_WORDS, type Profile, tooFew } from './profile.ts'

/**
 * Threshold and base as in ACRO and ONS 10-5. The least printed count, 15, stands for 11 people or more, as CMS asks. A group
 * waits for as many changes as that, a release for two and a half times as many.
 */
const POLICY: RoundedPolicy = {
  profile: 'rounded',
  method: 4,
  k: 10,
  b: 5,
  minSlice: 30,
  // Those who are counted of 50 that answered.
  minRelease: 45,
  pace: { heldBackOneIn: 10, releaseNewcomers: 25, sliceNewcomers: 10, jitter: 10 },
}

/** Twice as coarse and twice as slow: for topics where even a guess could hurt. */
const CAREFUL_POLICY: RoundedPolicy = {
  profile: 'careful',
  method: 4,
  k: 10,
  b: 10,
  minSlice: 50,
  // Those who are counted of 100 that answered.
  minRelease: 80,
  pace: { heldBackOneIn: 5, releaseNewcomers: 50, sliceNewcomers: 20, jitter: 20 },
}

/**
 * For communities of under 300 who would otherwise read nothing. Random rounding to threes with counts under six hidden is the rule of
 * Statistics New Zealand for its census; the least printed count, 9, stands for 7 people or more. One report, so its pace is that of no second one.
 */
const SMALL_POLICY: RoundedPolicy = {
  profile: 'small',
  method: 4,
  k: 6,
  b: 3,
  minSlice: 18,
  // Those who are counted of 30 that answered.
  minRelease: 27,
  pace: { heldBackOneIn: 10, releaseNewcomers: 25, sliceNewcomers: 10, jitter: 10 },
}

/**
 * Random rounding of every count, with a secret offset that is fixed for the people it counts; small counts, small groups and
 * small releases are not shown. Only rounded values decide whether a number is shown.
 */
function roundedProfile(policy: RoundedPolicy): Profile {
  if (policy.k % policy.b !== 0) throw new Error('k must be a multiple of b')
  return {
    pace: policy.pace,
    rounding: policy,
    protect: ({ study, tables, release, redrawn }, key) => {
      validateTables(study.printed, tables)
      const perturb: Perturb = (label, { count }) => roundCount(count, offsetOf(key, label, policy.b, redrawn?.get(label)), policy.b)
      const everyone = perturb(study.printed.everyone(), everyoneIn(tables))
      if (everyone < smallestPrinted(numberFormatOf(policy, release), policy.minRelease))
        return { kind: 'refused', refusal: tooFew(answersBehind(policy, policy.minRelease)) }
      const printed = perturbedTables({ printed: study.printed, tables, release, policy, perturb })
      return { kind: 'protected', report: protectedReport({ policy, inWords: inWords(policy), tables: printed }) }
    },
  }
}

/** About how many answered where so many are counted: the others wait. */
function answersBehind({ pace: { heldBackOneIn } }: RoundedPolicy, counted: number): number {
  return (counted * heldBackOneIn) / (heldBackOneIn - 1)
}

export const rounded = roundedProfile(POLICY)
export const careful = roundedProfile(CAREFUL_POLICY)
export const small = roundedProfile(SMALL_POLICY)

const LESS =
  'The community chose to be told more and protected less than is usual, because it is small: numbers are rounded to threes, and groups and answers of fewer people are shown. Why is in survey.json.'

function inWords({ profile, k, b, minSlice, minRelease }: RoundedPolicy): InWords {
  return [
    ...(profile === 'small' ? [LESS] : []),
    `Every number is rounded at random to a multiple of ${b}, always the same way for the same people. It is at most ${b - 1} away from the true number, or more where the range beside it is wider.`,
    `Now and then a number is rounded coarsely: of five neighbouring multiples of ${b} the middle one is printed. This is done so that a number that is not shown cannot be worked out from it, or by a secret draw. Its range is wider, and holds the true number.`,
    `A number that rounds to less than ${k + b} is not shown, and zero is treated like any other small number. Every number shown stands for more than ${k} people.`,
    `A number that rounds to its whole group is shown as "nearly everybody". Now and then another number is hidden too, because a hidden one could be worked out from it, or by a secret draw, so that nobody can tell which.`,
    `A group that rounds to less than ${minSlice + b} people is not shown, nor is a group of nearly everybody, nor a report on fewer than ${minRelease} people. Now and then a group is not shown because its numbers would give away others, or by such a draw.`,
    'Percentages, means and medians are made from the rounded numbers and from nothing else.',
    `${MEANS_IN_WORDS} The low and high values hold the true mean.`,
  ]
}

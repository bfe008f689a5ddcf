import { hardenedCellKey } from '../cell-key/cell-key.ts'
import { maximumEntropyTable } from '../cell-key/max-entropy.ts'
import { type PTable, perturb as perturbed } from '../cell-key/p-table.ts'
import type { StudyKey } from '../keyed-draws.ts'
import type { CellKeyPolicy } from '../policy.ts'
import { numberFormatOf, smallestPrinted } from '../print-thresholds.ts'
import { type InWords, protectedReport } from '../protected-report.ts'
import { validateTables } from '../validate-tables.ts'
import { everyoneIn, type Perturb, perturbedTables } from './perturbed.ts'
import { ALREADY_FINAL, MEANS_IN_WORDS, type Profile, tooFew } from './profile.ts'

/** The noise of the example that the cell key packages are tested with; thresholds as for rounded numbers. */
const POLICY: CellKeyPolicy = {
  profile: 'ckm',
  method: 1,
  k: 10,
  minSlice: 30,
  minRelease: 50,
  maxChange: 5,
  variance: 3,
  neverShown: 2,
}

let madeTable: PTable | undefined

/**
 * The cell key method: noise that follows from who is counted, so the same people have the same number in every table,
 * however it is defined. One report on a closed data set only: another person is another draw, and many draws average out.
 */
export const ckm: Profile = {
  pace: 'once',
  keyed: true,
  protect({ study, tables, release }, key) {
    validateTables(study.printed, tables)
    if (release > 1) return { kind: 'refused', refusal: ALREADY_FINAL }
    const perturb = perturbWith(key)
    const everyone = perturb(study.printed.everyone(), everyoneIn(tables))
    if (everyone < smallestPrinted(numberFormatOf(POLICY, release), POLICY.minRelease))
      return { kind: 'refused', refusal: tooFew(POLICY.minRelease) }
    const printed = perturbedTables({ printed: study.printed, tables, release, policy: POLICY, perturb })
    return { kind: 'protected', report: protectedReport({ policy: POLICY, inWords: inWords(POLICY), tables: printed }) }
  },
}

function perturbWith(studyKey: StudyKey): Perturb {
  madeTable ??= maximumEntropyTable(POLICY)
  const table = madeTable
  return (_, { count, key }) => {
    if (key === undefined) throw new Error('the cell key method needs the sum of the record keys of every cell')
    return perturbed(table, count, hardenedCellKey(studyKey, key, count))
  }
}

function inWords({ k, maxChange, minSlice, minRelease }: CellKeyPolicy): InWords {
  const least = k + maxChange + 1
  return [
    `A small random number is added to every number or taken from it. It is at most ${maxChange} away from the true number, usually 1 or 2, and on average right.`,
    'The change follows from who is counted: the same people have the same number in every table.',
    `A number that comes to less than ${least} is not shown, and zero is treated like any other small number. Every number shown stands for more than ${k} people.`,
    'A number that comes to its whole group is shown as "nearly everybody".',
    `A group that comes to less than ${minSlice + maxChange + 1} people is not shown, nor is a group of nearly everybody, nor a report on fewer than ${minRelease} people.`,
    'This is the only report on this survey there will ever be: numbers made again for a changed group of people would let readers average the changes out.',
    'Percentages, means and medians are made from the changed numbers and from nothing else.',
    `${MEANS_IN_WORDS} The low and high values hold the true mean.`,
  ]
}

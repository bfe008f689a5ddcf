import type { RoundedPolicy } from '../policy.ts'
import type { ReportCell, ReportTable } from '../report.ts'
import type { Label } from '../structure/survey-structure.ts'
import type { Repair } from './audit-finding.ts'
import { coarseNumbers, firstEnough, withCoarse } from './coarse-labels.ts'
import { isPrinted, type Repairable, withSuppressed } from './hide-labels.ts'
import type { SecondaryChoice } from './secondary-choice.ts'
import { standardOf } from './standard.ts'

/** One in this many cells of groups is hidden at random; of cells of everyone, and of whole groups, one in ten times as many. */
const HIDDEN_ONE_IN = 1_000
const RARER = 10
/** One in this many numbers is rounded coarsely at random. */
const COARSE_ONE_IN = 50

/**
 * The tables with some labels hidden, and some rounded coarsely, by a secret draw, each independently of all others and of every number. Any labels can be the drawn ones: so every table that fits
 * what is printed could have led to it, and a reader who runs the gate on all of them excludes none (simulatable auditing, Kenthapadi, Mishra, Nissim 2005).
 */
export function lessExactAtRandom(from: Repairable): readonly ReportTable[] {
  const coarse = new Map(
    [...coarseNumbers(from)].flatMap(([label, inPlaces]) => {
      const first = firstEnough(inPlaces)
      return first && from.draw('round at random', label, COARSE_ONE_IN) === 0 ? [[label, first] as const] : []
    }),
  )
  const hidden = new Set<Label>()
  for (const { question, by, group, cells } of freshRows(from)) {
    const place = { question, by, group }
    const isDrawn = (label: Label, rarer: boolean) => from.draw('hide at random', label, HIDDEN_ONE_IN * (rarer ? RARER : 1)) === 0
    const whole = from.printed.label(place)
    if (by !== undefined && isDrawn(whole, true)) hidden.add(whole)
    for (const cell of cells) {
      const label = from.printed.label(place, cell.answer)
      if (isShownOrSmall(cell) && isDrawn(label, by === undefined)) hidden.add(label)
    }
  }
  return withSuppressed({ ...from, tables: withCoarse(from, coarse) }, hidden)
}

/** A small cell that may be treated as narrow, what was drawn for it, and the other small cells of its row. */
export type DrawnDecoy = {
  readonly label: Label
  readonly drawn: number
  readonly others: readonly Label[]
  readonly suppress: Extract<Repair, { kind: 'suppress' }>
}

/** Draws for decoys are whole numbers below this. */
const DRAWS = 1_000

/** The small cells whose draw makes them a decoy where their row can be worked out from few numbers. */
export function drawnDecoys(from: Repairable, policy: RoundedPolicy): readonly DrawnDecoy[] {
  const most = Math.max(...standardOf(policy).decoys)
  return freshRows(from).flatMap(({ question, by, group, cells }) => {
    const small = cells.filter(({ status }) => status === 'hidden_small')
    const labelOf = ({ answer }: ReportCell) => from.printed.label({ question, by, group }, answer)
    return small.flatMap((cell): DrawnDecoy[] => {
      // The small cells of a row share its chance.
      const drawn = from.draw('decoy', labelOf(cell), DRAWS) * small.length
      if (drawn >= most) return []
      const others = small.filter((each) => each !== cell).map(labelOf)
      return [{ label: labelOf(cell), drawn, others, suppress: { kind: 'suppress', question, by, group, answer: cell.answer } }]
    })
  })
}

/**
 * Whether a small cell becomes a decoy: a number beside it is made less exact, chosen as for a narrow cell. The chance follows from how
 * many printed numbers tell the sum of the small cells in its row, and from no count. So a number that is less exact beside small cells
 * tells little of their sum.
 */
export function isDecoy({ label, drawn, others, suppress }: DrawnDecoy, choice: SecondaryChoice, policy: RoundedPolicy): boolean {
  const width = choice.widthFromPrinted(suppress.question, label, others)
  if (width === undefined) return false
  const reach = policy.b - 1
  const chance = standardOf(policy).decoys.find((_, at) => width <= 2 * reach * (at + 2)) ?? 0
  return drawn < chance
}

function freshRows({ tables, release }: Repairable) {
  return tables.flatMap(({ question, by, slices }) =>
    slices.filter(({ asOf }) => asOf === release).map(({ group, cells }) => ({ question, by, group, cells })),
  )
}

function isShownOrSmall(cell: ReportCell): boolean {
  return isPrinted(cell) || cell.status === 'hidden_small'
}

import type { Solver } from '../linear/solver.ts'
import type { MarginPlan } from '../structure/offset-margins.ts'
import type { Label } from '../structure/survey-structure.ts'
import { searchCandidates } from './candidate-search.ts'
import { type DrawnOffsets, type MarginSystem, marginSystemOf, SHARED } from './margin-system.ts'
import { type Findings, narrowInBlocks } from './narrow-blocks.ts'
import { narrowInPlan } from './narrow-plan.ts'
import { narrowByQuickBounds } from './quick-bounds.ts'
import { KeyRefused } from './refused.ts'

type KeyAudit = {
  readonly plan: MarginPlan
  /** Offsets are 0 to base - 1. */
  readonly base: number
  /** The number of candidates that every count keeps. */
  readonly atLeast: number
  /** The offset of a label, drawn for the counter-th time. */
  readonly draw: (label: Label, counter: number) => number
}

/** The number of times that labels were drawn again; labels not in it never. As secret as the key. */
export type DrawCounters = ReadonlyMap<Label, number>

/** A label that was drawn so often is not unlucky. */
const DRAWS = 200

/**
 * A10: draws offsets again, before a survey opens, until complete probing leaves candidates.
 *
 * Years of sending known answers can teach an attacker the count plus the offset of every cell. Cells of a margin add up,
 * so their offsets are tied, and an unlucky key then leaves one solution: three answers with offset 0 under a total with
 * offset 4, say, are all known exactly. Offsets depend on labels and not on answers, so this is checked in advance, over
 * all margins of the plan at once.
 *
 * Whether a label is drawn again follows from what such an attacker knows, never from the offset itself: all offsets he
 * cannot tell apart are accepted or refused together, and having been accepted rules no candidate out. That is why the
 * candidate search, which depends on the offsets, decides nothing: what it does not prove is decided by the solver, exactly.
 * Throws KeyRefused. Counts near zero have fewer candidates, since no count is negative.
 */
export function auditKey(solver: Solver, { plan, base, atLeast, draw }: KeyAudit): DrawCounters {
  const system = marginSystemOf(plan)
  const counters = new Int32Array(system.labels.length)
  const offsets = Int32Array.from(system.labels, (label) => draw(label, 0))
  const drawn: DrawnOffsets = { system, offsets, base, atLeast }
  const findings: Findings = { sound: new Set(), narrow: new Map() }
  for (;;) {
    const again = toDrawAgain(solver, drawn, findings)
    if (again.size === 0) return countersOf(system, counters)
    const hopeless = [...again].filter((label) => (counters[label] ?? 0) === DRAWS)
    if (hopeless.length > 0) throw new KeyRefused(hopeless.flatMap((label) => system.labels[label] ?? []))
    for (const label of again) {
      const block = system.blockOf[label] ?? SHARED
      if (block === SHARED) findings.sound.clear()
      else findings.sound.delete(block)
      counters[label] = (counters[label] ?? 0) + 1
      offsets[label] = draw(system.labels[label] ?? '', counters[label] ?? 0)
    }
  }
}

/**
 * Cheapest first: each is asked only when the ones before it have nothing to say. Nothing, where all have their candidates.
 * `findings` are those of the rounds before, so that no block is looked at twice.
 */
export function toDrawAgain(
  solver: Solver,
  drawn: DrawnOffsets,
  findings: Findings = { sound: new Set(), narrow: new Map() },
): ReadonlySet<number> {
  const atOnce = narrowByQuickBounds(drawn)
  if (atOnce.size > 0) return atOnce
  const inBlocks = narrowInBlocks(solver, drawn, findings)
  return inBlocks.size > 0 ? inBlocks : narrowInPlan(solver, drawn, searchCandidates(drawn))
}

function countersOf({ labels }: MarginSystem, counters: Int32Array): DrawCounters {
  return new Map(
    [...labels.entries()].flatMap(([number, label]) => ((counters[number] ?? 0) > 0 ? [[label, counters[number] ?? 0] as const] : [])),
  )
}

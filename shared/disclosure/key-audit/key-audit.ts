import type { Label } from '../label.ts'
import { ProblemBuilder, type Term } from '../linear/problem.ts'
import type { Solver } from '../linear/solver.ts'
import { narrowVariables } from './candidates.ts'
import { blocksOf, labelsOf, type Margin, type MarginPlan } from './margin.ts'

export type KeyAudit = {
  readonly plan: MarginPlan
  /** Offsets are 0 to base - 1. */
  readonly base: number
  /** How many candidates every count keeps. */
  readonly atLeast: number
  /** The offset of a label, drawn for the counter-th time. */
  readonly draw: (label: Label, counter: number) => number
}

/** How often labels were drawn again; labels not in it never. As secret as the key. */
export type Counters = ReadonlyMap<Label, number>

/** No draw was found: the plan has a table too small to keep anything from who knows this much. */
export class KeyRefused extends Error {
  readonly labels: readonly Label[]

  constructor(labels: readonly Label[]) {
    super(`the key leaves too few candidates for ${labels.length} cells, however often it is drawn again`)
    this.name = 'KeyRefused'
    this.labels = labels
  }
}

const ROUNDS = 300

/**
 * A10: draws offsets again, before a survey opens, until complete probing leaves candidates.
 *
 * Years of sending known answers can teach an attacker the count plus the offset of every cell. Cells of a margin add up,
 * so their offsets are tied, and an unlucky key then leaves one solution: three answers with offset 0 under a total with
 * offset 4, say, are all known exactly. Offsets depend on labels and not on answers, so this is checked in advance, over
 * all margins of the plan at once.
 *
 * Whether a label is drawn again follows from what such an attacker knows, never from the offset itself: all offsets he
 * cannot tell apart are accepted or refused together, and having been accepted rules no candidate out. Throws KeyRefused.
 * Counts near zero have fewer candidates, since no count is negative.
 */
export function auditKey(solver: Solver, audit: KeyAudit): Counters {
  const { margins, shared, granted = new Set() } = audit.plan
  const counters = new Map<Label, number>()
  const offsetOf = (label: Label): number => audit.draw(label, counters.get(label) ?? 0)
  const blocks = blocksOf(audit.plan).map((block) => ({ block, isNew: true, unproved: block.own }))
  for (let round = 0; ; round++) {
    // Moves within a block, all shared counts staying as they are, prove nearly every label at a fraction of the cost.
    for (const one of blocks.filter(({ isNew }) => isNew)) {
      const { own, margins: tied } = one.block
      one.unproved = narrowLabels(solver, audit, { margins: tied, free: own, wanted: own }, offsetOf)
      one.isNew = false
    }
    const wanted = [...shared, ...blocks.flatMap(({ unproved }) => unproved)].filter((label) => !granted.has(label))
    const narrow = narrowLabels(solver, audit, { margins, free: labelsOf(margins), wanted }, offsetOf)
    if (narrow.length === 0) return counters
    if (round === ROUNDS) throw new KeyRefused(narrow)
    const own = narrow.filter((label) => !shared.has(label))
    const again = new Set(own.length > 0 ? own : narrow)
    for (const label of again) counters.set(label, (counters.get(label) ?? 0) + 1)
    for (const one of blocks) one.isNew = one.block.own.some((label) => again.has(label))
  }
}

type Probing = {
  readonly margins: readonly Margin[]
  /** The attacker knows the exact count of every other label. */
  readonly free: readonly Label[]
  readonly wanted: readonly Label[]
}

/** The labels `wanted` with too few candidates for somebody who knows the count plus the offset of all. */
function narrowLabels(
  solver: Solver,
  { base, atLeast }: KeyAudit,
  { margins, free, wanted }: Probing,
  offsetOf: (label: Label) => number,
): readonly Label[] {
  const problem = new ProblemBuilder()
  const variables = new Map(free.map((label) => [label, problem.variable({ low: 0, high: base - 1 })]))
  const point = free.map(offsetOf)
  for (const { total, parts } of margins) {
    const terms: Term[] = []
    for (const [label, by] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
      const variable = variables.get(label)
      if (variable !== undefined) terms.push([variable, by])
    }
    problem.equal(
      terms,
      terms.reduce((sum, [variable, by]) => sum + by * (point[variable] ?? 0), 0),
    )
  }
  const asked = wanted.flatMap((label) => variables.get(label) ?? [])
  return narrowVariables(solver, problem.build(), point, asked, atLeast).flatMap((variable) => free[variable] ?? [])
}

import { ProblemBuilder, type Term } from '../linear/problem.ts'
import type { Solver } from '../linear/solver.ts'
import { narrowVariables } from './candidates.ts'
import { addsUpTo, drawnAgainIn } from './pressed.ts'
import { type Drawn, neededOf, partOf, SHARED, type TiedBlock } from './ties.ts'
import { witnessesOf } from './witnesses.ts'

/**
 * Labels to draw again because one block and the margins of shared labels, whatever all other blocks are, leave too few
 * candidates. Exact, and the same for all offsets that an attacker cannot tell apart: `open` holds at least all labels of
 * which this is so. Where a block is narrow for shared labels alone, its own that are tied to them are drawn again.
 */
export function narrowInBlocks(solver: Solver, drawn: Drawn, open: readonly number[]): ReadonlySet<number> {
  const { ties } = drawn
  // What shared labels leave each other, no block can give back.
  const again = new Set(narrowIn(solver, drawn, ties.sharedMargins, new Set(open)))
  if (again.size > 0) return again
  for (const block of ties.blocks) {
    const narrow = narrowIn(solver, drawn, [...block.margins, ...ties.sharedMargins], new Set(open))
    const own = narrow.filter((label) => ties.blockOf[label] !== SHARED)
    for (const label of own.length > 0 ? own : tiedTo(drawn, block, narrow)) again.add(label)
  }
  return again
}

function tiedTo(drawn: Drawn, block: TiedBlock, shared: readonly number[]): readonly number[] {
  const margins = block.margins.map((margin) => drawn.ties.margins[margin] ?? [])
  return margins.filter((tied) => tied.some(({ label }) => shared.includes(label))).flatMap((tied) => drawnAgainIn(drawn, tied))
}

/** Those of the labels `open` to which some margins alone leave too few candidates. */
function narrowIn(solver: Solver, drawn: Drawn, margins: readonly number[], open: ReadonlySet<number>): readonly number[] {
  const part = partOf(drawn.ties, margins)
  if (!part.labels.some((label) => open.has(label))) return []
  const ties = { ...part.ties, isWanted: Uint8Array.from(part.labels, (label) => (open.has(label) ? 1 : 0)) }
  const within: Drawn = { ...drawn, ties, offsets: Int32Array.from(part.labels, (label) => drawn.offsets[label] ?? 0) }
  const asked = witnessesOf(within).open()
  if (asked.length === 0) return []
  const problem = new ProblemBuilder()
  for (const _ of ties.labels) problem.variable({ low: 0, high: drawn.base - 1 })
  for (const [margin, tied] of ties.margins.entries()) {
    problem.equal(
      tied.map(({ label, by }): Term => [label, by]),
      addsUpTo(within, margin),
    )
  }
  const found = narrowVariables(solver, problem.build(), [...within.offsets], asked, (label) => neededOf(within, label))
  return found.flatMap((label) => part.labels[label] ?? [])
}

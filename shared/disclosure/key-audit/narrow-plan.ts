import { fractionsOf } from '../linear/integer-points.ts'
import { ProblemBuilder, type Term } from '../linear/linear-problem.ts'
import { type Solution, type Solver, withModel } from '../linear/solver.ts'
import type { CandidateSearch } from './candidate-search.ts'
import { type DrawnOffsets, SHARED } from './margin-system.ts'
import { marginSum } from './quick-bounds.ts'

/**
 * Which labels have too few candidates in the whole plan, exactly. The solver is given one block, and asked
 * for a point with a new value that moves shared labels as little as it can; an offset search moves the other blocks after it. A
 * block that cannot follow is given to the solver too. So a value is found with a whole point, or proved impossible.
 */
export function narrowInPlan(solver: Solver, drawn: DrawnOffsets, search: CandidateSearch): ReadonlySet<number> {
  const { system, base } = drawn
  const narrow = new Set<number>()
  for (const label of search.unproved()) {
    for (let value = 0; value < base && search.isSought(label); value++) {
      if (search.hasSeen(label, value)) continue
      lookFor(solver, drawn, search, { label, value })
      search.seeAlone(search.unproved().filter((each) => system.blockOf[each] !== SHARED))
    }
    if (search.isSought(label)) narrow.add(label)
  }
  const own = [...narrow].filter((label) => system.blockOf[label] !== SHARED)
  return own.length > 0 ? new Set(own) : narrow
}

type Wanted = { readonly label: number; readonly value: number }

function lookFor(solver: Solver, drawn: DrawnOffsets, search: CandidateSearch, wanted: Wanted): void {
  const own = drawn.system.blockOf[wanted.label] ?? SHARED
  const blocks = new Set<number>(own === SHARED ? [] : [own])
  for (;;) {
    const values = nearest(solver, drawn, search.point, blocks, wanted)
    if (values === undefined) return
    const stubborn = search.reach(values)
    if (stubborn === undefined) return
    if (blocks.has(stubborn)) throw new Error('the solver gave a point that is none')
    blocks.add(stubborn)
  }
}

/** The point of some blocks that has a value and shared labels as they are, as far as may be; undefined when there is none. */
function nearest(
  solver: Solver,
  drawn: DrawnOffsets,
  from: Int32Array,
  blocks: ReadonlySet<number>,
  wanted: Wanted,
): ReadonlyMap<number, number> | undefined {
  const { system, base } = drawn
  const margins = [...system.sharedMargins, ...[...blocks].flatMap((block) => system.blocks[block]?.margins ?? [])]
  const problem = new ProblemBuilder()
  const shifts = new Map<number, { readonly up: number; readonly down: number }>()
  const shiftOf = (label: number) => {
    const at = from[label] ?? 0
    const room = { up: base - 1 - at, down: at }
    const by = label === wanted.label ? wanted.value - at : undefined
    const [up, down] =
      by === undefined
        ? [
            { low: 0, high: room.up },
            { low: 0, high: room.down },
          ]
        : [fixed(Math.max(0, by)), fixed(Math.max(0, -by))]
    const found = shifts.get(label) ?? { up: problem.variable(up), down: problem.variable(down) }
    shifts.set(label, found)
    return found
  }
  shiftOf(wanted.label)
  for (const margin of margins) {
    const terms = (system.margins[margin] ?? []).flatMap(({ label, by }): Term[] => {
      const { up, down } = shiftOf(label)
      return [
        [up, by],
        [down, -by],
      ]
    })
    problem.equal(terms, marginSum(drawn, margin) - marginSum({ system, offsets: from }, margin))
  }
  const price = [...shifts].flatMap(([label, { up, down }]): Term[] => {
    const cost = system.blockOf[label] === SHARED ? 64 : 1
    return [
      [up, cost],
      [down, cost],
    ]
  })
  const solution = wholeSolution(solver, problem, price)
  if (solution === undefined) return undefined
  const at = (variable: number): number => Math.round(solution.values[variable] ?? 0)
  return new Map([...shifts].map(([label, { up, down }]) => [label, (from[label] ?? 0) + at(up) - at(down)]))
}

function fixed(value: number): { readonly low: number; readonly high: number } {
  return { low: value, high: value }
}

/** Asks for fractions first: they are quick, and nearly always whole. */
function wholeSolution(solver: Solver, problem: ProblemBuilder, price: readonly Term[]): Solution | undefined {
  return withModel(solver, problem.build(), (model) => {
    const found = model.minimise(price)
    if (found === undefined || fractionsOf(found.values).length === 0) return found
    model.wholeNumbers()
    return model.minimise(price)
  })
}

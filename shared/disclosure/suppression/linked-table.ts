import type { ProblemBuilder, Range, Term } from '../linear/linear-problem.ts'

/**
 * The counts of a report and the sums between them, which every reader knows. Counts and the slacks of inequalities are
 * numbered together, from 0: they are the atoms.
 */
export type LinkedTable = {
  /** The true value of every atom. */
  readonly truth: readonly number[]
  readonly sums: readonly KnownSum[]
  /** Places in `sums`, for each atom. */
  readonly sumsOf: readonly (readonly number[])[]
  /** The atoms that a report prints or hides: its cells. Slacks are no cells. */
  readonly cells: readonly number[]
}

/** `weighted sum of atoms = sum` */
export type KnownSum = { readonly terms: readonly Term[]; readonly sum: number }

export function linkedTable({ truth, sums, cells }: Omit<LinkedTable, 'sumsOf'>): LinkedTable {
  const sumsOf: number[][] = truth.map(() => [])
  for (const [at, { terms }] of sums.entries()) for (const [atom] of terms) if (sumsOf[atom]?.at(-1) !== at) sumsOf[atom]?.push(at)
  return { truth, sums, sumsOf, cells }
}

/** The atoms that can be reached from one by at most so many sums, without passing a fixed atom. */
export function reachable(
  { sums, sumsOf }: LinkedTable,
  from: number,
  isFixed: (atom: number) => boolean,
  steps: number,
): ReadonlySet<number> {
  const found = new Set([from])
  const passed = new Set<number>()
  let edge = [from]
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const next: number[] = []
    for (const at of edge.flatMap((atom) => sumsOf[atom] ?? [])) {
      if (passed.has(at)) continue
      passed.add(at)
      for (const [atom] of sums[at]?.terms ?? []) {
        if (found.has(atom) || isFixed(atom)) continue
        found.add(atom)
        next.push(atom)
      }
    }
    edge = next
  }
  return found
}

/**
 * Adds these atoms to a problem as variables, with every sum that any of them is in: all other atoms have their true value. Gives the
 * variable of each.
 */
export function addAtoms(
  problem: ProblemBuilder,
  { truth, sums, sumsOf }: LinkedTable,
  atoms: ReadonlySet<number>,
  rangeOf: (atom: number) => Range,
): ReadonlyMap<number, number> {
  const variables = new Map([...atoms].map((atom) => [atom, problem.variable(rangeOf(atom))]))
  for (const at of new Set([...atoms].flatMap((atom) => sumsOf[atom] ?? []))) {
    const { terms = [], sum = 0 } = sums[at] ?? {}
    const fixed = terms.filter(([atom]) => !variables.has(atom))
    problem.equal(
      terms.flatMap(([atom, weight]): Term[] => {
        const variable = variables.get(atom)
        return variable === undefined ? [] : [[variable, weight]]
      }),
      fixed.reduce((rest, [atom, weight]) => rest - weight * (truth[atom] ?? 0), sum),
    )
  }
  return variables
}

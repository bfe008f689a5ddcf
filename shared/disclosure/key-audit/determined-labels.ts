import type { Label } from '../structure/survey-structure.ts'

/** The factor of a label in a margin: a part once, the total minus once, as what a part is less; where a margin is implied, another number. */
export type MarginTerm = { readonly label: number; readonly by: number }

/** Arithmetic modulo a prime is exact; by chance a label that moves stays in place once in this many times. */
const PRIME = 67_108_859

/** Sums with larger coefficients tell next to nothing of numbers as small as offsets. */
const SMALL = 3

/** The labels and margins of a plan, numbered from 0. */
export type NumberedMargins = {
  readonly labels: readonly Label[]
  /** The labels of each margin. */
  readonly margins: readonly (readonly MarginTerm[])[]
  /** The margins of each label. */
  readonly marginsOf: readonly (readonly { readonly margin: number; readonly by: number }[])[]
  /** The block of each label; SHARED, which is below 0, where many blocks have it in common. */
  readonly blockOf: Int32Array
}

type ModularRow = Map<number, number>

type Implied = {
  /** 1 for each label that the margins determine, for any draw of the offsets. */
  readonly determined: Uint8Array
  /** The margins between shared labels alone that all margins together imply. */
  readonly ofShared: readonly (readonly MarginTerm[])[]
}

/**
 * The labels that all margins of a plan together determine, by Gaussian elimination modulo a prime.
 *
 * Margins that always hold determine a label only where it is a structural zero. Other labels are determined because the audit
 * assumes that the attacker knows the number of people in no group, who have no cell in a table by groups: no draw could hide
 * these. The margins are solved once, with arbitrary numbers for all free labels; a label that comes out as 0 is determined.
 * Example: `a + b = t` and `a + b + c = t` determine c.
 */
export function determinedBy(plan: NumberedMargins): Implied {
  const solved = eliminate(plan)
  const values = Int32Array.from(plan.labels.keys(), (label) => 1 + (Math.imul(label + 1, 0x9e3779b1) >>> 7))
  for (const { label, row } of solved.toReversed()) {
    let sum = 0
    for (const [other, by] of row) if (other !== label) sum = (sum + by * (values[other] ?? 0)) % PRIME
    values[label] = times(PRIME - sum, inverse(row.get(label) ?? 1))
  }
  const ofShared = solved.flatMap(({ label, row }) => (isShared(plan, label) ? [tiesIn(row)] : []))
  return {
    determined: Uint8Array.from(values, (value) => (value % PRIME === 0 ? 1 : 0)),
    ofShared: ofShared.filter((terms) => terms.length > 0),
  }
}

function isShared({ blockOf }: NumberedMargins, label: number): boolean {
  return (blockOf[label] ?? 0) < 0
}

/** A row in small whole numbers; nothing where it has none. */
function tiesIn(row: ModularRow): readonly MarginTerm[] {
  const [first = 1] = row.values()
  const share = inverse(first)
  const terms = [...row].map(([label, by]) => {
    const whole = times(by, share)
    return { label, by: whole > PRIME / 2 ? whole - PRIME : whole }
  })
  return terms.every(({ by }) => Math.abs(by) <= SMALL) ? terms : []
}

/** Rows, each with a label that no later row has. */
function eliminate(system: NumberedMargins): readonly { readonly label: number; readonly row: ModularRow }[] {
  const rows = system.margins.map((terms): ModularRow => {
    const row: ModularRow = new Map()
    for (const { label, by } of terms) row.set(label, (row.get(label) ?? 0) + by)
    return new Map([...row].filter(([, by]) => by !== 0).map(([label, by]) => [label, by < 0 ? by + PRIME : by]))
  })
  const rowsOf = system.labels.map((): Set<ModularRow> => new Set())
  for (const row of rows) for (const label of row.keys()) rowsOf[label]?.add(row)
  const solved: { label: number; row: ModularRow }[] = []
  for (const label of cheapestFirst(system)) {
    const [row, ...others] = [...(rowsOf[label] ?? [])].sort((a, b) => a.size - b.size)
    if (!row) continue
    const share = inverse(row.get(label) ?? 1)
    for (const other of others) subtract(other, row, times(other.get(label) ?? 0, share), rowsOf)
    for (const each of row.keys()) rowsOf[each]?.delete(row)
    solved.push({ label, row })
  }
  return solved
}

/** Cells of few margins first, and what many have in common last: so rows stay short. */
function cheapestFirst(plan: NumberedMargins): readonly number[] {
  const cost = (label: number): number => (plan.marginsOf[label]?.length ?? 0) + (isShared(plan, label) ? plan.margins.length : 0)
  return [...plan.labels.keys()].sort((a, b) => cost(a) - cost(b))
}

function subtract(from: ModularRow, row: ModularRow, share: number, rowsOf: readonly Set<ModularRow>[]): void {
  for (const [label, by] of row) {
    const left = ((from.get(label) ?? 0) + PRIME - times(by, share)) % PRIME
    if (left === 0) {
      from.delete(label)
      rowsOf[label]?.delete(from)
    } else {
      from.set(label, left)
      rowsOf[label]?.add(from)
    }
  }
}

function times(a: number, b: number): number {
  return (a * b) % PRIME
}

function inverse(value: number): number {
  let result = 1
  for (let [square, left] = [value, PRIME - 2]; left > 0; [square, left] = [times(square, square), Math.floor(left / 2)]) {
    if (left % 2 === 1) result = times(result, square)
  }
  return result
}

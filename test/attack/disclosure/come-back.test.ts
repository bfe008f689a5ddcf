import { beforeAll, describe, expect, it } from 'vitest'
import { type GateKnowledge, NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { toDrawAgain } from '#shared/disclosure/key-audit/key-audit.ts'
import { marginSystemOf } from '#shared/disclosure/key-audit/margin-system.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { protectedReport } from '#shared/disclosure/protected-report.ts'
import { offsetMargins } from '#shared/disclosure/structure/offset-margins.ts'
import { NOTHING_DRAWN, POLICY, type Printed, printedOf, published } from '#test/unit/audit/published.ts'

let solver: Solver
let offsets: readonly (readonly number[])[]
beforeAll(async () => {
  solver = await loadSolver()
  offsets = acceptedOffsets()
})

const INSIDE: GateKnowledge = { newcomers: new Map([['', 60]]), counts: new Map(), reprint: () => undefined }
const B = 5
const ANSWERS = ['yes', 'no', 'maybe', '~skipped'] as const
type Counts = readonly [yes: number, no: number, maybe: number, skipped: number]

/** A community of 41 people: somebody knows what all of them said, but not how 24 of them are divided between no and maybe: each way is as probable before. */
const WORLDS = Array.from({ length: 9 }, (_, i): Counts => [16, 8 + i, 16 - i, 1])
/** The people who join are known too: there are so many that nothing has to be hidden any more. */
const JOINING: Counts = [22, 21, 19, 30]

const sumOf = (counts: Counts) => counts.reduce((all, each) => all + each, 0)
const round = (count: number, offset: number) => B * Math.floor((count + offset) / B)

/** Everybody's number, then that of each answer. */
function printedBy(counts: Counts, offsets: readonly number[]): readonly number[] {
  return [sumOf(counts), ...counts].map((count, at) => round(count, offsets[at] ?? 0))
}

function releaseOf(number: number, [base = 0, ...cells]: readonly number[]): PublishedReport {
  const shown = (value: number): Printed => (value < 15 ? '.' : value)
  return published(number, { q: { '': { base, cells: Object.fromEntries(ANSWERS.map((answer, at) => [answer, shown(cells[at] ?? 0)])) } } })
}

/** Gives the report that readers get: the product's own gate decides what is hidden, by what is printed. */
function gated(candidate: PublishedReport, earlier: readonly PublishedReport[]): PublishedReport {
  const result = audited(solver, {
    earlier,
    printed: printedOf([candidate]),
    release: candidate.release,
    report: protectedReport({ policy: POLICY, inWords: [], tables: candidate.tables }),
    facts: { ...NO_FACTS, growth: new Map([[2, { withdrawn: 0 }]]), repeated: new Map() },
    gateKnowledge: INSIDE,
    draw: NOTHING_DRAWN,
  })
  if (result.kind !== 'passed') throw new Error('refused')
  return { ...candidate, tables: result.report.tables }
}

/** All offsets that an audited key can have, as an attacker knows: everybody's, and that of each answer. */
function acceptedOffsets(): readonly (readonly number[])[] {
  const candidate = releaseOf(1, [40, 20, 15, 15, 0])
  const printed = printedOf([candidate])
  const plan = offsetMargins(printed, [{ question: 'q' }])
  const system = marginSystemOf(plan)
  const labels = [printed.everyone(), ...ANSWERS.map((answer) => printed.label({ question: 'q' }, answer))]
  const all = Array.from({ length: B ** 5 }, (_, number) => labels.map((_, at) => Math.floor(number / B ** at) % B))
  return all.filter((own) => {
    const drawn = Int32Array.from(system.labels, (label) => own[labels.indexOf(label)] ?? 0)
    return toDrawAgain(solver, { system, offsets: drawn, base: B, atLeast: 3 }).size === 0
  })
}

type Seen = { readonly first: PublishedReport; readonly second: PublishedReport }

/** The probability of each thing that can be seen in each world, over all offsets. `seenBy` names what is seen of true counts and of what is printed of both reports. */
function chancesOf(seenBy: (world: number, first: readonly number[], second: readonly number[]) => string): ReadonlyMap<string, number[]> {
  const chances = new Map<string, number[]>()
  WORLDS.forEach((counts, world) => {
    const later: Counts = [counts[0] + JOINING[0], counts[1] + JOINING[1], counts[2] + JOINING[2], counts[3] + JOINING[3]]
    for (const own of offsets) {
      const name = seenBy(world, printedBy(counts, own), printedBy(later, own))
      const of = chances.get(name) ?? WORLDS.map(() => 0)
      chances.set(name, of)
      of[world] = (of[world] ?? 0) + 1 / offsets.length
    }
  })
  return chances
}

/** The chance that the best guess of somebody who reasons by the rule of Bayes is right. */
function guessedRight(chances: ReadonlyMap<string, readonly number[]>): number {
  return [...chances.values()].reduce((all, of) => all + Math.max(...of), 0) / WORLDS.length
}

const statusesIn = ({ tables }: PublishedReport) => tables[0]?.slices[0]?.cells.map(({ status }) => status) ?? []

function cameBack({ first, second }: Seen): boolean {
  return statusesIn(first).some((status, at) => status === 'hidden_secondary' && statusesIn(second)[at] === 'published')
}

describe('a number that was hidden to protect another one, and is shown again', () => {
  it('tells no more, of two reports and all offsets together, than if it had been printed throughout', () => {
    const gate = new Map<string, Seen>()
    const seenOf = (first: readonly number[], second: readonly number[]): Seen => {
      const name = `${first} ${second}`
      const one = gate.get(name)?.first ?? gated(releaseOf(1, first), [])
      const made = gate.get(name) ?? { first: one, second: gated(releaseOf(2, second), [one]) }
      gate.set(name, made)
      return made
    }
    const tablesOf = ({ first, second }: Seen) => JSON.stringify([first.tables, second.tables])
    const printed = (of: readonly number[]) => of.map((value) => (value < 15 ? '.' : value)).join()

    const behindGate = chancesOf((_, first, second) => tablesOf(seenOf(first, second)))
    const printedThroughout = chancesOf((_, first, second) => `${printed(first)} ${printed(second)}`)
    // What comes back is chosen by a true count: a gate as it must not be.
    const byTruth = chancesOf((world, first, second) => `${printed(first)} ${printed(second)} ${world > 4}`)

    expect([...gate.values()].filter(cameBack).length).toBeGreaterThan(5)
    expect(guessedRight(behindGate)).toBeLessThanOrEqual(guessedRight(printedThroughout) + 1e-9)
    expect(guessedRight(byTruth)).toBeGreaterThan(guessedRight(printedThroughout) + 0.05)
    // One guess in nine would be right without a report.
    expect(guessedRight(behindGate)).toBeLessThan(0.4)
  })
})

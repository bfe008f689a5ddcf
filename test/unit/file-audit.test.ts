import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NO_FACTS } from '#shared/disclosure/audit/history.ts'
import { auditFiles } from '#shared/disclosure/file-audit/file-audit.ts'
import type { ReaderCopy } from '#shared/disclosure/file-audit/reader-copy.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { NO_BATCHES, type NoiseMemory } from '#shared/disclosure/profiles/dp-budget.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ReportCell, ReportSlice } from '#shared/disclosure/report.ts'
import type { Disclosure } from '#shared/survey/survey.ts'
import { keyOf } from './disclosure/sample.ts'
import { countByHand, people, surveyWith } from './profiles/people.ts'

const solver = await loadSolver()

function copyOf(
  disclosure: Disclosure,
  count: number,
  from = 0,
  memory: NoiseMemory = NO_BATCHES,
): { copy: ReaderCopy; memory: NoiseMemory } {
  const survey = surveyWith(disclosure)
  let block = 0
  const random = (bytes: number) => createHash('sha512').update(`noise ${memory.batches} ${block++}`).digest().subarray(0, bytes)
  const release = memory.batches + 1
  const outcome = protect(
    { study: studyPlan(survey), tables: countByHand(survey, people(count, from)), release, solver, random, memory },
    keyOf(1),
  )
  if (outcome.kind !== 'protected') throw new Error('refused')
  const { policy, tables } = outcome.report
  return { copy: { release, survey, policy, tables }, memory: outcome.memory ?? memory }
}

/** The ids of the checks that fail, with what they say. */
function failed(...history: readonly ReaderCopy[]): readonly (readonly [string, string])[] {
  return auditFiles(solver, { history, facts: NO_FACTS }).flatMap(({ findings }) =>
    findings.map(({ check, message }) => [check, message] as const),
  )
}

type Place = { readonly table: string; readonly group?: string }

function changed(copy: ReaderCopy, { table, group }: Place, change: (slice: ReportSlice) => ReportSlice): ReaderCopy {
  return {
    ...copy,
    tables: copy.tables.map((each) =>
      each.id === table ? { ...each, slices: each.slices.map((slice) => (slice.group === group ? change(slice) : slice)) } : each,
    ),
  }
}

const cells =
  (change: (cell: ReportCell) => ReportCell) =>
  (slice: ReportSlice): ReportSlice => ({ ...slice, cells: slice.cells.map(change) })

describe('what the files of an exact report show', () => {
  const { copy } = copyOf({ profile: 'exact-closed' }, 400)

  it('passes as it was made, with something hidden to look at', () => {
    const checks = auditFiles(solver, { history: [copy], facts: NO_FACTS })

    expect(checks.filter(({ findings }) => findings.length > 0)).toEqual([])
    expect(checks.find(({ id }) => id === 'A1')?.examined).toBeGreaterThan(2)
  })

  it('is found when a number that protected a small one is printed after all', () => {
    const hidden = copy.tables.flatMap((table) =>
      table.slices.flatMap((slice) =>
        slice.cells.filter(({ status }) => status === 'hidden_secondary').map((cell) => ({ table, slice, cell })),
      ),
    )
    expect(hidden.length).toBeGreaterThan(0)
    const truth = countByHand(copy.survey, people(400))
    const printedToo = hidden.map(({ table, slice, cell }) => {
      const value = truth
        .find(({ id }) => id === table.id)
        ?.slices.find(({ group }) => group === slice.group)
        ?.cells.find(({ answer }) => answer === cell.answer)?.count
      const count = { value: value ?? 0, low: value ?? 0, high: value ?? 0 }
      const place = { table: table.id, ...(slice.group === undefined ? {} : { group: slice.group }) }
      return changed(
        copy,
        place,
        cells((each) => (each.answer === cell.answer ? { answer: each.answer, status: 'published', count } : each)),
      )
    })

    // It gives away a small number, or, its place in another table still being hidden, says that it is large.
    const narrow = printedToo.filter((each) =>
      failed(each).some(([check, message]) => check === 'A1' && message.includes('could have worked out')),
    )
    expect(narrow.length).toBeGreaterThan(0)
  })

  it('is found when a small number is printed, and when a number is changed', () => {
    const small = changed(
      copy,
      { table: 'q' },
      cells((cell) =>
        cell.answer === '~skipped' ? { answer: cell.answer, status: 'published', count: { value: 7, low: 7, high: 7 } } : cell,
      ),
    )
    const moved = changed(
      copy,
      { table: 'q' },
      cells((cell) =>
        cell.answer === 'yes' && cell.status === 'published' ? { ...cell, count: { value: 399, low: 399, high: 399 } } : cell,
      ),
    )

    expect(failed(small).map(([check]) => check)).toContain('A0')
    expect(failed(moved)).toContainEqual(['A8', expect.stringContaining('No true counts are all printed numbers')])
  })

  it('is found when it is not the only one', () => {
    expect(failed(copy, { ...copy, release: 2 })).toContainEqual(['A3', expect.stringContaining('one report, ever')])
  })
})

describe('what the files of a report with cell keys show', () => {
  const { copy } = copyOf({ profile: 'ckm' }, 400)

  it('passes as it was made', () => {
    expect(failed(copy)).toEqual([])
  })

  it('is found when a number moved by more than it may, or the same people have two', () => {
    const base = (by: number) =>
      changed(copy, { table: 'q' }, (slice) => (slice.base ? { ...slice, base: shifted(slice.base, by) } : slice))
    const far = changed(
      copy,
      { table: 'age' },
      cells((cell) => (cell.answer === 'old' && cell.status === 'published' ? { ...cell, count: shifted(cell.count, 90) } : cell)),
    )

    expect(failed(base(1))).toContainEqual(['A9', expect.stringContaining('two different numbers')])
    expect(failed(far)).toContainEqual(['A8', expect.stringContaining('No true counts lie within 5')])
  })

  it('is found when it is not the only one', () => {
    expect(failed(copy, { ...copy, release: 2 }).map(([check]) => check)).toContain('A3')
  })
})

describe('what the files of noisy batches show', () => {
  const one = copyOf({ profile: 'dp', rho: 0.35 }, 1500)
  const two = copyOf({ profile: 'dp', rho: 0.35 }, 1500, 1500, one.memory)

  it('passes as it was made, batch after batch', () => {
    expect(failed(one.copy, two.copy)).toEqual([])
  })

  it('is found when the noise is less than the budget pays for', () => {
    const { copy } = two
    if (copy.policy.profile !== 'dp') throw new Error('not noisy')
    const quiet = { ...copy, policy: { ...copy.policy, variance: copy.policy.variance / 4 } }

    expect(failed(one.copy, quiet).map(([check]) => check)).toEqual(expect.arrayContaining(['A0', 'A6', 'A7']))
  })

  it('is found when a number is repeated from an earlier batch, is clamped, or the budget is another one', () => {
    const repeated = changed(two.copy, { table: 'q' }, (slice) => ({ ...slice, asOf: 1 }))
    const clamped = changed(
      two.copy,
      { table: 'q' },
      cells((cell) =>
        cell.answer === 'maybe' ? { answer: cell.answer, status: 'published', count: { value: 0, low: 0, high: 9 } } : cell,
      ),
    )
    const other = { ...two.copy, survey: { ...two.copy.survey, disclosure: { profile: 'dp', rho: 0.2 } as const } }

    expect(failed(one.copy, repeated).map(([check]) => check)).toContain('A7')
    expect(failed(one.copy, clamped).map(([check]) => check)).toContain('A0')
    expect(failed(one.copy, other).map(([check]) => check)).toEqual(expect.arrayContaining(['A6', 'A7']))
  })
})

function shifted({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }, by: number) {
  return { value: value + by, low: low + by, high: high + by }
}

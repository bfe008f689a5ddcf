import { offsetOf, roundCount } from '#shared/disclosure/keyed-draws.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { cellKey, countPeople, truthOf } from '#test/attack/disclosure/support/counting.ts'
import { randomOf } from '#test/attack/disclosure/support/random.ts'
import { Study } from '#test/attack/disclosure/support/series.ts'
import { hiddenBesides, type SummedTable } from '#test/attack/disclosure/support/summed-table.ts'
import { missing, type Person, readPeople, survey } from '#test/attack/disclosure/support/survey.ts'
import { type PublishedRow, readRecords } from '#test/reference/support/data.ts'
import { communityOf, count } from '#test/unit/audit/community.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { type Row, rounded } from './row.ts'

const SIZES = [200, 1_000, 6_000, 100_000]
const PROFILES = ['rounded', 'careful', 'exact-closed'] as const
const KEYS = [1, 2, 3]

type Utility = { readonly hidden: number; readonly meanError: number; readonly maxError: number }

/**
 * Measures the cost of protection for readers: the share of cells without a number, and how far shown counts are from the true
 * ones, on four questions by three demographics of a real survey, sampled with replacement to each size.
 */
export async function benchUtility(): Promise<readonly Row[]> {
  if (missing !== undefined) return [{ what: 'utility', measured: missing, ok: true }]
  const people = readPeople()
  const solver = await loadSolver()
  const rows: Row[] = []
  for (const size of SIZES) {
    const tables = countPeople(sampled(people, size))
    const truth = truthOf(tables)
    for (const profile of PROFILES) {
      const of: Survey = { ...survey, disclosure: { profile } }
      const made = KEYS.slice(0, profile === 'exact-closed' ? 1 : KEYS.length).map((seed) =>
        protect({ study: studyPlan(of), tables, release: 1, solver }, keyOf(seed)),
      )
      const found = made.flatMap((each) => (each.kind === 'protected' ? [utilityOf(each.report.tables, truth)] : []))
      rows.push(rowOf(`${profile}, ${size.toLocaleString('en')} people`, found))
    }
  }
  return [
    ...rows,
    ...SIZES.flatMap((size) => firstReport(solver, sampled(people, size))),
    ...besideGaussSuppression(solver),
    ...LARGE.map((size) => timeToHide(solver, size)),
  ]
}

/** A survey of 20 questions by 4 demographics. */
const LARGE = [200, 500, 1_000, 10_000]

/** Processor time: other work on the machine is not ours. */
function timeToHide(solver: Solver, size: number): Row {
  const { survey: of, people } = communityOf(20, 4, size)
  const tables = count(of, people)
  const cells = tables.flatMap(({ slices }) => slices.flatMap((slice) => slice.cells)).length
  const before = process.cpuUsage()
  protect({ study: studyPlan({ ...of, disclosure: { profile: 'exact-closed' } }), tables, release: 1, solver }, keyOf(1))
  const { user, system } = process.cpuUsage(before)
  return {
    what: `exact-closed, 20 questions by 4 groups (${cells.toLocaleString('en')} cells), ${size.toLocaleString('en')} people`,
    measured: `${rounded((user + system) / 1e6)} s`,
    ok: true,
  }
}

/** The rest of the first report on so many people when its audit has hidden what it must, and a tenth waits. */
function firstReport(solver: Solver, people: readonly Person[]): Row[] {
  const study = new Study(people, { key: keyOf(1), solver, audited: true })
  study.join(...people.keys())
  const made = study.release()
  if (!made) return []
  const cells = made.attacked.tables.flatMap(({ slices }) => slices.flatMap((slice) => slice.cells))
  const hidden = cells.filter(({ count }) => count === undefined).length / cells.length
  return [
    {
      what: `rounded, a first report of ${people.length.toLocaleString('en')} people after its audit`,
      measured: `${percent(hidden)} of cells hidden`,
      ok: true,
    },
  ]
}

function sampled(people: readonly Person[], size: number): Person[] {
  const random = randomOf(size)
  return Array.from({ length: size }, () => people[Math.floor(random() * people.length)] ?? {})
}

function utilityOf(tables: readonly ReportTable[], truth: ReadonlyMap<string, number>): Utility {
  const cells = tables.flatMap(({ id, slices }) => slices.flatMap(({ group, cells: row }) => row.map((cell) => ({ id, group, cell }))))
  const errors = cells.flatMap(({ id, group, cell }) =>
    cell.status === 'published' ? [Math.abs(cell.count.value - (truth.get(cellKey({ table: id, group, answer: cell.answer })) ?? 0))] : [],
  )
  return { hidden: 1 - errors.length / cells.length, meanError: mean(errors), maxError: Math.max(0, ...errors) }
}

function rowOf(what: string, found: readonly Utility[]): Row {
  if (found.length === 0) return { what, measured: 'refused: too few people', ok: true }
  const of = (name: keyof Utility) => found.map((each) => each[name])
  return {
    what,
    measured: `${percent(mean(of('hidden')))} of cells hidden, error ${mean(of('meanError')).toFixed(2)} on average, ${Math.max(...of('maxError'))} at most`,
    ok: true,
  }
}

/** The same cells as were given to GaussSuppression 1.2.3, which shows exact counts and protects one release only. */
function besideGaussSuppression(solver: Solver): Row[] {
  return ([5, 10] as const).flatMap((k) => {
    const cells = readRecords('github_oss_2017', 'expected', `suppression_GaussSuppression_k${k}.csv`)
    const theirs = cells.filter((cell) => cell.suppressed === 'TRUE').length / cells.length
    const ours = KEYS.map((seed) => {
      const isHidden = ({ table, row_value: row, col_value: column, count }: PublishedRow) =>
        roundCount(Number(count), offsetOf(keyOf(seed), `${table}\n${row}\n${column}`, 5), 5) < 15
      return cells.filter(isHidden).length / cells.length
    })
    const exact = [...Map.groupBy(cells, ({ table }) => table).values()].map((own) => hiddenExactly(solver, own))
    const beside = `GaussSuppression with threshold ${k}: ${percent(theirs)} hidden, and nothing against a second release`
    return [
      {
        what: `rounded, the ${cells.length} cells of 16 cross-tables`,
        measured: `${percent(mean(ours))} of cells hidden`,
        beside,
        ok: true,
      },
      {
        what: `exact-closed with threshold ${k}, the same cells`,
        measured: `${percent(exact.reduce((sum, each) => sum + each, 0) / cells.length)} of cells hidden, each with a range of 6 or more`,
        beside,
        ok: true,
      },
    ]
  })
}

/** The number of cells of one table that are hidden so that each that R hides as too small keeps a range of six numbers. */
function hiddenExactly(solver: Solver, cells: readonly PublishedRow[]): number {
  const isTotal = (value: string | undefined) => value === '(total)'
  const inner = cells.filter(({ row_value: row, col_value: column }) => !isTotal(row) && !isTotal(column))
  const table: SummedTable = {
    atoms: inner.map(({ count }) => Number(count)),
    cells: cells.map(({ row_value: row, col_value: column, count }) => ({
      count: Number(count),
      atoms: inner.flatMap((each, at) =>
        (isTotal(row) || each.row_value === row) && (isTotal(column) || each.col_value === column) ? [at] : [],
      ),
    })),
  }
  const primary = cells.flatMap((cell, at) => (cell.primary === 'TRUE' ? [at] : []))
  return primary.length + hiddenBesides(solver, table, primary, { width: 5 }).length
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { offsetOf } from '#shared/disclosure/offset.ts'
import { protect } from '#shared/disclosure/protect.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { isEnough, roundCount } from '#shared/disclosure/rounding.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { cellKey, countPeople, truthOf } from '#test/attack/disclosure/support/counting.ts'
import { randomOf } from '#test/attack/disclosure/support/random.ts'
import { missing, type Person, readPeople, survey } from '#test/attack/disclosure/support/survey.ts'
import { readRecords } from '#test/reference/support/data.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import type { Row } from './row.ts'

const SIZES = [200, 1_000, 6_000, 100_000]
const PROFILES = ['rounded', 'careful', 'exact-closed'] as const
const KEYS = [1, 2, 3]

type Utility = { readonly hidden: number; readonly meanError: number; readonly maxError: number }

/**
 * What protection costs those who read: the share of cells without a number, and how far shown counts are from the true
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
        protect({ survey: of, tables, release: 1, solver }, keyOf(seed)),
      )
      const found = made.flatMap((each) => (each.kind === 'protected' ? [utilityOf(each.report.tables, truth)] : []))
      rows.push(rowOf(`${profile}, ${size.toLocaleString('en')} people`, found))
    }
  }
  return [...rows, ...besideGaussSuppression()]
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
function besideGaussSuppression(): Row[] {
  return ([5, 10] as const).map((k) => {
    const cells = readRecords('github_oss_2017', 'expected', `suppression_GaussSuppression_k${k}.csv`)
    const theirs = cells.filter((cell) => cell.suppressed === 'TRUE').length / cells.length
    const ours = KEYS.map((seed) => {
      const isHidden = ({ table, row_value: row, col_value: column, count }: Readonly<Record<string, string>>) =>
        !isEnough(roundCount(Number(count), offsetOf(keyOf(seed), `${table}\n${row}\n${column}`, 5), 5), 10, 5)
      return cells.filter(isHidden).length / cells.length
    })
    return {
      what: `rounded, the ${cells.length} cells of 16 cross-tables`,
      measured: `${percent(mean(ours))} of cells hidden`,
      beside: `GaussSuppression with threshold ${k}: ${percent(theirs)} hidden, and nothing against a second release`,
      ok: true,
    }
  })
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

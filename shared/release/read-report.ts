import Papa from 'papaparse'
import * as z from 'zod'
import type { ExactClosedPolicy, Policy } from '#shared/disclosure/policy.ts'
import { numberFormatOf, secondaryCell, suppressedRange, topCodedCell } from '#shared/disclosure/print-thresholds.ts'
import type { Average, Bounded, ReportCell, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import { textOfCell } from './csv.ts'
import type { Files } from './release.ts'

/**
 * The tables in the files of a release: the numbers that all others in them are made from. Throws InputRefused, with every row and column, when the files do not say what a
 * release says.
 */
export function readTables(files: Files, policy: Policy): ReportTable[] {
  const averages = new Map(rowsOf(files, 'means.csv', meansRow).map((row) => [sliceKey(row), averageOf(row)]))
  const tables = Map.groupBy(rowsOf(files, 'report.csv', reportRow), (row) => row.table)
  return [...tables].map(([table, rows]) => {
    const [first] = rows
    return {
      id: table,
      question: first?.question ?? '',
      ...(first?.group_variable === undefined ? {} : { by: first.group_variable }),
      slices: [...Map.groupBy(rows, sliceKey)].map(([key, own]) => sliceOf(own, averages.get(key), policy)),
    }
  })
}

const whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const decimal = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,2})?$/)
  .transform(Number)
const optional = <T extends z.ZodType>(shape: T) => z.union([z.literal('').transform(() => undefined), shape])
const text = z.string().min(1)

const place = { table: text, question: text, group_variable: optional(text), group: optional(text), as_of_release: whole }

const reportRow = z.object({
  ...place,
  answer: text,
  count: optional(whole),
  count_low: optional(whole),
  count_high: optional(whole),
  base: optional(whole),
  base_low: optional(whole),
  base_high: optional(whole),
  status: z.enum(['published', 'top_coded', 'hidden_small', 'hidden_secondary', 'group_too_small', 'not_asked']),
})
type ReportRow = z.infer<typeof reportRow>

const meansRow = z.object({
  ...place,
  mean: optional(decimal),
  mean_low: optional(decimal),
  mean_high: optional(decimal),
  median: optional(text),
  status: reportRow.shape.status,
})

const HEADER_LINES = 1

function rowsOf<T extends z.ZodType>(files: Files, name: string, shape: T): z.infer<T>[] {
  const { data, errors } = Papa.parse(textOf(files, name), { header: true, skipEmptyLines: true, transform: textOfCell })
  const remedy = 'Put back the file as it was written'
  const problems: Problem[] = errors.map(({ row, message }) => ({
    code: 'release-files',
    file: name,
    ...(row === undefined ? {} : { line: row + 1 + HEADER_LINES }),
    message,
    remedy,
  }))
  const rows = data.map((row, at) => {
    const parsed = shape.safeParse(row)
    if (parsed.success) return parsed.data
    for (const { path } of parsed.error.issues) {
      const message = 'this is not what a release has here'
      problems.push({ code: 'release-files', file: name, line: at + 1 + HEADER_LINES, column: String(path[0] ?? ''), message, remedy })
    }
    return undefined
  })
  if (problems.length > 0) throw new InputRefused(problems)
  return rows.filter((row) => row !== undefined)
}

function sliceKey({ table, group }: { readonly table: string; readonly group?: string | undefined }): string {
  return `${table}\n${group ?? ''}`
}

function sliceOf(rows: readonly ReportRow[], average: Average | undefined, policy: Policy): ReportSlice {
  const [first] = rows
  const asOf = first?.as_of_release ?? 0
  return {
    ...(first?.group === undefined ? {} : { group: first.group }),
    ...(first?.base === undefined ? {} : { base: baseOf(first) }),
    asOf,
    cells: rows.map((row) => cellOf(row, policy)),
    ...(average ? { average } : {}),
  }
}

function baseOf(row: ReportRow): Bounded {
  const base = bounded(row.base, row.base_low, row.base_high)
  if (!base) throw incomplete(row)
  return base
}

function cellOf(row: ReportRow, policy: Policy): ReportCell {
  const { answer, status } = row
  if (status === 'published') {
    const count = bounded(row.count, row.count_low, row.count_high)
    if (!count) throw incomplete(row)
    return { answer, status, count }
  }
  if (status === 'group_too_small' || status === 'not_asked') return { answer, status }
  const [low, high] = [row.count_low, row.count_high]
  if (low === undefined || high === undefined) throw incomplete(row)
  return policy.profile === 'exact-closed' ? { answer, status, low, high } : coveredCell(row, status, policy)
}

/** Gives a hidden cell its printed range: by the policy for a small count, by the base of its group for any other. */
function coveredCell(
  row: ReportRow,
  status: 'hidden_small' | 'hidden_secondary' | 'top_coded',
  policy: Exclude<Policy, ExactClosedPolicy>,
): ReportCell {
  const { answer, as_of_release: asOf } = row
  if (status === 'hidden_small') return { answer, status, ...suppressedRange(numberFormatOf(policy, asOf), policy.k) }
  const base = baseOf(row)
  return status === 'top_coded' ? topCodedCell(answer, base) : secondaryCell(answer, base)
}

function incomplete({ table, group, answer }: ReportRow): InputRefused {
  const place = [table, group, answer].filter((part) => part !== undefined).join(' / ')
  const message = `the row ${place} lacks the numbers that its status comes with`
  return new InputRefused([{ code: 'release-files', file: 'report.csv', message, remedy: 'Put back the file as it was written' }])
}

function averageOf({ status, mean, mean_low, mean_high, median }: z.infer<typeof meansRow>): Average {
  const shown = bounded(mean, mean_low, mean_high)
  return { status, ...(shown ? { mean: shown } : {}), ...(median === undefined ? {} : { median }) }
}

function bounded(value?: number, low?: number, high?: number): Bounded | undefined {
  return value === undefined || low === undefined || high === undefined ? undefined : { value, low, high }
}

function textOf(files: Files, name: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(files.get(name))
}

import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, USMALLINT, UTINYINT } from '@duckdb/node-api'
import type { MissingState } from '#shared/survey/answer.ts'
import { type Field, fieldOf, MANY_STATE, ONE_BYTE_STATE } from '#shared/survey/codebook.ts'
import { type PlannedTable, type ReportPlan, reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { multi, optionIds, sectionOf, single, surveyOf } from '#test/unit/tabulate/surveys.ts'

export type CodedData = {
  readonly plan: ReportPlan
  /** All responses end to end, and the same bytes as one array each. */
  readonly packed: Uint8Array
  readonly rows: readonly Uint8Array[]
}

const SKIPPED_OR_UNSAID = 0.08

/** Random responses to 20 single questions of 5, 2 multiple ones of 8, and demographics of 7, 5, 6 and 3 options. */
export function codedData(responses: number): CodedData {
  const survey = surveyOf(
    [
      sectionOf([
        ...Array.from({ length: 20 }, (_, i) => single(`q${i}`, optionIds(5), ['dk', 'na', 'pns'])),
        ...[0, 1].map((i) => multi(`m${i}`, optionIds(8), ['pns'])),
        ...[7, 5, 6, 3].map((n, i) => single(`d${i}`, optionIds(n), ['pns'])),
      ]),
    ],
    { by: ['d0', 'd1', 'd2', 'd3'] },
  )
  const plan = reportPlan(survey)
  const { size, fields } = plan.codebook
  const packed = new Uint8Array(responses * size)
  const random = generator(20170602)
  for (let from = 0; from < packed.length; from += size) for (const field of fields) fill(packed, from + field.offset, field, random)
  return { plan, packed, rows: Array.from({ length: responses }, (_, i) => packed.subarray(i * size, (i + 1) * size)) }
}

function fill(bytes: Uint8Array, at: number, field: Field, random: () => number): void {
  const missing = random() < SKIPPED_OR_UNSAID ? (random() < 0.5 ? 'skipped' : 'pns') : undefined
  if (field.kind === 'one') bytes[at] = missing ? ONE_BYTE_STATE[missing] : 1 + Math.floor(random() * field.options.length)
  else {
    bytes[at] = missing ? 0 : 1 + Math.floor(random() * 255)
    bytes[at + 1] = MANY_STATE[missing ?? 'answered'] << 5
  }
}

/** A linear congruential generator: the same data in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * One thread, one column a question: the code, or the two bytes of a multiple choice as one number. States get the codes
 * after the last option, where DuckDB counts them nearly three times as fast as at 250: it is given its best.
 */
export async function loadIntoDuckDb({ plan, packed }: CodedData): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const { fields, size } = plan.codebook
  const types = fields.map((field) => (field.bytes === 1 ? UTINYINT : USMALLINT))
  await connection.run(`create table coded (${fields.map((field, i) => `${field.question} ${types[i]}`).join(', ')})`)
  const appender = await connection.createAppender('coded')
  const rows = 2048
  for (let from = 0; from < packed.length; from += rows * size) {
    const here = Math.min(rows, (packed.length - from) / size)
    const chunk = DuckDBDataChunk.create(types, here)
    chunk.setColumns(fields.map((field) => Array.from({ length: here }, (_, row) => codeAt(packed, from + row * size, field))))
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
  return connection
}

function codeAt(bytes: Uint8Array, from: number, field: Field): number {
  const code = bytes[from + field.offset] ?? 0
  if (field.kind === 'many') return code | ((bytes[from + field.offset + 1] ?? 0) << 8)
  return code >= ONE_BYTE_STATE.pns ? denseState(field, code) : code
}

function denseState(field: Field, code: number): number {
  return field.options.length + 1 + code - ONE_BYTE_STATE.pns
}

export function queryOf({ question, by }: PlannedTable): string {
  const columns = by === undefined ? question : `${by}, ${question}`
  return `select ${columns}, count(*) from coded group by ${columns}`
}

/** Whether DuckDB counts the same in every cell. */
export async function sameCounts(connection: DuckDBConnection, tables: readonly CountedTable[], { plan }: CodedData): Promise<boolean> {
  for (const table of tables) {
    const result = await connection.runAndReadAll(queryOf(table))
    const rows = result.getRows().map((row) => row.map(Number))
    const field = fieldOf(plan.codebook, table.question)
    const groups = table.by === undefined ? [] : fieldOf(plan.codebook, table.by).options
    for (const slice of table.slices) {
      const own = slice.group === undefined ? rows : rows.filter(([group]) => group === groups.indexOf(slice.group ?? '') + 1)
      const total = (holds: (code: number) => boolean) =>
        own.filter((row) => holds(row.at(-2) ?? -1)).reduce((sum, row) => sum + (row.at(-1) ?? 0), 0)
      if (total(() => true) !== slice.base) return false
      if (slice.cells.some((cell) => total(meaning(field, cell.answer)) !== cell.count)) return false
    }
  }
  return true
}

function meaning(field: Field, answer: string): (code: number) => boolean {
  const option = field.options.indexOf(answer)
  const state = field.states.find((each): each is MissingState => `~${each}` === answer) ?? 'skipped'
  if (field.kind === 'many') return (code) => (option < 0 ? code >> 13 === MANY_STATE[state] : ((code >> option) & 1) === 1)
  const expected = option < 0 ? (state === 'skipped' ? 0 : denseState(field, ONE_BYTE_STATE[state])) : option + 1
  return (code) => code === expected
}

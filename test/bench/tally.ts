import { addResponses, countedTables, emptyTally, mergeTallies } from '#shared/tabulate/tally.ts'
import { budgeted, type Row } from './row.ts'
import { type CodedData, codedData, loadIntoDuckDb, queryOf, sameCounts } from './tally-data.ts'

const RESPONSES = 1_000_000
const REPETITIONS = 7
/** As many coded items as a page from storage carries. */
const PAGE = 8_000

/**
 * Every planned table of 20 single, 2 multiple and 4 demographic questions, on one thread: beside DuckDB on the same
 * columns with one query a table, in turn, so that a busy machine slows both, the best of each; and from pages of items.
 */
export async function benchTally(): Promise<readonly Row[]> {
  const data = codedData(RESPONSES)
  const duckDb = await loadIntoDuckDb(data)
  const ours: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < REPETITIONS; i++) {
    ours.push(await milliseconds(() => addResponses(emptyTally(data.plan), data.packed)))
    theirs.push(
      await milliseconds(async () => {
        for (const table of data.plan.tables) await duckDb.run(queryOf(table))
      }),
    )
  }
  const equal = await sameCounts(duckDb, countedTables(addResponses(emptyTally(data.plan), data.packed)), data)
  duckDb.closeSync()

  const [best, duckBest] = [Math.min(...ours), Math.min(...theirs)]
  const paged = await milliseconds(() => tallyPages(data, 100_000))
  const tables = data.plan.tables.length
  return [
    budgeted(
      `${tables} tables over 1,000,000 coded responses, one thread`,
      best / duckBest,
      'of the time of DuckDB',
      { atMost: 0.25 },
      {
        detail: `${best.toFixed(0)} ms`,
        beside: `DuckDB in the same run, one query a table: ${duckBest.toFixed(0)} ms`,
      },
    ),
    { what: 'the same counts as DuckDB in every cell', measured: equal ? 'equal' : 'different', budget: 'equal', ok: equal },
    budgeted(`${tables} tables over 100,000 responses, in pages of ${PAGE.toLocaleString('en')}`, paged, 'ms', { atMost: 1000 }),
  ]
}

function tallyPages({ plan, rows }: CodedData, responses: number): void {
  const pages = Array.from({ length: Math.ceil(responses / PAGE) }, (_, i) => rows.slice(i * PAGE, Math.min(responses, (i + 1) * PAGE)))
  pages.map((page) => addResponses(emptyTally(plan), page)).reduce(mergeTallies)
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

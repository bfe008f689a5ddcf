import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { type CodedData, codedData, loadIntoDuckDb, queryOf, sameCounts } from './tally-data.ts'

const RESPONSES = 1_000_000
const REPETITIONS = 7
/** Our time over DuckDB's in the same run. */
const BUDGET = 0.25

/**
 * Every planned table of 20 single, 2 multiple and 4 demographic questions over a million coded responses, on one thread,
 * beside DuckDB on the same columns with one query a table. In turn, so that a busy machine slows both; the best of each.
 */
export async function benchTally(): Promise<{ lines: string[]; ok: boolean }> {
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
  const paged = await milliseconds(() => tallyPages(data))
  const equal = await sameCounts(duckDb, countedTables(addResponses(emptyTally(data.plan), data.packed)), data)
  const ratio = Math.min(...ours) / Math.min(...theirs)
  duckDb.closeSync()
  return {
    lines: [
      `tally: ${data.plan.tables.length} tables over ${RESPONSES.toLocaleString('en')} coded responses, one thread`,
      `  Chorus ${Math.min(...ours).toFixed(0)} ms in one block, ${paged.toFixed(0)} ms in pages of ${PAGE.toLocaleString('en')} items`,
      `  DuckDB ${Math.min(...theirs).toFixed(0)} ms, one query a table; counts ${equal ? 'equal' : 'DIFFER'}`,
      `  ratio ${ratio.toFixed(3)}, at most ${BUDGET}: ${ratio <= BUDGET ? 'ok' : 'TOO SLOW'}`,
    ],
    ok: equal && ratio <= BUDGET,
  }
}

/** As many coded items as a page from storage carries. */
const PAGE = 8_000

function tallyPages({ plan, rows }: CodedData): void {
  let tally = emptyTally(plan)
  for (let i = 0; i < rows.length; i += PAGE) tally = addResponses(tally, rows.slice(i, i + PAGE))
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

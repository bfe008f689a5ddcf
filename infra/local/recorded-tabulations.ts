import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { folderRuns } from '#shared/storage/runs/folder-runs.ts'
import type { DataFolder } from './data-folder.ts'
import { FunctionFailed } from './function-process.ts'

type Run = () => Promise<unknown>

/**
 * Remembers the end of each tabulation, as Step Functions does on AWS: for `chorus tabulation status`. Marks unfinished ones of an
 * earlier deployment as stopped.
 */
export async function recordedTabulations(
  { runs }: Pick<DataFolder, 'runs'>,
  now: () => Date,
): Promise<(input: unknown, run: Run) => Promise<unknown>> {
  const recorded = folderRuns(join(runs, 'tabulation'))
  await recorded.stopUnfinished()
  return async (input, run) => {
    const end = await recorded.begin(now(), randomUUID(), input)
    try {
      const output = await run()
      await end({ state: 'succeeded', output })
      return output
    } catch (failed) {
      await end({ state: 'failed', error: failed instanceof FunctionFailed ? failed.error : 'Unexpected' })
      throw failed
    }
  }
}

import { readFile } from 'node:fs/promises'
import type { People } from '#shared/release/standing.ts'
import type { DataFolder } from './data-folder.ts'

/** Whether people who were made up ever answered a study here: then every report on it says so. */
export async function peopleOf({ madeUp }: Pick<DataFolder, 'madeUp'>, study: string): Promise<People> {
  const text = await readFile(madeUp, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return ''
    throw thrown
  })
  return text.split('\n').includes(study) ? 'made-up' : 'real'
}

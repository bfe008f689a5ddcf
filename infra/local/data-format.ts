import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'

/**
 * The format of a data folder, as a number that is raised when a folder of before cannot simply go on. 1: answers without a
 * MAC (docs/adr/0028-coded-answers-carry-a-mac.md). 2: with it, and the board's statements without what their signer had seen.
 * 3: both.
 */
export const FORMAT = 3

const LINE = /^Format (\d+)\.$/m
export const formatLine = `Format ${FORMAT}.`

/** Throws CodedError, and has changed nothing, when this version of Chorus cannot go on with the data of a folder. */
export async function checkFormat(folder: string, marker: string): Promise<void> {
  const format = await formatOf(folder, marker)
  if (format === FORMAT) return
  throw new CodedError(
    'data-format',
    format > FORMAT
      ? `${folder} was made by a newer Chorus (format ${format}; this one makes ${FORMAT}): use that version. Nothing was changed.`
      : `${folder} was made by an older Chorus (format ${format}; this one makes ${FORMAT}) and is not converted: go on with that version ` +
          'until its surveys are over, and begin new surveys in a new folder. Nothing was changed.',
  )
}

/** Folders made before formats had numbers say nothing: which they are shows from what lies in them. */
async function formatOf(folder: string, marker: string): Promise<number> {
  const said = LINE.exec(await readFile(marker, 'utf8'))?.[1]
  if (said !== undefined) return Number(said)
  const secrets = join(folder, 'secrets')
  // Not even begun: whatever version it was, there is nothing in it.
  if (!existsSync(secrets)) return FORMAT
  if (!existsSync(join(secrets, 'responseKey.key'))) return 1
  return existsSync(join(folder, 'board')) ? 2 : FORMAT
}

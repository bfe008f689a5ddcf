import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { boardFolder } from '#cli/data-access.ts'
import { parsedJson } from '#cli/read-json.ts'
import { type Charter, charter, charterHash } from '#shared/governance/charter.ts'
import { day } from '#shared/governance/days.ts'
import { signature } from '#shared/governance/statement.ts'
import { CodedError } from '#shared/problem.ts'

const DRAFT = 'draft.json'

/** A charter that is being written: its parts are checked as a whole when people agree to it. */
const draft = z.strictObject({
  charter: z.looseObject({ people: z.array(z.unknown()) }),
  day,
  sigs: z.array(z.strictObject({ by: z.string(), sig: signature })),
})
export type Draft = z.infer<typeof draft>

export async function readCharterDraft(data: string): Promise<Draft> {
  const path = join(boardFolder(data), DRAFT)
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CodedError('board-file', `There is no draft of a charter in ${boardFolder(data)}. Begin one with chorus board init.`)
  })
  const read = draft.safeParse(parsedJson(text))
  if (!read.success)
    throw new CodedError(
      'board-file',
      `${path} is damaged, or no draft of a charter. Begin again with chorus board init, in another data folder.`,
    )
  return read.data
}

/** Writes the draft of a charter, under another name first: a write that fails half way leaves the earlier draft with its signatures. */
export async function writeCharterDraft(data: string, content: Draft): Promise<void> {
  const folder = boardFolder(data)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, DRAFT)
  await writeFile(`${path}.new`, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** A charter, from JSON. Throws CodedError (`board-file`) with every flaw, in sentences. */
export function soundCharter(value: unknown): Charter {
  const read = charter.safeParse(value)
  if (read.success) return read.data
  const flaws = read.error.issues.map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`)
  throw new CodedError('board-file', `The charter is not sound yet: ${flaws.join('; ')}.`)
}

/** The hash of a charter in groups of 8 characters, to be compared by voice. */
export function fingerprintOf(founding: Charter): string {
  return charterHash(founding).replace(/(.{8})(?=.)/g, '$1 ')
}

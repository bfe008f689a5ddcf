import * as z from 'zod'
import { type CandidateFiles, readCandidateFiles } from '#functions/candidate-folder.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { QUOTES_FILE } from '#shared/release/quotes.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { SUMS } from '#shared/release/release.ts'
import { SENTENCES_FILE } from '#shared/release/sentences/board-sentences.ts'
import { CANDIDATE_PREFIX, LIST_FOLDER } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

type Readable = Pick<Bucket, 'read' | 'list'>

/** A report by its number and by the hash of its files. */
export type Listed = { readonly release: number; readonly id: string }

/** The releases of a study that were counted, by their number. */
export async function releasesOf(bucket: Readable, study: string): Promise<Listed[]> {
  const keys = await bucket.list(`${study}/${LIST_FOLDER}/`)
  const listed = await Promise.all(
    keys.map(async (key) => ({ release: Number(key.split('/').at(-1)), id: new TextDecoder().decode(await bucket.read(key)).trim() })),
  )
  return listed.filter(({ id }) => /^[0-9a-f]{64}$/.test(id))
}

/** Whether the numbers of a candidate are in the list of those that were counted; whatever words were put in since. */
export async function isCounted(bucket: Readable, { survey, tabulated, release }: ReadRelease): Promise<boolean> {
  return (await releasesOf(bucket, survey.id)).some((listed) => listed.id === tabulated && listed.release === release)
}

/**
 * A candidate with its files. Where the board approved it, or it is in the list of what was counted, another version of Chorus may
 * have made its pages.
 */
export async function readKnownCandidate(
  bucket: Readable,
  { releases }: Pick<LedgerState, 'releases'>,
  study: string,
  id: string,
): Promise<CandidateFiles | undefined> {
  const isKnown = releases.has(id) || (await releasesOf(bucket, study)).some((listed) => listed.id === id)
  return readCandidateFiles(bucket, study, id, isKnown)
}

const numbered = z.object({
  release: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
})
const quoting = z.object({ quotes: z.array(z.unknown()) })

/** The candidates of a study that were made from a counted one by putting in the board's words, or quotes. */
export async function wordedCandidates(bucket: Readable, study: string): Promise<(Listed & { readonly has: 'quotes' | 'words' })[]> {
  const keys = await bucket.list(`${study}/${CANDIDATE_PREFIX}`)
  const whole = keys.filter((key) => key.endsWith(`/${SUMS}`)).map((key) => key.slice(0, -SUMS.length))
  const found = await Promise.all(
    whole.map(async (folder) => {
      const [methods, quotes] = await Promise.all(
        ['methods.json', QUOTES_FILE].map(async (name) => parsed(await bucket.read(folder + name))),
      )
      const [id] = /[0-9a-f]{64}(?=\/$)/.exec(folder) ?? []
      const number = numbered.safeParse(methods)
      const has = (quoting.safeParse(quotes).data?.quotes.length ?? 0) > 0 ? 'quotes' : keys.includes(folder + SENTENCES_FILE) && 'words'
      return id !== undefined && number.success && has ? [{ release: number.data.release, id, has } as const] : []
    }),
  )
  return found.flat()
}

function parsed(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

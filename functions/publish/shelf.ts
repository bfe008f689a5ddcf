import * as z from 'zod'
import type { Bucket } from '#shared/storage/repositories.ts'
import { sha256Hex } from '#shared/survey/ids.ts'

/** The keys of the bucket of findings. Each is written once. Nothing in it is trusted: every reader checks it by the ledger. */
export const shelf = {
  /** Files by the hash of their sums: the content-addressed copy, and the only one. */
  folder: (id: string) => `sha256-${id}`,
  /** Says which files are a version of a study: the write by which it is published. */
  version: (study: string, number: number) => `studies/${study}/${String(number).padStart(6, '0')}`,
  /** Files that the board voted on: the sums, which the ledger names by their hash, and how the numbers came to be. */
  sums: (artifact: string) => `approved/${artifact}.sums`,
  methods: (artifact: string) => `approved/${artifact}.methods.json`,
  /** All files that are about to be published, in one object, by the hash that the log writes down of them: before their proof is made. */
  coming: (files: string) => `coming/${files}.json`,
} as const

const pointer = z
  .string()
  .transform((text) => text.trim())
  .pipe(sha256Hex)

/** The hash of the files of a version; undefined as long as it is not published, and for a pointer that is none. */
export async function filesOf(bucket: Pick<Bucket, 'read'>, study: string, number: number): Promise<string | undefined> {
  const bytes = await bucket.read(shelf.version(study, number))
  return bytes && pointer.safeParse(new TextDecoder().decode(bytes)).data
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId, storyId } from '#shared/response/secret.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { binary, readDatabase } from '../tables.ts'
import type { Fate } from './people.ts'

/** The content of the stores, and the content that they must have. */
export type Looked = {
  readonly receipts: number
  readonly withdrawals: number
  readonly words: number
  readonly expired: number
  readonly unknown: number
}

/**
 * Compares what is stored with what people were shown: of every survey that is not over exactly the responses and the
 * words that were sent and not taken back, no more and no fewer; of one that is over nothing. Throws at the first that
 * differs. Of a visit that came to no end before its receipt, the response may be there or not.
 */
export async function look(folder: string, fates: readonly Fate[], over: ReadonlySet<Survey>): Promise<Looked> {
  const pepper = await readFile(join(folder, 'secrets', 'pepper.key'))
  const items = await readDatabase(join(folder, 'database'))
  const found = (wanted: string, { id }: Survey) =>
    items.filter(({ table, item }) => table === wanted && item.pk?.S?.startsWith(`${id}#`)).map(({ item }) => hex(binary(item, 'sk')))

  const looked = { receipts: 0, withdrawals: 0, words: 0, expired: 0, unknown: 0 }
  for (const survey of new Set(fates.map((fate) => fate.survey))) {
    const [responses, stories] = [found('responses', survey), found('stories', survey)]
    const own = fates.filter((fate) => fate.survey === survey)
    if (over.has(survey)) {
      if (responses.length + stories.length > 0)
        throw new Error(`${responses.length} responses and ${stories.length} words of a survey that is over are there`)
      looked.expired += own.filter(({ code }) => code !== undefined).length
      continue
    }
    const sent = own.filter((fate): fate is Fate & { code: string } => fate.code !== undefined)
    const undone = own.filter(({ code, failed }) => code === undefined && failed !== undefined)
    const wanted = sent.filter(({ withdrew }) => withdrew !== 'everything').map(({ code }) => hex(responseId(pepper, bitsOf(code))))
    const words = sent.filter(({ withdrew }) => withdrew === undefined).flatMap((fate) => wordsOf(pepper, fate))
    compare('response', responses, wanted, undone.length)
    compare('words', stories, words, undone.length)
    looked.receipts += sent.length
    looked.withdrawals += sent.filter(({ withdrew }) => withdrew !== undefined).length
    looked.words += words.length
    looked.unknown += undone.length
  }
  return looked
}

/** Throws when one that must be there is not, or more are there than can be explained. */
export function compare(what: string, there: readonly string[], wanted: readonly string[], mostUnknown: number): void {
  const stored = new Set(there)
  if (stored.size !== there.length) throw new Error(`${what}: one is there twice`)
  const lost = wanted.filter((id) => !stored.has(id))
  if (lost.length > 0) throw new Error(`${what}: ${lost.length} of ${wanted.length} that were shown a receipt are lost`)
  const known = new Set(wanted)
  const more = there.filter((id) => !known.has(id)).length
  if (more > mostUnknown)
    throw new Error(`${what}: ${more} are there that were taken back, or are doubled; ${mostUnknown} visits came to no end`)
}

function wordsOf(pepper: Uint8Array, { person, code }: Fate & { code: string }): string[] {
  return Object.entries(person.answers).flatMap(([question, answer]) =>
    answer.state === 'answered' && 'text' in answer ? [hex(storyId(pepper, bitsOf(code), question))] : [],
  )
}

function bitsOf(code: string): Uint8Array {
  const bits = parseCode(code)
  if (!bits) throw new Error('a receipt showed something that is not a code')
  return bits
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

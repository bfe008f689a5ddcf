import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import * as z from 'zod'
import { sha256Hex } from '#shared/survey/ids.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { StorageError } from '../error.ts'
import type { Community } from '../repositories.ts'
import { bytes, text } from './attributes.ts'
import { collapsed } from './collapse-reads.ts'
import { collect } from './collect.ts'
import type { Item, Table } from './dynamodb-table.ts'

/** An item may hold 400 KB; this leaves room for its keys. A survey packs to about a tenth. */
const MOST_PACKED = 390_000
const MOST_UNPACKED = 16_000_000

const ABSENT = { expression: 'attribute_not_exists(pk)' }

const packed = z.object({ packed: bytes })
const listed = z.object({ survey: text, sha256: text.pipe(sha256Hex) }).transform(({ survey, sha256 }) => ({ id: survey, hash: sha256 }))
const trial = z.object({ BOOL: z.literal(true) }).optional()
const opened = z.object({ sk: text, survey: text, sha256: text.pipe(sha256Hex), trial }).transform(({ sk, survey, sha256, trial }) => ({
  link: sk,
  version: { id: survey, hash: sha256 },
  ...(trial ? { trial: true as const } : {}),
}))

const shut = z
  .object({ sk: text, survey: text, sha256: text.pipe(sha256Hex), because: text.pipe(z.enum(['paused', 'closed'])), trial })
  .transform(({ sk, survey, sha256, because, trial }) => ({
    link: sk,
    version: { id: survey, hash: sha256 },
    because,
    ...(trial ? { trial: true as const } : {}),
  }))

/**
 * Four kinds of item: the bytes of a version, alone in its partition; one small line a version under `versions`; one
 * pointer an open link under `open`; and one a link that was shut under `shut`. Where a link has both, it is open:
 * opening takes effect with its first write, shutting with its last.
 */
export function communityOn(table: Table): Community {
  // Each request of each visitor asks for it.
  const readOpen = collapsed(async (link) => {
    const item = await table.get(linkKey('open', link))
    return item && opened.parse(item)
  })

  async function readShut(link: string) {
    const item = await table.get(linkKey('shut', link))
    return item && shut.parse(item)
  }

  return {
    async storeSurvey(version, survey) {
      const item = { packed: { B: pack(survey) } }
      // The bytes come first: a version that is listed can always be read, and storing again completes a broken start.
      await table.put({ ...bytesKey(version), ...item }, ABSENT)
      await table.put({ pk: { S: 'versions' }, sk: { S: `${version.id}#${version.hash}` }, ...named(version) }, ABSENT)
    },

    async readSurvey(version) {
      const item = await table.get(bytesKey(version))
      return item && unpack(packed.parse(item).packed)
    },

    versions: () => collect(table, 'versions', 'survey, sha256', listed),

    async open({ link, version, trial }) {
      await table.put({ ...linkKey('open', link), ...named(version), ...marked(trial) })
      await table.remove(linkKey('shut', link))
    },

    async shut(link, because) {
      const before = (await readOpen(link)) ?? (await readShut(link))
      if (!before) return
      await table.put({ ...linkKey('shut', link), ...named(before.version), ...marked(before.trial), because: { S: because } })
      await table.remove(linkKey('open', link))
    },

    readOpen,
    listOpen: () => collect(table, 'open', 'sk, survey, sha256, trial', opened),
    readShut,
    listShut: () => collect(table, 'shut', 'sk, survey, sha256, because, trial', shut),
  }
}

function bytesKey(version: SurveyVersion): Item {
  return { pk: { S: `survey#${version.id}` }, sk: { S: version.hash } }
}

function linkKey(kind: 'open' | 'shut', link: string): Item {
  return { pk: { S: kind }, sk: { S: link } }
}

function marked(trial: true | undefined): Item {
  return trial ? { trial: { BOOL: true } } : {}
}

function named(version: SurveyVersion): Item {
  return { survey: { S: version.id }, sha256: { S: version.hash } }
}

function pack(survey: Uint8Array): Uint8Array {
  const small = brotliCompressSync(survey)
  if (small.length > MOST_PACKED || survey.length > MOST_UNPACKED) {
    throw new StorageError('TooLarge', 'the survey is too large to keep: split it, or take out languages')
  }
  return small
}

function unpack(small: Uint8Array): Uint8Array {
  return new Uint8Array(brotliDecompressSync(small, { maxOutputLength: MOST_UNPACKED }))
}

import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { StudyKey } from '#shared/disclosure/offset.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { type Cohorts, emptyCohorts } from '#shared/tabulate/cohorts.ts'
import type { ReportPlan } from '#shared/tabulate/plan.ts'
import { emptyTally, type Tally } from '#shared/tabulate/tally.ts'

/** What is counted of one shard: everybody whom the release may count, and of these, who came when. */
export type Counted = { readonly tally: Tally; readonly cohorts: Cohorts }

/** What a tally is of. It opens as that and as nothing else. */
export type TallyOf = {
  readonly version: SurveyVersion
  readonly plan: ReportPlan
  readonly release: number
  readonly shard: { readonly number: number; readonly run: number }
  readonly attempt: string
}

const IV_BYTES = 12
const TAG_BYTES = 16
const NARROW = 0x10000

/**
 * A tally on its way between two steps, as AES-256-GCM under a key that only this function can make. Counts all have
 * the same width, so that its length tells nothing of them. `iv` is 12 fresh random bytes.
 */
export function sealTally(counted: Counted, of: TallyOf, key: StudyKey, iv: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', keyFor(key), iv)
  cipher.setAAD(nameOf(of))
  return Buffer.concat([iv, cipher.update(encode(counted)), cipher.final(), cipher.getAuthTag()])
}

/** Throws when the tally is of another survey version, plan, release, shard, run or attempt, or was changed. */
export function openTally(sealed: Uint8Array, of: TallyOf, key: StudyKey): Counted {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error('a sealed tally is cut short')
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key), sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(nameOf(of))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const bytes = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
  return decode(bytes, of)
}

function keyFor(key: StudyKey): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), 'chorus sealed tally', 32))
}

function nameOf({ version, plan, release, shard, attempt }: TallyOf): Uint8Array {
  return new TextEncoder().encode(['tally', version.id, version.hash, plan.hash, release, shard.number, shard.run, attempt].join('\n'))
}

/** Responses, then every count, then the cohorts: four bytes each, or two where all of them fit. The length says which. */
function encode({ tally, cohorts }: Counted): Uint8Array {
  const numbers = [tally.responses, ...tally.counts, ...cohorts.counts]
  const narrow = numbers.every((each) => each < NARROW)
  return new Uint8Array((narrow ? Uint16Array : Uint32Array).from(numbers).buffer)
}

function decode(bytes: Uint8Array, { plan, release }: TallyOf): Counted {
  const [tally, cohorts] = [emptyTally(plan), emptyCohorts(plan, release)]
  const places = 1 + tally.counts.length + cohorts.counts.length
  const numbers = bytes.length === places * 2 ? new Uint16Array(aligned(bytes)) : new Uint32Array(aligned(bytes))
  const [responses, ...rest] = numbers
  if (responses === undefined || numbers.length !== places) throw new Error('a sealed tally does not have the counts of the plan')
  return {
    tally: { plan, responses, counts: Float64Array.from(rest.slice(0, tally.counts.length)) },
    cohorts: { ...cohorts, counts: Float64Array.from(rest.slice(tally.counts.length)) },
  }
}

function aligned(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

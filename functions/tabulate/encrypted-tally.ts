import { hkdfSync } from 'node:crypto'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { CountedMembers } from '#shared/disclosure/series/counted-members.ts'
import { decryptBytes, encryptBytes } from '#shared/gcm.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { emptyCohorts } from '#shared/tabulate/cohorts.ts'
import type { ReportPlan } from '#shared/tabulate/plan.ts'
import { emptyTally } from '#shared/tabulate/tally.ts'

/** The identity of a tally. Its ciphertext opens as this tally and as no other. */
export type TallyOf = {
  readonly version: SurveyVersion
  readonly plan: ReportPlan
  readonly release: number
  readonly shard: { readonly number: number; readonly run: number }
  readonly attempt: string
  /** Whether the survey's profile needs key sums. */
  readonly keyed?: boolean
}

/**
 * A tally on its way between two steps, as AES-256-GCM under a key that only this function can make. Every count has
 * four bytes, whatever it is, so that its length tells nothing of them. `iv` is 12 fresh random bytes.
 */
export function encryptTally(counted: CountedMembers, of: TallyOf, key: StudyKey, iv: Uint8Array): Uint8Array {
  return encryptBytes(encode(counted), keyFor(key), iv, nameOf(of))
}

/** Throws when the tally is of another survey version, plan, release, shard, run or attempt, or was changed. */
export function decryptTally(ciphertext: Uint8Array, of: TallyOf, key: StudyKey): CountedMembers {
  const bytes = decryptBytes(ciphertext, keyFor(key), nameOf(of))
  if (!bytes) throw new Error('an encrypted tally is cut short, was changed, or is another one than was asked for')
  return decode(bytes, of)
}

function keyFor(key: StudyKey): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), 'chorus encrypted tally', 32))
}

function nameOf({ version, plan, release, shard, attempt }: TallyOf): Uint8Array {
  return new TextEncoder().encode(['tally', version.id, version.hash, plan.hash, release, shard.number, shard.run, attempt].join('\n'))
}

/** Responses, then every count, the cohorts, and key sums where there are any: four bytes each. */
function encode({ tally, cohorts, keys }: CountedMembers): Uint8Array {
  const numbers = [tally.responses, ...tally.counts, ...cohorts.counts, ...(keys?.sums.map(Number) ?? [])]
  return new Uint8Array(Uint32Array.from(numbers).buffer)
}

function decode(bytes: Uint8Array, { plan, release, keyed }: TallyOf): CountedMembers {
  const [tally, cohorts] = [emptyTally(plan), emptyCohorts(plan, release)]
  const [countsEnd, cohortsEnd] = [tally.counts.length, tally.counts.length + cohorts.counts.length]
  const places = 1 + cohortsEnd + (keyed ? countsEnd : 0)
  const numbers = new Uint32Array(aligned(bytes))
  const [responses, ...rest] = numbers
  if (responses === undefined || numbers.length !== places) throw new Error('an encrypted tally does not have the counts of the plan')
  return {
    tally: { plan, responses, counts: Float64Array.from(rest.slice(0, countsEnd)) },
    cohorts: { ...cohorts, counts: Float64Array.from(rest.slice(countsEnd, cohortsEnd)) },
    ...(keyed ? { keys: { plan, sums: rest.slice(cohortsEnd).map(BigInt) } } : {}),
  }
}

function aligned(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

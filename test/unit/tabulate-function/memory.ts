import { createHash } from 'node:crypto'
import type { Services } from '#functions/tabulate/services.ts'
import { consentTextHash, encodeConsent } from '#shared/consent/record.ts'
import type { Gate } from '#shared/disclosure/audit/release-gate.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import {
  type Bucket,
  type Community,
  type MemberSet,
  type Responses,
  type Series,
  SHARDS,
  type StoredResponse,
  type StoredSeries,
} from '#shared/storage/repositories.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf } from '../disclosure/sample.ts'

/** The id of a made-up response. */
export function idOf(number: number): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`response ${number}`).digest().subarray(0, 16))
}

/** The consent of people: to the survey's own text, and to being counted. */
export function consentTo(survey: Survey): Uint8Array {
  return encodeConsent({ textHash: consentTextHash(survey, survey.languages[0] ?? ''), given: ['aggregate'], week: 2900 })
}

/** Coded responses of one version, spread over the shards by their ids, two to a page; the last with a consent of its own. */
export function responsesOf(survey: Survey, rows: readonly Uint8Array[], last = consentTo(survey)): Pick<Responses, 'entries'> {
  const consent = consentTo(survey)
  return entriesOf(survey, () => rows.map((answers, i) => ({ id: idOf(i), answers, consent: i === rows.length - 1 ? last : consent })))
}

export function entriesOf(survey: Survey, all: () => readonly StoredResponse[]): Pick<Responses, 'entries'> {
  const { hash } = versionOf(survey)
  return {
    async *entries(version, shard) {
      const own = version.hash === hash ? all().filter(({ id }) => (id[0] ?? 0) % SHARDS === shard) : []
      for (let at = 0; at < own.length; at += 2) yield own.slice(at, at + 2)
    },
  }
}

export function communityWith(survey: Survey, bytes = canonicalBytes(survey)): Pick<Community, 'readSurvey' | 'versions'> {
  const version = versionOf(survey)
  return { readSurvey: async ({ hash }) => (hash === version.hash ? bytes : undefined), versions: async () => [version] }
}

export function memoryBucket(): Pick<Bucket, 'put' | 'read' | 'remove'> & { readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>()
  return {
    objects,
    async put(key, bytes) {
      if (objects.has(key)) return false
      objects.set(key, bytes)
      return true
    },
    read: async (key) => objects.get(key),
    remove: async (key) => {
      objects.delete(key)
    },
  }
}

export function memorySeries(): Series & { readonly states: Map<string, StoredSeries>; readonly sets: Map<string, readonly Uint8Array[]> } {
  const states = new Map<string, StoredSeries>()
  const sets = new Map<string, readonly Uint8Array[]>()
  const nameOf = (study: string, shard: number, { run, attempt }: MemberSet) => [study, shard, run, attempt].join(' ')
  return {
    states,
    sets,
    read: async (study) => states.get(study),
    async replace(study, series) {
      if ((states.get(study)?.revision ?? 0) !== series.revision - 1) return false
      states.set(study, series)
      return true
    },
    async writeMembers(study, shard, set, blocks) {
      sets.set(nameOf(study, shard, set), blocks)
    },
    readMembers: async (study, shard, set) => [...(sets.get(nameOf(study, shard, set)) ?? [])],
    async clearMembers(study, shard, upTo, keep) {
      for (const name of sets.keys()) {
        const [ofStudy, ofShard, run] = name.split(' ')
        const kept = keep && name === nameOf(study, shard, keep)
        if (ofStudy === study && ofShard === String(shard) && Number(run) <= upTo && !kept) sets.delete(name)
      }
    },
  }
}

/** Lets every candidate pass: for tests of everything but the audit. */
export const openGate: Gate = (_, { report }) => ({ kind: 'passed', report, checks: [], repaired: [], rounds: 0 })

/** The services of tabulation, with a memory in place of each store, and no answers unless `more` has them. Random bytes are 1, 2, ... */
export function tabulateServices(survey: Survey, more: Partial<Services> = {}): Services {
  let drawn = 0
  return {
    responses: responsesOf(survey, []),
    community: communityWith(survey),
    series: memorySeries(),
    candidates: memoryBucket(),
    partials: memoryBucket(),
    studyKey: keyOf(1),
    solver: loadSolver,
    gate: openGate,
    today: () => '2026-05-04',
    random: (bytes) => new Uint8Array(bytes).fill(++drawn),
    assertWanted: () => {},
    log: () => {},
    ...more,
  }
}

import { consentTextHash, encodeConsent } from '#shared/consent/record.ts'
import { type Bucket, type Community, type Responses, SHARDS } from '#shared/storage/repositories.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** What people agreed to: the survey's own text, and being counted. */
function consentTo(survey: Survey): Uint8Array {
  return encodeConsent({ textHash: consentTextHash(survey, survey.languages[0] ?? ''), given: ['aggregate'], week: 2900 })
}

/** Coded responses of one version, spread over the shards as they come, two to a page; the last with a consent of its own. */
export function responsesOf(survey: Survey, rows: readonly Uint8Array[], last = consentTo(survey)): Pick<Responses, 'answers'> {
  const { hash } = versionOf(survey)
  const consent = consentTo(survey)
  const stored = rows.map((answers, i) => ({ answers, consent: i === rows.length - 1 ? last : consent }))
  return {
    async *answers(version, shard) {
      const own = version.hash === hash ? stored.filter((_, i) => i % SHARDS === shard) : []
      for (let at = 0; at < own.length; at += 2) yield own.slice(at, at + 2)
    },
  }
}

export function communityWith(survey: Survey, bytes = canonicalBytes(survey)): Pick<Community, 'readSurvey'> {
  const { hash } = versionOf(survey)
  return { readSurvey: async (version) => (version.hash === hash ? bytes : undefined) }
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

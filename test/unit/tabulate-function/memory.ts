import { type Bucket, type Community, type Responses, SHARDS } from '#shared/storage/repositories.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Coded responses of one version, spread over the shards as they come, two to a page. */
export function responsesOf(survey: Survey, rows: readonly Uint8Array[]): Pick<Responses, 'answers'> {
  const { hash } = versionOf(survey)
  return {
    async *answers(version, shard) {
      const own = version.hash === hash ? rows.filter((_, i) => i % SHARDS === shard) : []
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

import { expect, it } from 'vitest'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Disclosure, Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from '../disclosure/sample.ts'
import { consentTo, entriesOf, idOf, memoryBucket, tabulateServices } from './memory.ts'

const base = surveyOf([section('a', [single('q', ['yes', 'no'])])])
const withProfile = (disclosure: Disclosure): Survey => ({ ...base, disclosure })
const rounded = withProfile({ profile: 'rounded' })

/** Everybody answers under the first version; every version is open. */
function study(versions: readonly Survey[]) {
  const answers = encodeAnswers(codebookOf(base), { q: { state: 'answered', options: ['yes'] } })
  const entries = Array.from({ length: 400 }, (_, i) => ({ id: idOf(i), answers, consent: consentTo(rounded) }))
  const bucket = memoryBucket()
  const community = {
    versions: async () => versions.map(versionOf),
    readSurvey: async ({ hash }: { readonly hash: string }) => {
      const found = versions.find((each) => versionOf(each).hash === hash)
      return found && canonicalBytes(found)
    },
  }
  const tabulate = createTabulate(
    tabulateServices(rounded, { responses: entriesOf(rounded, () => entries), community, candidates: bucket }),
  )
  const count = async (survey: Survey, release: number) => {
    const start = { survey: versionOf(survey), release }
    const planned = await tabulate({ ...start, step: 'plan' })
    const shards = 'shards' in planned ? planned.shards : []
    const tallies = await Promise.all(shards.map((shard) => tabulate({ ...start, step: 'tally', shard })))
    return tabulate({ ...start, step: 'release', tallies: tallies.flatMap((tally) => ('ciphertext' in tally ? [tally] : [])) })
  }
  return { count, bucket }
}

it('a study that began with rounding cannot go on with anything else, however its new version was approved', async () => {
  const others = [{ profile: 'careful' }, { profile: 'exact-closed' }, { profile: 'ckm' }, { profile: 'dp', rho: 0.35 }] as const
  const versions = others.map(withProfile)
  const { count, bucket } = study([rounded, ...versions])
  expect(await count(rounded, 1)).toMatchObject({ outcome: 'candidate' })
  const written = bucket.objects.size

  for (const other of versions) expect(await count(other, 2)).toMatchObject({ outcome: 'refused', reason: 'definition_changed' })
  expect(bucket.objects.size).toBe(written)
})

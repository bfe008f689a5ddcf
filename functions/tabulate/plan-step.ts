import { storedSurvey } from '#functions/stored-survey.ts'
import { definitionHash } from '#shared/disclosure/series/state.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { isListed, listRelease } from './candidate.ts'
import { writeNoisyCandidate } from './noisy-candidate.ts'
import { readRecord, writeRecord } from './series-record.ts'
import type { Services } from './services.ts'
import { OutOfTurn, RecordIsOlder } from './turn.ts'

/**
 * Begins a run: from here on no earlier one can write, so of two at once only the last can make a release, and one that
 * broke down stands in nobody's way. Writes and lists the last release where a run that broke down left it out. Throws when the
 * release asked for is not the study's next one, and when it is there already.
 */
export async function planRun({ community, series, candidates }: Services, survey: Survey, release: number) {
  const { revision, record } = await readRecord(series, survey.id)
  const last = record.state?.releases.at(-1)
  await writeNoisyCandidate({ community, candidates }, record)
  if (record.state && last !== undefined) await listRelease(candidates, survey.id, record.state.release, last)
  const next = (record.state?.release ?? 0) + 1
  if (release !== next) throw new OutOfTurn(survey.id, next, release)
  if (await isListed(candidates, survey.id, next)) throw new RecordIsOlder(survey.id, next)
  const versions = await versionsLike(community, survey)
  const run = revision + 1
  await writeRecord(series, survey.id, { revision: run, record: { ...record, running: { run, versions } } })
  return { shards: Array.from({ length: SHARDS }, (_, number) => ({ number, run })) }
}

/** Every version of the study whose answers mean the same: only wording, languages or support entries differ. */
async function versionsLike(community: Services['community'], survey: Survey): Promise<string[]> {
  const definition = definitionHash(survey)
  const alike: string[] = []
  for (const version of (await community.versions()).filter(({ id }) => id === survey.id)) {
    if (definitionHash(await storedSurvey(community, version)) === definition) alike.push(version.hash)
  }
  return alike.sort()
}

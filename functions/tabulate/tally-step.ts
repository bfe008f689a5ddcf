import { storedSurvey } from '#functions/stored-survey.ts'
import { agreedTo } from '#shared/consent/agreed.ts'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { addMembers, type CountedMembers, nobodyCounted } from '#shared/disclosure/series/counted-members.ts'
import { countedSince, decodeMembership, encodeMembership, type Member, memberOf } from '#shared/disclosure/series/membership.ts'
import type { StoredResponse } from '#shared/storage/repositories.ts'
import { encryptTally } from './encrypted-tally.ts'
import type { Carrier } from './partials.ts'
import { readRecord, type SeriesRecord } from './series-record.ts'
import type { Services } from './services.ts'
import { Overtaken } from './turn.ts'
import type { Input } from './workflow-steps.ts'

const ATTEMPT_BYTES = 8
const IV_BYTES = 12

/**
 * Counts one shard: the members that are still there, and those newcomers who do not wait. Names both for the state; who
 * took their answers back is in neither, so nothing remembers them once the run has finished.
 */
export async function tallyShard(
  services: Services,
  carried: Pick<Carrier, 'send'>,
  study: StudyPlan,
  { survey: version, release, shard }: Extract<Input, { step: 'tally' }>,
) {
  const { series, studyKey, random } = services
  const { survey } = study
  const { record } = await readRecord(series, survey.id)
  if (record.running?.run !== shard.run) throw new Overtaken()
  const kept = record.members?.[shard.number]
  await series.clearMembers(survey.id, shard.number, shard.run - 1, kept)
  const known = decodeMembership(kept ? await series.readMembers(survey.id, shard.number, kept) : [], record.state?.release ?? 0)

  const { counted, members } = await count(services, study, record.running, shard.number, release, known)
  const attempt = Buffer.from(random(ATTEMPT_BYTES)).toString('hex')
  await series.writeMembers(survey.id, shard.number, { run: shard.run, attempt }, encodeMembership(members))
  const of = { version, plan: counted.tally.plan, release, shard, attempt }
  return carried.send(survey.id, { shard, attempt }, encryptTally(counted, of, studyKey, random(IV_BYTES)))
}

async function count(
  { responses, community, studyKey }: Services,
  study: StudyPlan,
  { versions }: NonNullable<SeriesRecord['running']>,
  shard: number,
  release: number,
  known: ReadonlyMap<Member, number>,
): Promise<{ counted: CountedMembers; members: Map<Member, number> }> {
  const { survey, profile } = study
  const { pace } = profile
  const members = new Map<Member, number>()
  let counted = nobodyCounted(study, release)
  const add = (page: readonly StoredResponse[]) => {
    const admitted = page.flatMap(({ id, answers }) => {
      const member = memberOf(studyKey, id)
      const since = countedSince(studyKey, pace, { known, release }, member)
      if (since === undefined) return []
      members.set(member, since)
      return [{ id, answers, since }]
    })
    counted = addMembers(counted, study, studyKey, admitted)
  }
  for (const hash of versions) {
    const version = { id: survey.id, hash }
    const check = agreedTo(await storedSurvey(community, version), 'aggregate')
    for await (const page of responses.entries(version, shard)) {
      for (const { consent } of page) check(consent)
      add(page)
    }
  }
  return { counted, members }
}

import { agreedTo } from '#shared/consent/agreed.ts'
import type { StudyKey } from '#shared/disclosure/offset.ts'
import { protect } from '#shared/disclosure/protect.ts'
import { cellsByStatus } from '#shared/disclosure/report.ts'
import type { Log } from '#shared/log.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { type Bucket, type Community, type Responses, SHARDS } from '#shared/storage/repositories.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'
import { type ReportPlan, reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally, mergeTallies, type Tally } from '#shared/tabulate/tally.ts'
import { writeCandidate } from './candidate.ts'
import { carrier, MOST_INLINE, type Partials, type SealedTally } from './partials.ts'
import { openTally, sealTally } from './sealed-tally.ts'
import type { Input, Output } from './steps.ts'

/** All that tabulation needs of the world. */
export type Services = {
  readonly responses: Pick<Responses, 'answers'>
  readonly community: Pick<Community, 'readSurvey'>
  readonly candidates: Pick<Bucket, 'put' | 'read'>
  readonly partials: Partials
  /** Sealed tallies of more bytes go by way of `partials`; without it, those that a workflow service would not carry. */
  readonly mostInline?: number
  readonly studyKey: StudyKey
  /** `YYYY-MM-DD`. Nothing here needs to know the hour. */
  readonly today: () => string
  readonly random: (bytes: number) => Uint8Array
  readonly log: Log
}

export type Tabulate = (input: Input) => Promise<Output>

/**
 * Counts a survey version: `plan` names the shards, `tally` counts one, `release` adds the counts up, protects them by
 * the profile of the approved survey and writes a candidate. Only protected numbers leave; the counts go between the
 * steps sealed, and `tidy` removes what was laid aside for them.
 */
export function createTabulate(services: Services): Tabulate {
  const carried = carrier(services.partials, services.random, services.mostInline ?? MOST_INLINE)
  return async (input) => {
    if (input.step === 'tidy') {
      // What stays behind is sealed and expires by itself: no reason to lose the candidate that was made.
      await carried
        .tidy(input.tallies)
        .catch(() => services.log({ event: 'failed', source: 'tabulate', step: 'tidy', error: 'Unavailable' }))
      return input.made
    }
    const survey = await readSurvey(services, input.survey)
    const plan = reportPlan(survey)
    if (input.step === 'plan') return { shards: Array.from({ length: SHARDS }, (_, shard) => shard) }
    if (input.step === 'tally') {
      return carried.send(survey.id, input.shard, await tallyShard(services, survey, input.survey, plan, input.shard))
    }
    const sealed = input.tallies.map(async (tally) => ({ shard: tally.shard, sealed: await carried.receive(tally) }))
    const total = mergeShards(services, input.survey, plan, await Promise.all(sealed))
    return release(services, survey, input, total)
  }
}

async function readSurvey({ community }: Services, version: SurveyVersion): Promise<Survey> {
  const bytes = await community.readSurvey(version)
  if (!bytes) throw new Error(`survey ${version.id} has no stored version ${version.hash}`)
  return parseSurvey(bytes, version)
}

async function tallyShard(
  services: Services,
  survey: Survey,
  version: SurveyVersion,
  plan: ReportPlan,
  shard: number,
): Promise<Uint8Array> {
  const { responses, studyKey, random } = services
  const check = agreedTo(survey, 'aggregate')
  let tally = emptyTally(plan)
  for await (const page of responses.answers(version, shard)) {
    for (const { consent } of page) check(consent)
    tally = addResponses(
      tally,
      page.map(({ answers }) => answers),
    )
  }
  return sealTally(tally, { version, plan, shard }, studyKey, random(12))
}

type Received = { readonly shard: SealedTally['shard']; readonly sealed: Uint8Array }

/** Every shard once: a release on part of the answers, or on some of them twice, would be wrong and would differ from the next by many. */
function mergeShards({ studyKey }: Services, version: SurveyVersion, plan: ReportPlan, tallies: readonly Received[]): Tally {
  const shards = new Set(tallies.map((each) => each.shard))
  if (shards.size !== SHARDS || tallies.length !== SHARDS) throw new Error('a release needs the tally of each shard, once')
  return tallies.map(({ shard, sealed }) => openTally(sealed, { version, plan, shard }, studyKey)).reduce(mergeTallies, emptyTally(plan))
}

async function release(services: Services, survey: Survey, input: Extract<Input, { step: 'release' }>, total: Tally): Promise<Output> {
  const tables = countedTables(total)
  const outcome = protect({ survey, tables, release: input.release }, services.studyKey)
  if (outcome.kind === 'refused') {
    services.log({ event: 'refused', source: 'tabulate', step: 'release' })
    return { outcome: 'refused', ...outcome.refusal }
  }
  const { report } = outcome
  const made = releaseOf({ survey, report, release: input.release, date: input.date ?? services.today() })
  const prefix = await writeCandidate(services.candidates, survey.id, made)
  services.log({ event: 'tabulated', source: 'tabulate', step: 'release', tables: report.tables.length })
  const { published, ...withoutCount } = cellsByStatus(report.tables)
  const hidden = Object.values(withoutCount).reduce((sum, cells) => sum + cells, 0)
  return { outcome: 'candidate', prefix, releaseId: made.id, cells: published + hidden, hidden }
}

import type { DrawCounters } from '#shared/disclosure/key-audit/key-audit.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { keyedBytes } from '#shared/disclosure/privacy/randomness.ts'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { cellsByStatus } from '#shared/disclosure/report.ts'
import { type CountedMembers, mergeCounted, nobodyCounted, tablesOf } from '#shared/disclosure/series/counted-members.ts'
import { type Before, candidateRelease, type NextRelease } from '#shared/disclosure/series/next-release.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import { auditInPieces, earlierCalls } from './audit-in-pieces.ts'
import { folderOf, listRelease, readCandidate, writeCandidate } from './candidate.ts'
import { decryptTally } from './encrypted-tally.ts'
import { writeNoisyCandidate } from './noisy-candidate.ts'
import type { Carrier } from './partials.ts'
import { readRecord, type SeriesRecord, type Stored, writeRecord } from './series-record.ts'
import type { Services } from './services.ts'
import { Overtaken } from './turn.ts'
import type { Made, PiecesHandedOut, ReleaseStepInput } from './workflow-steps.ts'

/** The redrawn offsets of a study; working them out takes seconds. */
export type RedrawnOf = (solver: Solver, study: StudyPlan) => DrawCounters

/**
 * Adds the counts up, makes the next release of them and writes it as a candidate. The candidate is written first and the
 * record last, in one conditional write: whatever breaks in between leaves a folder that belongs to no series, and
 * nothing counted twice or lost. With noise the record comes first, as it pays for the release (noisy-candidate.ts), and nothing is told before
 * it is written, not even in the log. Asked again, a run that has finished gives what it gave. An audit that is too long for one call
 * is handed out in pieces, and nothing is written until the gate has passed a candidate with what was found in all of them.
 */
export async function runReleaseStep(
  services: Services,
  carried: Pick<Carrier, 'receive' | 'lay' | 'fetch'>,
  study: StudyPlan,
  input: ReleaseStepInput,
  redrawn: RedrawnOf,
): Promise<Made | PiecesHandedOut> {
  const { survey } = study
  const run = runOf(input)
  const stored = await readRecord(services.series, survey.id)
  const { record } = stored
  if (record.finished?.run === run) return finish(services, survey.id, record, record.finished.outcome)
  if (record.running?.run !== run) throw new Overtaken()

  const counted = await mergeShards(services, carried, study, input)
  const before = await readBefore(services, study, record)
  const isUnanswered = counted.tally.responses === 0 && !(await hasAnswers(services, survey.id, record.running.versions))
  const solver = await services.solver()
  const asked = candidateRelease({ study, tables: tablesOf(counted), cohorts: counted.cohorts }, before, {
    key: services.studyKey,
    redrawn: () => (isUnanswered ? new Map() : redrawn(solver, study)),
    solver,
    // The draws of other answers, or of another run, have nothing to do with these; asked again, this run draws the same.
    random: keyedBytes(services.studyKey, [survey.id, String(run), ...input.tallies.map(({ attempt }) => attempt)]),
    ...(record.noise ? { memory: record.noise } : {}),
  })
  let next: NextRelease
  if (asked.kind === 'candidate') {
    const of = { version: input.survey, release: input.release, run }
    const earlier = await earlierCalls(services, carried, of, input.attacked ?? [])
    const result = await auditInPieces(services, carried, of, { solver, toAudit: asked.toAudit, earlier })
    if ('pieces' in result) return result
    next = asked.audited(result)
  } else next = asked
  if (next.kind === 'refused') {
    const outcome = { outcome: 'refused', ...next.refusal } as const
    const { state, noise, drawn } = record
    // Answers of a changed definition cannot tell who of the members is still there.
    if (next.refusal.reason !== 'definition_changed')
      await close(services, survey.id, stored, input, outcome, { state, noise: next.memory ?? noise, drawn })
    services.log({ event: 'refused', source: 'tabulate', step: 'release' })
    return outcome
  }
  const { report } = next
  const date = input.date ?? services.today()
  const release = releaseOf({
    survey,
    report,
    release: input.release,
    date,
    previous: record.state?.releases.at(-1),
    people: input.people,
  })
  const people = input.people ?? 'real'
  const drawn = next.memory && { survey: input.survey, date, people }
  if (!drawn) await writeCandidate(services.candidates, survey.id, release, people)
  const prefix = folderOf(survey.id, release.id, people)
  const { published, ...withoutCount } = cellsByStatus(report.tables)
  const hidden = Object.values(withoutCount).reduce((sum, cells) => sum + cells, 0)
  const outcome = { outcome: 'candidate', prefix, releaseId: release.id, cells: published + hidden, hidden } as const
  await close(services, survey.id, stored, input, outcome, { state: next.stateWith(release.id), noise: next.memory, drawn })
  services.log({ event: 'tabulated', source: 'tabulate', step: 'release', tables: report.tables.length })
  return outcome
}

/** Every shard once: a release on part of the answers, or on some of them twice, would be wrong and would differ from the next by many. */
function runOf({ tallies }: ReleaseStepInput): number {
  const shards = new Set(tallies.map(({ shard }) => shard.number))
  const [run, ...others] = new Set(tallies.map(({ shard }) => shard.run))
  if (run === undefined || shards.size !== SHARDS || tallies.length !== SHARDS)
    throw new Error('a release needs the tally of each shard, once')
  if (others.length > 0) throw new Error('a release needs the tallies of one run')
  return run
}

async function mergeShards(
  { studyKey }: Services,
  carried: Pick<Carrier, 'receive'>,
  study: StudyPlan,
  { survey: version, release, tallies }: ReleaseStepInput,
): Promise<CountedMembers> {
  const { plan, profile } = study
  const keyed = profile.keyed === true
  const ciphertexts = await Promise.all(tallies.map((tally) => carried.receive(tally)))
  return tallies
    .map(({ shard, attempt }, index) =>
      decryptTally(ciphertexts[index] ?? new Uint8Array(), { version, plan, release, shard, attempt, keyed }, studyKey),
    )
    .reduce(mergeCounted, nobodyCounted(study, release))
}

/**
 * Whether anybody has answered, counted or held back. Nobody rounds to 0 with any offset, so a study without answers is refused without
 * them, at once. With the first answer it is no longer at once: the time that a refusal takes tells nothing of who is held back.
 */
async function hasAnswers({ responses }: Pick<Services, 'responses'>, id: string, versions: readonly string[]): Promise<boolean> {
  for (const hash of versions) {
    for (let shard = 0; shard < SHARDS; shard++) {
      for await (const page of responses.entries({ id, hash }, shard)) if (page.length > 0) return true
    }
  }
  return false
}

async function readBefore({ candidates }: Services, { survey, profile }: StudyPlan, { state }: SeriesRecord): Promise<Before | undefined> {
  if (!state) return undefined
  // Only reports that are audited together with earlier ones need them.
  if (!profile.rounding) return { state, earlier: [] }
  return { state, earlier: await Promise.all(state.releases.map((id) => readCandidate(candidates, survey.id, id))) }
}

/** Writes what the run leaves to remember, whether or not there is a release: who left is forgotten either way. */
async function close(
  services: Services,
  study: string,
  { revision }: Stored,
  input: ReleaseStepInput,
  outcome: Made,
  { state, noise, drawn }: Pick<SeriesRecord, 'state' | 'noise' | 'drawn'>,
): Promise<Made> {
  const members = input.tallies
    .toSorted((a, b) => a.shard.number - b.shard.number)
    .map(({ shard, attempt }) => ({ run: shard.run, attempt }))
  const finished = { run: runOf(input), outcome }
  const noisy = { ...(noise ? { noise } : {}), ...(drawn ? { drawn } : {}) }
  const record = { format: 'chorus-series-record/1', ...(state ? { state } : {}), ...noisy, members, finished } as const
  await writeRecord(services.series, study, { revision: revision + 1, record })
  return finish(services, study, record, outcome)
}

/**
 * Does the part of a run that may be done again: forgets the members of earlier runs, writes a release that the record paid for, and lists
 * the release for readers of the candidates.
 */
async function finish(services: Services, study: string, record: SeriesRecord, outcome: Made): Promise<Made> {
  const { series, candidates } = services
  const { members, state } = record
  await Promise.all((members ?? []).map((set, shard) => series.clearMembers(study, shard, set.run, set)))
  await writeNoisyCandidate(services, record)
  if (state && outcome.outcome === 'candidate') await listRelease(candidates, study, state.release, outcome.releaseId)
  return outcome
}

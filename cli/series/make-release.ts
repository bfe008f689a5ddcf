import { randomBytes } from 'node:crypto'
import { auditedInThreads, type InThreads } from '#cli/audit-threads/run-in-threads.ts'
import type { ResponsesFile } from '#cli/count-file.ts'
import type { FoundKey } from '#cli/study-key.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import type { Refusal, StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { redrawnOffsets } from '#shared/disclosure/profiles/study-plan.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { type Before, candidateRelease } from '#shared/disclosure/series/next-release.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { InputRefused } from '#shared/problem.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Files } from '#shared/release/release.ts'
import type { People } from '#shared/release/standing.ts'
import { countMembers } from './count-members.ts'
import { readEarlier } from './earlier-releases.ts'
import { type KeptState, NOTHING_YET, readState } from './kept-state.ts'
import { refuseUnknown, reportsBeside } from './reports-beside.ts'
import { unwrittenRelease } from './unwritten-release.ts'

export type ToRelease = {
  readonly study: StudyPlan
  readonly responses: ResponsesFile
  readonly key: FoundKey
  readonly stateFile: string
  /** The folder for its files. */
  readonly out: string
  /** The folder of the last release; absent for the first one. */
  readonly previous: string | undefined
  readonly date: string
  readonly people: People
  /** Told which step begins now, for a person who waits. The name holds no number that comes from answers. */
  readonly onStep: (step: string) => void
  /** Told that the key, which was drawn now, is kept. */
  readonly onKeyMade: () => void
} & Pick<InThreads, 'signal'> & {
    /** Told how far the audit is. */
    readonly onAudit: NonNullable<InThreads['onStep']>
  }

export type MadeRelease = {
  readonly number: number
  readonly files: Files
  readonly tables: readonly ReportTable[]
  readonly before: KeptState
  /** With `unwritten` where it has to be written before the files. */
  readonly keep: KeptState
}

export type RefusedRelease = Refusal & {
  readonly before: KeptState
  /** The memory to write before a refusal is told, where looking has cost something. */
  readonly keep?: KeptState
}

/** The next release of the study, and what to remember of it. Throws InputRefused. */
export async function makeRelease(input: ToRelease): Promise<MadeRelease | RefusedRelease> {
  const { study, responses, stateFile, out, previous, date, people, onStep, onAudit, signal } = input
  const { survey } = study
  const { key, keep } = input.key
  const before = keep ? NOTHING_YET : await readState(stateFile, key)
  const unwritten = unwrittenRelease(study, stateFile, before)
  if (unwritten) return unwritten
  assertSameStudy(input, before)
  const beside = await reportsBeside(out, survey.id)
  const known = before.state?.releases ?? []
  refuseUnknown(beside, { out, known })
  const series =
    before.state && previous !== undefined ? { state: before.state, earlier: await earlierOf(study, before.state, previous) } : undefined
  const release = (series?.state.release ?? 0) + 1
  onStep('Counting the answers')
  const { snapshot, members } = await countMembers(study, responses, key, {
    known: series ? before.members : new Map(),
    release,
    signal,
  })
  // A file that cannot be read leaves no key behind; numbers without a key that is kept are made of nothing.
  if (keep) {
    await keep()
    input.onKeyMade()
  }
  const solver = await loadSolver()
  signal?.throwIfAborted()
  const candidate = candidateRelease(snapshot, series, {
    key,
    redrawn: () => redrawnOffsets(solver, study, key),
    solver,
    random: randomBytes,
    ...(before.noise ? { memory: before.noise } : {}),
  })
  if (candidate.kind === 'candidate')
    onStep(`Attacking the report${release === 1 ? '' : `, with ${release - 1} before it`}: what fails is repaired, or nothing is written`)
  const next =
    candidate.kind === 'candidate'
      ? candidate.audited(await auditedInThreads(solver, candidate.toAudit, { signal, onStep: onAudit }))
      : candidate
  if (next.kind === 'refused') return { ...next.refusal, before, ...(next.memory ? { keep: { ...before, noise: next.memory } } : {}) }
  const { id, files } = releaseOf({
    survey,
    report: next.report,
    release,
    date,
    previous: series?.state.releases.at(-1),
    people,
  })
  if (before.state && !series && before.state.releases[0] !== id) throw secondFirst(stateFile, before.state)
  refuseUnknown(beside, { out, known, made: id })
  return {
    number: release,
    files,
    tables: next.report.tables,
    before,
    keep: next.memory
      ? { state: next.stateWith(id), members: everCounted(before, members), noise: next.memory, unwritten: { date, people } }
      : { state: next.stateWith(id), members },
  }
}

/** In batches somebody is counted once, also where one file lacks their row and the next has it again. */
function everCounted(before: KeptState, members: KeptState['members']): KeptState['members'] {
  return new Map([...before.members, ...members])
}

/** Reads the earlier releases, for profiles that audit them together with the new one; others need none. */
async function earlierOf({ profile }: StudyPlan, state: SeriesState, previous: string): Promise<Before['earlier']> {
  return profile.rounding ? readEarlier(state, previous) : []
}

function assertSameStudy({ study: { survey }, stateFile, previous }: ToRelease, before: KeptState): void {
  const { state, noise } = before
  if (state && state.study !== survey.id) {
    const message = `this key has rounded another study, ${state.study}`
    throw new InputRefused([{ code: 'series-state', file: stateFile, message, remedy: 'Use a key of its own for each study' }])
  }
  if (previous !== undefined && !state) {
    const message = 'no report was made with this key yet, so none can follow one'
    throw new InputRefused([
      { code: 'series-state', file: stateFile, message, remedy: 'Name the key of the last report with --key, with its state beside it' },
    ])
  }
  // Noise drawn a second time for the same people costs them twice.
  if (state && previous === undefined && state.release > (noise ? 0 : 1)) throw secondFirst(stateFile, state)
}

/** Made twice of the same answers, a first release is the same; of others, it would give away who came in between. */
function secondFirst(stateFile: string, state: SeriesState): InputRefused {
  const message = `with this key ${state.release === 1 ? 'a report was' : `${state.release} reports were`} made already, of other answers or with another date`
  return new InputRefused([
    { code: 'series-previous', file: stateFile, message, remedy: 'Name the folder of the last report with --previous' },
  ])
}

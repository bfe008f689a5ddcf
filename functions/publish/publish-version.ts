import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { readCandidateFolder } from '#functions/candidate-folder.ts'
import { putOnce } from '#functions/put-once.ts'
import { type Grounds, publication, votedOn } from '#shared/governance/proof.ts'
import { type PublishedVersion, versionsIn } from '#shared/governance/published-versions.ts'
import { type ReadRelease, withStanding } from '#shared/release/read.ts'
import type { Release } from '#shared/release/release.ts'
import { CANDIDATE } from '#shared/release/standing.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { againstWords, type QuoteSources } from './quote-sources.ts'
import { filesOf, shelf } from './shelf.ts'

export type Sources = {
  readonly ledger: Pick<Ledger, 'lines' | 'checkpoints'>
  /** The hash of the founding charter; undefined where there is no board. */
  readonly board: string | undefined
  readonly candidates: Pick<Bucket, 'read'>
  readonly findings: Pick<Bucket, 'read' | 'put'>
  readonly clock: () => Date
  /** Undefined where nothing can be asked about stories: no words of single people are published then. */
  readonly quotes: QuoteSources | undefined
}

/** A version by its study and its number. */
export type VersionName = Pick<PublishedVersion, 'study' | 'number'>

export type Outcome =
  | { readonly outcome: 'published' | 'already'; readonly id: string }
  | { readonly outcome: 'refused'; readonly missing: readonly string[] }

/** Every version that took effect in the ledger, has files, and is not published yet. */
export async function dueVersions({ ledger, board, findings }: Sources): Promise<readonly VersionName[]> {
  // A board that is named and not founded yet has approved nothing.
  if (board === undefined || (await ledger.lines(0)).length === 0) return []
  const versions = versionsIn(await ledgerReader({ ledger, board }).latest())
  const withFiles = versions.filter(({ kind, withdrawnBy }) => kind !== 'retraction' && !withdrawnBy)
  const published = await Promise.all(withFiles.map(({ study, number }) => filesOf(findings, study, number)))
  return withFiles.filter((_, at) => published[at] === undefined).map(({ study, number }) => ({ study, number }))
}

/**
 * Publishes one version, after a verdict and only then. The files are written first, under their own hash; the last write
 * is the one that says that they are this version, and it is made once. So whatever breaks in between is done again by
 * the next call, and of two calls at once one publishes and the other finds it published. `candidate` is read from the
 * bucket of candidates where it is not given.
 */
export async function publishVersion(sources: Sources, { study, number }: VersionName, candidate?: ReadRelease): Promise<Outcome> {
  const { findings, candidates } = sources
  const grounds = await groundsOf(sources)
  const version = grounds && versionsIn(grounds.log).find((each) => each.study === study && each.number === number)
  if (!grounds || !version || version.kind === 'retraction') {
    return refused(`The ledger of the board has no version ${number} of ${study} with files.`)
  }
  const before = await filesOf(findings, study, number)
  if (before !== undefined) return { outcome: 'already', id: before }
  const read = candidate ?? (await readCandidateFolder(candidates, study, version.artifact))
  const { on, why } = { on: version.day, why: version.why ?? '' }
  const made = publication(read, grounds, version.kind === 'correction' ? { on, why } : undefined)
  if ('missing' in made) return refused(...made.missing.map(({ text }) => text))
  if (read.candidate !== version.artifact) return refused(`These are not the numbers of version ${number} of ${study}.`)
  const back = await againstWords(sources, read, grounds)
  if (back !== undefined) return refused(back)
  await writeFiles(findings, made.release, read, version)
  // Writing takes a while, in which somebody may have paused it.
  const said = await approvalsOf(sources)(votedOn(read))
  if (!said.ok) return refused(...said.missing.map(({ text }) => text))
  const later = await againstWords(sources, read, grounds)
  if (later !== undefined) return refused(later)
  const isFirst = await findings.put(shelf.version(study, number), new TextEncoder().encode(`${made.release.id}\n`))
  if (isFirst) return { outcome: 'published', id: made.release.id }
  const other = await filesOf(findings, study, number)
  if (other === undefined) throw new Error(`what says which files are version ${number} of ${study} is damaged`)
  return { outcome: 'already', id: other }
}

/** Undefined where there is no board. Throws when its ledger cannot be read, or does not hold. */
async function groundsOf({ ledger, board, clock }: Sources): Promise<Grounds | undefined> {
  if (board === undefined) return undefined
  const notes = await ledger.checkpoints()
  return { log: await ledgerReader({ ledger, board }).pinned(), notes, charter: board, now: clock() }
}

async function writeFiles(
  findings: Sources['findings'],
  { id, files }: Release,
  read: ReadRelease,
  { artifact }: PublishedVersion,
): Promise<void> {
  for (const [name, bytes] of files) await putOnce(findings, `${shelf.folder(id)}/${name}`, bytes)
  await putOnce(findings, shelf.methods(artifact), withStanding(read, CANDIDATE).files.get('methods.json') ?? new Uint8Array())
  await putOnce(findings, shelf.sums(artifact), votedOn(read).bytes)
}

function refused(...missing: string[]): Outcome {
  return { outcome: 'refused', missing }
}

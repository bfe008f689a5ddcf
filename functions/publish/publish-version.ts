import type { KeyObject } from 'node:crypto'
import { approvalsOf, type LedgerReader, ledgerReader } from '#functions/approvals.ts'
import { readApprovedCandidate } from '#functions/candidate-folder.ts'
import { putOnce } from '#functions/put-once.ts'
import { correctionOf, votedOn } from '#shared/governance/approval.ts'
import { boundPublication, type Grounds, type Publication, publication, publishedFiles } from '#shared/governance/publication.ts'
import { type PublishedVersion, versionsIn } from '#shared/governance/published-versions.ts'
import { type ReadRelease, withStanding } from '#shared/release/read.ts'
import type { Release } from '#shared/release/release.ts'
import { CANDIDATE } from '#shared/release/standing.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { comingFiles, keepComing } from './coming-files.ts'
import { againstWords, type QuoteSources } from './quote-sources.ts'
import { keyOfLog, recordFiles, versionIn, withRecord } from './record-files.ts'
import { recordPublished } from './record-published.ts'
import { filesOf, shelf } from './shelf.ts'

export type Sources = {
  readonly ledger: Pick<Ledger, 'lines' | 'checkpoints' | 'append' | 'keepCheckpoint'>
  /** The hash of the founding charter; undefined where there is no board. */
  readonly board: string | undefined
  readonly candidates: Pick<Bucket, 'read'>
  readonly findings: Pick<Bucket, 'read' | 'put'>
  readonly clock: () => Date
  /** Undefined where nothing can be asked about stories: no words of single people are published then. */
  readonly quotes: QuoteSources | undefined
  /** The key of the ledger's log. Without it, pages are shown for as long as the program makes the same ones. */
  readonly logKey: KeyObject | undefined
}

/** A version by its study and its number. */
export type VersionName = Pick<PublishedVersion, 'study' | 'number'>

export type Outcome =
  | { readonly outcome: 'published' | 'already'; readonly id: string }
  | { readonly outcome: 'refused'; readonly missing: readonly string[] }

/**
 * Every version that took effect in the ledger, has files, and is not published yet; or was published and not written down by the
 * log, where its key is at hand.
 */
export async function dueVersions({ ledger, board, findings, logKey }: Sources): Promise<readonly VersionName[]> {
  // A board that is named and not founded yet has approved nothing.
  if (board === undefined || (await ledger.lines(0)).length === 0) return []
  const log = await ledgerReader({ ledger, board }).latest()
  const withFiles = versionsIn(log).filter(({ kind, withdrawnBy }) => kind !== 'retraction' && !withdrawnBy)
  const published = await Promise.all(withFiles.map(({ study, number }) => filesOf(findings, study, number)))
  const isDone = (version: PublishedVersion, at: number) =>
    published[at] !== undefined && (version.recorded !== undefined || !keyOfLog(log, logKey))
  return withFiles.filter((version, at) => !isDone(version, at)).map(({ study, number }) => ({ study, number }))
}

/**
 * Publishes one version, after a verdict and only then. The files are written first, then the log writes down their hash; the last write
 * is the one that says that they are this version, and it is made once. So whatever breaks in between is done again by
 * the next call, also by another version of the program, and of two calls at once one publishes and the other finds it published.
 * `candidate` is read from the bucket of candidates where it is not given.
 */
export async function publishVersion(sources: Sources, { study, number }: VersionName, candidate?: ReadRelease): Promise<Outcome> {
  const { findings, candidates, board, ledger } = sources
  const reader = board === undefined ? undefined : ledgerReader({ ledger, board })
  const grounds = reader && (await groundsOf(sources, reader))
  const version = grounds && versionsIn(grounds.log).find((each) => each.study === study && each.number === number)
  if (!reader || !grounds || !version || version.kind === 'retraction') {
    return refused(`The ledger of the board has no version ${number} of ${study} with files.`)
  }
  const logKey = keyOfLog(grounds.log, sources.logKey)
  const stores = { ...sources, reader, now: grounds.now }
  const before = await filesOf(findings, study, number)
  if (before !== undefined) {
    if (logKey) await recordPublished(stores, version, before, logKey)
    return { outcome: 'already', id: before }
  }
  const read = candidate ?? (await readApprovedCandidate(candidates, study, version.artifact))
  if (read.candidate !== version.artifact) return refused(`These are not the numbers of version ${number} of ${study}.`)
  const back = await againstWords(sources, read, grounds)
  if (back !== undefined) return refused(back)
  const made = logKey ? await bound({ stores, grounds, version, read, logKey }) : publication(read, grounds, correctionOf(version))
  if ('missing' in made) return refused(...made.missing.map(({ text }) => text))
  await writeFiles(findings, made.release, read, version)
  // Writing takes a while, in which somebody may have paused it.
  const said = await approvalsOf({ ...sources, reader })(votedOn(read))
  if (!said.ok) return refused(...said.missing.map(({ text }) => text))
  const later = await againstWords(sources, read, grounds)
  if (later !== undefined) return refused(later)
  const isFirst = await findings.put(shelf.version(study, number), new TextEncoder().encode(`${made.release.id}\n`))
  if (isFirst) return { outcome: 'published', id: made.release.id }
  const other = await filesOf(findings, study, number)
  if (other === undefined) throw new Error(`what says which files are version ${number} of ${study} is damaged`)
  return { outcome: 'already', id: other }
}

type Binding = {
  readonly stores: Sources & { readonly reader: LedgerReader; readonly now: Date }
  readonly grounds: Grounds
  readonly version: PublishedVersion
  readonly read: ReadRelease
  readonly logKey: KeyObject
}

/** Files that the log has written down, with their proof: those of an earlier try, or new ones. */
async function bound({ stores, grounds, version, read, logKey }: Binding): Promise<Publication> {
  const files = version.recorded ? await comingFiles(stores.findings, version.recorded.files) : undefined
  if (files) return boundPublication({ files, read, version }, grounds, logKey)
  const made = publishedFiles(read, grounds, correctionOf(version))
  if ('missing' in made) return made
  const own = made.release.files
  if (version.recorded) {
    if (version.recorded.files === made.release.id) return boundPublication({ files: own, read, version }, grounds, logKey)
    return notThere()
  }
  // What is written down stays: so whether it holds is tried first.
  const tried = withRecord(grounds.log, version, own, grounds.now, logKey)
  const trial = boundPublication(
    { files: own, read, version: versionIn(tried.log, version) ?? version },
    { ...grounds, log: tried.log },
    logKey,
  )
  if ('missing' in trial) return trial
  await keepComing(stores.findings, made.release.id, own)
  const log = await recordFiles(stores, version, own, logKey)
  if (typeof log === 'string') return { missing: [{ code: 'failed', text: log }] }
  const recorded = versionIn(log, version)
  if (!recorded?.recorded) throw new Error('the entry that was just written is not there')
  const kept = recorded.recorded.files === made.release.id ? own : await comingFiles(stores.findings, recorded.recorded.files)
  return kept ? boundPublication({ files: kept, read, version: recorded }, { ...grounds, log }, logKey) : notThere()
}

function notThere(): Publication {
  return { missing: [{ code: 'failed', text: 'The files that the log wrote down are not there any more.' }] }
}

/** Throws when the ledger cannot be read, or does not hold. */
async function groundsOf({ ledger, board, clock }: Sources, reader: LedgerReader): Promise<Grounds> {
  const notes = await ledger.checkpoints()
  return { log: await reader.pinned(), notes, charter: board, now: clock() }
}

async function writeFiles(
  findings: Sources['findings'],
  { id, files }: Release,
  read: ReadRelease,
  { artifact }: PublishedVersion,
): Promise<void> {
  for (const [name, bytes] of files) await putOnce(findings, `${shelf.folder(id)}/${name}`, bytes)
  await putOnce(findings, shelf.methods(artifact), withStanding(read, CANDIDATE).files.get('methods.json') ?? new Uint8Array())
  await putOnce(findings, shelf.sums(artifact), read.voted)
}

function refused(...missing: string[]): Outcome {
  return { outcome: 'refused', missing }
}

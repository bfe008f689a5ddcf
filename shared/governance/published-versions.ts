import type { Day } from './days.ts'
import type { Entry, ProposalBody } from './entries.ts'
import type { LedgerState, PublishedFiles } from './ledger-state.ts'
import type { VerifiedLog } from './verified-log.ts'

/** Another version that says something of this one. */
export type LaterAct = { readonly number: number; readonly day: Day; readonly why: string }

/**
 * One act of the board about the results of a study, as the public pages number it: 1, 2, ... in the order in which the
 * acts took effect. A version never changes; what came later is said of it by `correctedBy` and `withdrawnBy`.
 */
export type PublishedVersion = {
  readonly study: string
  readonly number: number
  /** A `correction` shows the same numbers again, with what is wrong in them; a `retraction` has no files. */
  readonly kind: 'release' | 'correction' | 'retraction'
  /** The hash of the numbers that it is about: what the board voted on. */
  readonly artifact: string
  /** The proposal that was enacted. */
  readonly proposal: string
  readonly day: Day
  /** The entry that it took effect with. */
  readonly seq: number
  /** For a correction what is wrong, for a retraction why. */
  readonly why?: string
  /** The version that this one takes the place of. */
  readonly corrects?: number
  readonly correctedBy: readonly LaterAct[]
  readonly withdrawnBy?: LaterAct
  /** Its files, where the log wrote them down. */
  readonly recorded?: PublishedFiles
}

/** Every version there is by the ledger alone, the oldest first. The same ledger gives the same versions. */
export function versionsIn({ entries, state }: VerifiedLog): readonly PublishedVersion[] {
  const versions = entries.reduce<readonly PublishedVersion[]>((before, entry) => withEntry(before, entry, state), [])
  return versions.map((each) => {
    const recorded = state.published.get(each.proposal)
    return recorded ? { ...each, recorded } : each
  })
}

/** The version to read now: of those that stand, that of the last report. Where none stands, the last there is. */
export function latestOf(versions: readonly PublishedVersion[]): PublishedVersion | undefined {
  const standing = versions.filter((each) => each.kind !== 'retraction' && !each.withdrawnBy && each.correctedBy.length === 0)
  const reportOf = ({ artifact }: PublishedVersion) => versions.findIndex((each) => each.kind === 'release' && each.artifact === artifact)
  return standing.toSorted((a, b) => reportOf(a) - reportOf(b) || a.number - b.number).at(-1) ?? versions.at(-1)
}

function withEntry(before: readonly PublishedVersion[], entry: Entry, state: LedgerState): readonly PublishedVersion[] {
  const proposal = entry.kind === 'enact' ? state.proposals.get(entry.body.proposal) : undefined
  if (!proposal) return before
  const { body } = proposal
  const at = { proposal: proposal.id, day: proposal.enacted ?? entry.day, seq: entry.seq }
  if (body.kind === 'release') return added(before, { ...at, study: body.id, kind: 'release', artifact: body.sha256 })
  if (body.kind === 'correction') return corrected(before, body, at, state)
  if (body.kind === 'retraction') return withdrawn(before, body, at, state)
  return before
}

type At = Pick<PublishedVersion, 'proposal' | 'day' | 'seq'>
type Body<K extends ProposalBody['kind']> = Extract<ProposalBody, { kind: K }>

function corrected(
  before: readonly PublishedVersion[],
  { content }: Body<'correction'>,
  at: At,
  state: LedgerState,
): readonly PublishedVersion[] {
  const { release: artifact, notice: why, replacement } = content
  const study = state.releases.get(artifact)?.study ?? ''
  const wrong = before.findLast((each) => isOf(each, artifact))
  const versions = replacement === null ? added(before, { ...at, study, kind: 'correction', artifact, why }) : before
  const right = versions.findLast((each) => isOf(each, replacement ?? artifact))
  if (!wrong || !right || wrong === right) return versions
  const change = { number: right.number, day: at.day, why }
  return versions.map((each) => {
    if (each === right) return { ...each, corrects: wrong.number }
    return isOf(each, artifact) ? { ...each, correctedBy: [...each.correctedBy, change] } : each
  })
}

function withdrawn(
  before: readonly PublishedVersion[],
  { content }: Body<'retraction'>,
  at: At,
  state: LedgerState,
): readonly PublishedVersion[] {
  const { artifact, why } = content
  const study = state.releases.get(artifact)?.study
  // A survey is taken back in the same way, and has no page here.
  if (study === undefined) return before
  const versions = added(before, { ...at, study, kind: 'retraction', artifact, why })
  const change = { number: versions.at(-1)?.number ?? 0, day: at.day, why }
  return versions.map((each) => (isOf(each, artifact) ? { ...each, withdrawnBy: each.withdrawnBy ?? change } : each))
}

function isOf({ kind, artifact }: PublishedVersion, of: string): boolean {
  return kind !== 'retraction' && artifact === of
}

function added(
  before: readonly PublishedVersion[],
  version: Omit<PublishedVersion, 'number' | 'correctedBy'>,
): readonly PublishedVersion[] {
  const number = before.filter(({ study }) => study === version.study).length + 1
  return [...before, { ...version, number, correctedBy: [] }]
}

import type { ReadRelease } from '#shared/release/read.ts'
import type { Standing } from '#shared/release/standing.ts'
import { againstQuotes } from './acts/stories.ts'
import { entryHash } from './entries.ts'
import type { LedgerState } from './ledger-state.ts'
import type { PublishedVersion } from './published-versions.ts'
import type { Artifact, Verdict } from './verdict.ts'
import type { VerifiedLog } from './verified-log.ts'

export type Published = Extract<Standing, { state: 'published' }>
type Approval = Published['approval']
export type Correction = NonNullable<Published['correction']>
export type Approved = Extract<Verdict, { ok: true }>

/** The artifact that the board voted on: the sums of the candidate. Every number of the published files comes from it. */
export function votedOn({ survey, voted }: Pick<ReadRelease, 'survey' | 'voted'>): Artifact {
  return { kind: 'release', id: survey.id, bytes: voted }
}

/** The standing of what a board approved, as its pages and files say it. */
export function publishedStanding(log: VerifiedLog, said: Approved, correction?: Correction): Published {
  return { state: 'published', approval: approvalOf(log, said), ...(correction ? { correction } : {}) }
}

function approvalOf({ state, entries }: VerifiedLog, { sha256, proposal, demonstration }: Approved): Approval {
  const { seq = -1, day = state.day, group = '' } = state.releases.get(sha256) ?? {}
  const enact = entries[seq]
  if (enact?.kind !== 'enact' || enact.body.proposal !== proposal) throw new Error('an approved release was enacted')
  return {
    by: group,
    on: day,
    candidate: sha256,
    entry: entryHash(enact),
    ...(demonstration ? { demonstration: true } : {}),
  }
}

/** Whether the board made exactly this correction to exactly these numbers, and put no other numbers in their place. */
export function isCorrection({ corrections }: LedgerState, artifact: string, { on, why }: Correction): boolean {
  const known = corrections.get(artifact) ?? []
  return known.some(({ day, notice, replacement }) => day === on && notice === why && replacement === null)
}

/** The correction that a version's pages speak of; undefined for a report as it was. */
export function correctionOf({ kind, day, why }: PublishedVersion): Correction | undefined {
  return kind === 'correction' ? { on: day, why: why ?? '' } : undefined
}

/** Whether files that say this of themselves are those of a version, and not of another one of the same numbers. */
export function isOfVersion(standing: Standing, version: PublishedVersion): boolean {
  const own = correctionOf(version)
  const said = standing.state === 'published' ? standing.correction : undefined
  return said?.on === own?.on && said?.why === own?.why
}

export type Objection = { readonly by: string; readonly category: string; readonly reason: string }

/** Objections that the board set aside when it approved a proposal, word for word. */
export function objectionsTo(state: LedgerState, id: string): Objection[] {
  const proposal = state.proposals.get(id)
  return [...(proposal?.votes ?? [])].flatMap(([by, vote]) =>
    vote.choice === 'object' ? [{ by, category: vote.category, reason: vote.reason }] : [],
  )
}

/** Why the quotes of a release may not be published; undefined when they may, or when there are none. */
export function againstItsQuotes(quotes: number, artifact: string, state: LedgerState): string | undefined {
  return quotes === 0 ? undefined : againstQuotes(state, artifact)
}

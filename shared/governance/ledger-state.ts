import type { ArtifactKind, Charter, Notary } from './charter.ts'
import type { Day } from './days.ts'
import type { ProposalBody, ReviewBody, StoriesContent, VoteBody } from './entries.ts'
import { SharedMap } from './shared-map.ts'

export type ProposalStatus = 'open' | 'approved' | 'returned' | 'lapsed' | 'rejected' | 'enacted' | 'replaced' | 'void'

export type Proposal = {
  /** The hash of its entry's statement. */
  readonly id: string
  /** Its place in the ledger. */
  readonly seq: number
  readonly day: Day
  /**
   * The day on which the time to answer began: when both reviews were open, or, where there are none, when somebody who did
   * not write it first signed anything after reading it. Who proposes it cannot date this back.
   */
  readonly begins?: Day
  readonly body: ProposalBody
  /** Everybody who wrote it or an earlier form of it: their consent and their review never count, their objection always does. */
  readonly authors: ReadonlySet<string>
  /** 1, and one more each time it came back by the word of somebody who did not write it, and was changed. */
  readonly round: number
  /** The people with whose objection it came back the last time. Only theirs can be set aside now. */
  readonly objectedBefore: ReadonlySet<string>
  readonly status: ProposalStatus
  readonly clarifications: readonly { readonly by: string; readonly day: Day; readonly text: string }[]
  /** Hashes of reviews that were handed in, by reviewer. */
  readonly commitments: ReadonlyMap<string, string>
  readonly reviews: ReadonlyMap<string, ReviewBody>
  /** Each member's last word. */
  readonly votes: ReadonlyMap<string, VoteBody>
  readonly accepts: ReadonlySet<string>
  readonly decided?: {
    readonly by: string
    readonly day: Day
    readonly overrides: boolean
    readonly because: string
    readonly consents: number
    /** The people who objected then and had not written it. */
    readonly objectors: ReadonlySet<string>
  }
  readonly enacted?: Day
}

/** A decision that took effect, and the board that made it: later members and names change nothing of it. */
export type Effect = {
  readonly proposal: string
  readonly seq: number
  readonly day: Day
  readonly group: string
  readonly smallBoard: boolean
}
/** A survey, by its id, in the version that was approved last. */
type ApprovedSurvey = Effect & { readonly sha256: string; readonly until: Day }
/** A release, by its hash. */
type ApprovedRelease = Effect & { readonly study: string }
/** Two people may read the words under one version of a survey, until some day. */
type OpenedStories = Effect & { readonly study: string; readonly content: StoriesContent; readonly until: Day }
/** The reviewers, of the two, who said that the quotes of a release are theirs. */
type QuotedBy = { readonly stories: string; readonly sources: string; readonly by: ReadonlySet<string> }

/** The files of a version, as the log wrote down at its publication. */
export type PublishedFiles = { readonly seq: number; readonly day: Day; readonly artifact: string; readonly files: string }

/** Everything that a ledger says, after some of its entries. */
export type LedgerState = {
  /** The hash of the founding charter: it names the ledger. */
  readonly ledger: string
  readonly charter: Charter
  readonly charterHash: string
  /** The log and the witnesses whose signatures a checkpoint needs, each set from one size of the ledger on. */
  readonly notaries: readonly { readonly from: number; readonly log: Notary; readonly witnesses: readonly Notary[] }[]
  readonly size: number
  /** The hash of the last entry. */
  readonly head: string
  /**
   * The latest day that an entry bears. A day is what its signer says it is: a wait begins on this one and ends on that of the
   * entry itself, so that neither an entry dated back nor one dated ahead makes a wait shorter.
   */
  readonly day: Day
  /** The place of each entry, by its hash. */
  readonly places: ReadonlyMap<string, number>
  /** By person: the place of the last entry of theirs. */
  readonly lastActs: ReadonlyMap<string, number>
  /** By person: how many entries of theirs there are of the latest day. */
  readonly acts: ReadonlyMap<string, number>
  readonly proposals: ReadonlyMap<string, Proposal>
  /** Proposals that wait for somebody who did not write them. */
  readonly unnoticed: ReadonlySet<string>
  readonly surveys: ReadonlyMap<string, ApprovedSurvey>
  /** By the id of a survey: the last entry that put a version in force, or paused or took back the one in force. */
  readonly turns: ReadonlyMap<string, number>
  /** The kind of thing that each hash was proposed as: a hash never stands for two kinds. */
  readonly kinds: ReadonlyMap<string, ArtifactKind>
  /** Hashes of surveys that were approved once and that a later version took the place of. */
  readonly superseded: ReadonlySet<string>
  readonly releases: ReadonlyMap<string, ApprovedRelease>
  /** By the hash of what is paused: the hashes of the statements that paused it, each with who signed it. */
  readonly pauses: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly retracted: ReadonlyMap<string, { readonly day: Day; readonly why: string }>
  /** By the hash of what was approved. */
  readonly stories: ReadonlyMap<string, OpenedStories>
  /** By person: the public half of the key that stories are sealed to. */
  readonly sealingKeys: ReadonlyMap<string, string>
  /** By person: the public halves of the keys that sign their questions about stories, the newest last. */
  readonly askKeys: ReadonlyMap<string, readonly string[]>
  /** By the hash of a release. */
  readonly quoted: ReadonlyMap<string, QuotedBy>
  /** By release: what went back to the people it is about. */
  readonly returned: ReadonlyMap<string, readonly { readonly by: string; readonly day: Day; readonly text: string }[]>
  /** By the proposal that took effect. */
  readonly published: ReadonlyMap<string, PublishedFiles>
  readonly corrections: ReadonlyMap<string, readonly { readonly day: Day; readonly notice: string; readonly replacement: string | null }[]>
}

/** The entry may not be there: says why, in a sentence for a person. */
export class ActRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ActRefused'
  }
}

export function refuse(message: string): never {
  throw new ActRefused(message)
}

export function withProposal(state: LedgerState, proposal: Proposal): LedgerState {
  return { ...state, proposals: plus(state.proposals, proposal.id, proposal) }
}

/** Whether somebody paused this artifact, by its hash, and nobody has let it go on since. */
export function isPaused(state: LedgerState, artifact: string): boolean {
  return (state.pauses.get(artifact)?.size ?? 0) > 0
}

/** Something happened to a version of a survey. If it is the one in force, whatever was proposed before is to be proposed again. */
export function withTurn(state: LedgerState, artifact: string, seq: number): LedgerState {
  const [id] = [...state.surveys].find(([, { sha256 }]) => sha256 === artifact) ?? []
  return id === undefined ? state : { ...state, turns: plus(state.turns, id, seq) }
}

/** Whether the board ever approved this survey or release, by its hash. */
export function isApproved(state: LedgerState, artifact: string): boolean {
  const surveys = [...state.surveys.values()].map(({ sha256 }) => sha256)
  return state.releases.has(artifact) || surveys.includes(artifact) || state.superseded.has(artifact)
}

export function plus<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return SharedMap.of(map).with(key, value)
}

import type { Charter, Notary } from './charter.ts'
import type { Day } from './days.ts'
import type { ProposalBody, ReviewBody, VoteBody } from './entries.ts'
import type { Places } from './places.ts'

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
  /** Everybody who wrote it or an earlier form of it: they never count. */
  readonly authors: ReadonlySet<string>
  /** 1, and one more each time it came back and was changed. */
  readonly round: number
  readonly status: ProposalStatus
  readonly clarifications: readonly { readonly by: string; readonly day: Day; readonly text: string }[]
  /** By reviewer. */
  readonly seals: ReadonlyMap<string, string>
  readonly reviews: ReadonlyMap<string, ReviewBody>
  /** Each member's last word. */
  readonly votes: ReadonlyMap<string, VoteBody>
  readonly accepts: ReadonlySet<string>
  readonly decided?: { readonly day: Day; readonly overrides: boolean; readonly because: string }
  readonly enacted?: Day
}

/** A survey, by its id, in the version that was approved last. */
type ApprovedSurvey = { readonly sha256: string; readonly proposal: string; readonly seq: number; readonly until: Day }
/** A release, by its hash. */
type ApprovedRelease = { readonly study: string; readonly proposal: string; readonly seq: number; readonly day: Day }

/** Everything that a ledger says, after some of its entries. */
export type LedgerState = {
  /** The hash of the founding charter: it names the ledger. */
  readonly ledger: string
  readonly charter: Charter
  readonly charterHash: string
  /** Who signed checkpoints from which size on. */
  readonly notaries: readonly { readonly from: number; readonly log: Notary; readonly witnesses: readonly Notary[] }[]
  readonly size: number
  /** The hash of the last entry. */
  readonly head: string
  /**
   * The latest day that an entry bears. A day is what its signer says it is: a wait begins on this one and ends on that of the
   * entry itself, so that neither an entry dated back nor one dated ahead makes a wait shorter.
   */
  readonly day: Day
  readonly places: Places
  /** By person: the place of the last entry of theirs. */
  readonly lastActs: ReadonlyMap<string, number>
  readonly proposals: ReadonlyMap<string, Proposal>
  /** Proposals that wait for somebody who did not write them. */
  readonly unnoticed: ReadonlySet<string>
  readonly surveys: ReadonlyMap<string, ApprovedSurvey>
  /** Hashes of surveys that were approved once and that a later version took the place of. */
  readonly superseded: ReadonlySet<string>
  readonly releases: ReadonlyMap<string, ApprovedRelease>
  /** By the hash of what is paused: the hashes of the statements that paused it. */
  readonly pauses: ReadonlyMap<string, ReadonlySet<string>>
  readonly retracted: ReadonlyMap<string, { readonly day: Day; readonly why: string }>
  /** By release: what went back to the people it is about. */
  readonly returned: ReadonlyMap<string, readonly { readonly by: string; readonly day: Day; readonly text: string }[]>
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
  return { ...state, proposals: new Map(state.proposals).set(proposal.id, proposal) }
}

export function plus<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value)
}

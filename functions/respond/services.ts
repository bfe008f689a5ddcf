import type { Approvals } from '#functions/approvals.ts'
import type { Log } from '#shared/log.ts'
import type { StoryCircle } from '#shared/response/circle-box.ts'
import type { Budgets, FollowUps, Invitations } from '#shared/storage/access-repositories.ts'
import type { Community, Drafts, Responses, Stories, Withdrawals } from '#shared/storage/repositories.ts'
import type { Limits } from './abuse/limits.ts'

/** The services that the respondent's side needs; no more of the stores than its role may do. */
export type Services = {
  readonly clock: () => Date
  /** Gives this many random bytes. */
  readonly random: (bytes: number) => Uint8Array
  /** Keys receipt codes: 32 bytes. */
  readonly pepper: Uint8Array
  /** The public half of the key that opens stories: 32 bytes. */
  readonly storyKey: Uint8Array
  /** Gives the people who open stories together, by the board's ledger at this moment; undefined where nobody can yet. */
  readonly storyCircle: () => Promise<StoryCircle | undefined>
  /** Where "Leave this site" leads: a page that is the same for everybody and says nothing about where one was. */
  readonly leaveTo: string
  /** The limits of each kind of request, over everybody. */
  readonly limits: Limits
  readonly repositories: {
    readonly drafts: Drafts
    readonly responses: Pick<Responses, 'store' | 'holds' | 'remove'>
    readonly stories: Pick<Stories, 'store' | 'remove'>
    readonly withdrawals: Pick<Withdrawals, 'keep'>
    readonly community: Pick<Community, 'readSurvey' | 'versions' | 'readOpen' | 'readShut' | 'listOpen'>
    readonly invitations: Pick<Invitations, 'isKnown' | 'isUsed' | 'use'>
    readonly followups: FollowUps
    readonly budgets: Budgets
  }
  /** Asks the board's ledger. */
  readonly approvals: Approvals
  readonly log: Log
}

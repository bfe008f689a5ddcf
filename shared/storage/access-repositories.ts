import type { RecordId } from './repositories.ts'

/** Invitations, rate-limit counters and ways to reach people who asked for it: kept apart from every answer. */

export interface Invitations {
  /** Keeps the mark of an invitation. It never changes, so it tells nothing of whether the invitation was used. */
  add(survey: string, mark: RecordId): Promise<void>
  /** Whether there is such an invitation. */
  isKnown(survey: string, mark: RecordId): Promise<boolean>
  /**
   * Notes, under another mark, that an invitation was used by `holder`. False when somebody else used it before; the
   * same holder twice is one use, as after an answer that got lost.
   */
  use(survey: string, mark: RecordId, holder: RecordId): Promise<boolean>
  isUsed(survey: string, mark: RecordId): Promise<boolean>
  /** The number of invitations that were made, and of those that were used. */
  count(survey: string): Promise<{ readonly made: number; readonly used: number }>
  /** Removes both lists of a survey that is over. */
  removeAll(survey: string): Promise<void>
}

/** The way somebody can be reached: sealed to the board's key, of one size, and apart from everything else. */
export type StoredFollowUp = {
  readonly sealed: Uint8Array
  /** Epoch seconds on the first moment of a week: never the time a person came. */
  readonly expires: number
}

/** A small pool of places in which what came waits for others, and a list that only gets what the pool lets go. */
export interface FollowUps {
  readPlace(survey: string, place: number): Promise<StoredFollowUp | undefined>
  /** Puts `entry` where exactly `before` is; false when that is no longer there. */
  replacePlace(survey: string, place: number, entry: StoredFollowUp, before: StoredFollowUp | undefined): Promise<boolean>
  /** Storing the same entry twice stores once: its key is made of its ciphertext. */
  keep(survey: string, entry: StoredFollowUp): Promise<void>
}

/** The part of a budget that was handed out in the latest window; who received it is not kept. */
export type StoredBudget = {
  readonly id: string
  readonly window: number
  readonly taken: number
  /** Epoch seconds, a day or more after the window. */
  readonly expires: number
}

export interface Budgets {
  read(id: string): Promise<StoredBudget | undefined>
  /** Writes over `before`, or where nothing is; false when that is no longer what is stored. */
  replace(budget: StoredBudget, before: StoredBudget | undefined): Promise<boolean>
}

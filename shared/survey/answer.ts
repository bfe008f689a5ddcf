/**
 * The seven states of an answer, kept apart from the page to the report:
 * answered, skipped, prefer not to say (pns), not sure (dk), does not apply (na), not shown, section skipped.
 */
export const MISSING_STATES = ['skipped', 'pns', 'dk', 'na', 'not_shown', 'section_skipped'] as const
export type MissingState = (typeof MISSING_STATES)[number]
export type AnswerState = 'answered' | MissingState

/**
 * A closed answer: option ids of the question (exactly one for single, scale and number, where it is the band). `said`:
 * the words beside an option that asks for them, which are sealed apart and are no part of what is counted.
 */
export type ClosedAnswer =
  | { readonly state: 'answered'; readonly options: readonly string[]; readonly said?: string | undefined }
  | { readonly state: MissingState }

export type Share = 'words' | 'summary' | 'none'
/** The weeks before written words may be used: 2 for everybody, or more where the person asked for more. */
export const WAITS = [2, 13, 52] as const
export type Wait = (typeof WAITS)[number]
type TextAnswer =
  | { readonly state: 'answered'; readonly text: string; readonly share: Share; readonly wait?: Wait | undefined }
  | { readonly state: MissingState }

export type Answer = ClosedAnswer | TextAnswer

/** By question id. A question with no entry has not been reached yet. */
export type Answers = Readonly<Record<string, Answer>>

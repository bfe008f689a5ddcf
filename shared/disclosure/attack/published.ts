import type { Condition } from '#shared/survey/survey.ts'
import type { Range } from '../linear/linear-problem.ts'

/** The files of a release, as anybody can download them. An attacker holds these and nothing else. */

export type AttackedCell = {
  readonly answer: string
  readonly status: string
  /** Absent when it is not printed. */
  readonly count?: number
  /** The range printed beside the count; absent: the one that rounding leaves. */
  readonly range?: Range
}

export type AttackedSlice = {
  readonly group?: string
  /** Absent when it is not printed. */
  readonly base?: number
  readonly baseRange?: Range
  /** The release in which these numbers were counted. */
  readonly asOf: number
  readonly cells: readonly AttackedCell[]
}

export type AttackedTable = {
  readonly id: string
  readonly question: string
  readonly by?: string
  readonly slices: readonly AttackedSlice[]
}

export type AttackedQuestion = {
  /** Whether somebody can be in two of its rows. */
  readonly many: boolean
  /** Where somebody can: answers that nobody gives together with another one, and how many answers one person gives at most. */
  readonly alone?: readonly string[]
  readonly most?: number
  /** The conditions under which people are asked; all have to hold. Questions of a part with the same conditions are hidden from the same people. */
  readonly askedIf: readonly Condition[]
  /** The part it is in, where people could pass over that. */
  readonly skippedWith?: string
  /** Roll-ups, by the name of their row or group: the answers that each takes together. */
  readonly rollups?: ReadonlyMap<string, readonly string[]>
}

/** The way numbers were made: public, and so known to an attacker. Only the key is not. */
export type Reading = {
  /** `printed = base * floor((count + offset) / base)`, offset 0..base-1. With base 1 what is printed is exact. */
  readonly base: number
  /** The offset of some people is the same in every release ("label"), or drawn again for each ("fresh"). */
  readonly offsets: 'label' | 'fresh'
  /** The least count + offset that is printed. */
  readonly shownFrom: number
  /** The least count of a hidden cell: 1 where zeros are printed. */
  readonly hiddenFrom: 0 | 1
  /** Besides rounding, a printed number is up to so far from the true one; 0 when absent. */
  readonly reach?: number
  /** The least count of a cell of secondary suppression, where its status says that it is one. */
  readonly secondaryFrom?: number
}

/** Two questions that nest, as counties lie in regions: everybody knows which county lies where. */
export type AttackedNest = {
  readonly inner: string
  readonly outer: string
  readonly groups: readonly { readonly id: string; readonly of: readonly string[] }[]
}

export type AttackedRelease = {
  readonly release: number
  readonly study: string
  readonly reading: Reading
  readonly questions: ReadonlyMap<string, AttackedQuestion>
  readonly tables: readonly AttackedTable[]
  readonly nests: readonly AttackedNest[]
}

/** A set of people by what they said, spelled in one way; '' is everyone. */
export type PeopleKey = string

/** The key of the people who gave an answer (everyone without one), in a group where one is given. The order of the two makes no difference. */
export function peopleKey(question: string | undefined, answer: string | undefined, by?: string, group?: string): PeopleKey {
  const said = [question !== undefined && answer !== undefined ? `${question}=${answer}` : '', by !== undefined ? `${by}=${group}` : '']
  return said
    .filter((each) => each !== '')
    .sort()
    .join('&')
}

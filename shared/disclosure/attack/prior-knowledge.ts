import { type PeopleKey, peopleKey } from './published.ts'

/** Facts that an attacker knows besides the files. */
export type PriorKnowledge = {
  /** The number of people who joined and left from one release to the next, by the later one's number. A missing number is unknown. */
  readonly growth: ReadonlyMap<number, { readonly admitted?: number; readonly withdrawn?: number }>
  /** Colluding people: what each answered, and the first release that counts them. */
  readonly insiders: readonly Insider[]
  /** True counts that are no secret, such as how many members a group has. */
  readonly facts: readonly { readonly release: number; readonly people: PeopleKey; readonly count: number }[]
  /** While a group's numbers are repeated, no more people than this have joined it; absent when that is not known. */
  readonly unseenNewcomers?: number
}

export type Insider = { readonly from: number; readonly said: (question: string, answer: string) => boolean }

export const ONLY_THE_FILES: PriorKnowledge = { growth: new Map(), insiders: [], facts: [] }

/** The number of insiders who are among some people in a release. The count of these people is at least as large. */
export function insidersAmong(
  knowledge: PriorKnowledge,
  people: readonly (readonly [question: string, answer: string])[],
  release: number,
): number {
  return knowledge.insiders.filter(({ from, said }) => from <= release && people.every(([question, answer]) => said(question, answer)))
    .length
}

/** `question=answer`, `question=answer&question=answer` or nothing, as somebody would write it. */
export function readPeople(text: string): PeopleKey {
  const [first = ['', ''], second] = text.split('&').map((part) => part.split('='))
  if (text === '') return ''
  return second ? peopleKey(first[0], first[1], second[0], second[1]) : peopleKey(first[0], first[1])
}

/** The most people that can have joined and left between two releases; infinite where that is unknown. */
export function mostJoinedAndLeft(
  { growth }: PriorKnowledge,
  from: number,
  to: number,
): { readonly admitted: number; readonly withdrawn: number } {
  let [admitted, withdrawn] = [0, 0]
  for (let release = from + 1; release <= to; release++) {
    admitted += growth.get(release)?.admitted ?? Number.POSITIVE_INFINITY
    withdrawn += growth.get(release)?.withdrawn ?? Number.POSITIVE_INFINITY
  }
  return { admitted, withdrawn }
}

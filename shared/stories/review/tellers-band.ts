/** Under a question with fewer tellers nobody is quoted. */
const LEAST_TELLERS = 5

/** Whether enough people wrote under a question for one of them to be quoted. `tellers`: how many people, by question. */
export function areEnough(tellers: ReadonlyMap<string, number>, question: string): boolean {
  return (tellers.get(question) ?? 0) >= LEAST_TELLERS
}

/**
 * ST-12: from about how many people quotes were chosen, as a step of five. One person may have written under several questions,
 * so only the question with most is counted. Undefined where that is too few.
 */
export function tellersBand(tellers: ReadonlyMap<string, number>): { readonly low: number; readonly high: number } | undefined {
  const low = Math.floor(Math.max(0, ...tellers.values()) / LEAST_TELLERS) * LEAST_TELLERS
  return low < LEAST_TELLERS ? undefined : { low, high: low + LEAST_TELLERS - 1 }
}

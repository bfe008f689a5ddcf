/** One thing a person said: a question (or a part of the survey) and the answer, option or state. */
export type Predicate = { readonly question: string; readonly answer: string }

/** Names a set of people by what they said, and by nothing else: no table, no release. */
export type Label = string

const RESERVED = /[=&\n\0]/

/**
 * The canonical label of a cell: the study, then its predicates, sorted. The same people have the same label wherever
 * they are shown, so they have the same number everywhere. No predicates is everyone.
 */
export function labelOf(study: string, predicates: readonly Predicate[]): Label {
  const parts = predicates.map(({ question, answer }) => {
    if (RESERVED.test(question) || RESERVED.test(answer)) throw new Error(`"${question}=${answer}" cannot be part of a label`)
    return `${question}=${answer}`
  })
  if (study === '' || RESERVED.test(study)) throw new Error(`"${study}" cannot be part of a label`)
  return `${study}\n${[...new Set(parts)].sort().join('&')}`
}

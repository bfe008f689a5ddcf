/** By the table whose key they share: the same functions use both. */
const SHARED = { budgets: 'drafts', followups: 'drafts' }

/** The logical id of the key of a table. */
export function tableKeyId(table: string): string {
  return `${pascal(Object.entries(SHARED).find(([name]) => name === table)?.[1] ?? table)}TableKey`
}

/** `studyKey` -> `StudyKey`, as the logical ids of the data stack begin. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** `studyKey` -> `StudyKey`, as the logical ids of the data stack begin. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Names of elements, made from a field's name: apart from each other whatever the field is called. */
export const firstInputId = (field: string): string => `in-${field}`
export const hintId = (field: string): string => `hint-${field}`
export const errorId = (field: string): string => `error-${field}`

/** For `aria-describedby`: the hint and the error, as far as they are on the page. */
export function describedBy(field: string, has: { readonly hint: boolean; readonly error: boolean }): { 'aria-describedby'?: string } {
  const ids = [has.hint && hintId(field), has.error && errorId(field)].filter((id) => id !== false)
  return ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}
}

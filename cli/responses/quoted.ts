import { optionId } from '#shared/survey/ids.ts'

const LONGEST_SHOWN = 40

/**
 * A value as it may stand in a message. When cells have moved, the words somebody wrote can stand in any column: only what
 * could be an id, a state or a short number is repeated, and anything else is told by its length.
 */
export function quoted(value: string): string {
  const parts = value.split('|')
  const isShown =
    value.length <= LONGEST_SHOWN && parts.every((part) => part === '' || optionId.safeParse(part.replace(/^[~-]/, '')).success)
  if (isShown) return `"${value}"`
  const { length } = [...value]
  return `a value of ${length} ${length === 1 ? 'character' : 'characters'}`
}

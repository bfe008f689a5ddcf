/**
 * A column of ours, `chorus`, holds the properties of a survey that XLSForm has no place for, as words such as `share=ask`. Other
 * tools pass over it. No value has a space in it: ids have none, and conditions are JSON without any.
 */
export type OwnNotes = ReadonlyMap<string, string>

/** The heading of the column, on the sheets "survey" and "choices". */
export const OWN_COLUMN = 'chorus'

export function readNotes(cell: string | undefined): OwnNotes {
  const words = (cell ?? '').split(/\s+/).filter((word) => word !== '')
  return new Map(
    words.map((word) => {
      const at = word.indexOf('=')
      return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)]
    }),
  )
}

/** As `readNotes` reads it; what is undefined is left out. */
export function writeNotes(notes: Readonly<Record<string, string | number | true | undefined>>): string {
  return Object.entries(notes)
    .flatMap(([key, value]) => (value === undefined ? [] : [value === true ? key : `${key}=${value}`]))
    .join(' ')
}

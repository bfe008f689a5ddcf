import Papa from 'papaparse'

/** The separator between columns, and the number of rows at the top that only name it. */
export type Dialect = { readonly separator: string; readonly rowsBefore: number }

/** A comma first: where nothing tells them apart, it is meant. */
const SEPARATORS = [',', ';', '\t'] as const

/**
 * The separator of the columns of a CSV file: as a first line `sep=;` says, which some spreadsheets write and obey, else by what
 * makes the most headings known ones. `text` is the beginning of the file, with its first lines whole.
 */
export function dialectOf(text: string, isKnown: (heading: string) => boolean): Dialect {
  const [first = ''] = text.split('\n', 1)
  const said = /^"?sep=(.)"?[,;\t]*$/i.exec(first.trimEnd() === 'sep=' ? 'sep=\t' : first)?.[1]
  if (said !== undefined) return { separator: said, rowsBefore: 1 }
  const known = SEPARATORS.map((separator) => {
    const headings = Papa.parse<string[]>(text, { delimiter: separator, newline: '\n', preview: 1 }).data[0] ?? []
    return { separator, count: headings.filter((heading) => isKnown(heading.trim())).length, columns: headings.length }
  })
  const [best] = known.toSorted((a, b) => b.count - a.count || b.columns - a.columns)
  return { separator: best?.separator ?? ',', rowsBefore: 0 }
}

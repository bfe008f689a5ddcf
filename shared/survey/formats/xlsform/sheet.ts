/** A workbook as it was read: each sheet's cells as text, row by row, the headings first. */
export type Workbook = ReadonlyMap<string, readonly (readonly string[])[]>

/** One row under its headings. `number` is the row as a spreadsheet counts it. */
export type SheetRow = { readonly number: number; readonly cells: ReadonlyMap<string, string> }

/** A sheet with headings in XLSForm's own spelling, and its rows. A heading with a language is `label::French (fr)`. */
export type Sheet = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
  readonly twice: readonly string[]
}

/** Other spellings of headings that XLSForm allows, by what they mean. */
const ALIASES: Readonly<Record<string, string>> = {
  caption: 'label',
  command: 'type',
  'list name': 'list_name',
  list: 'list_name',
  relevance: 'relevant',
  'bind::relevant': 'relevant',
  'bind::constraint': 'constraint',
  'bind::required': 'required',
  'bind::calculate': 'calculation',
  calculate: 'calculation',
  calculation: 'calculation',
  'constraint message': 'constraint_message',
  'form title': 'form_title',
  title: 'form_title',
  set_form_title: 'form_title',
  'default language': 'default_language',
  'choice filter': 'choice_filter',
}

/** The sheets of a workbook by lower-case name. Rows without anything in them are left out; their numbers stay. */
export function sheetsOf(workbook: Workbook): ReadonlyMap<string, Sheet> {
  return new Map([...workbook].map(([name, rows]) => [name.trim().toLowerCase(), sheetOf(name.trim().toLowerCase(), rows)]))
}

function sheetOf(name: string, rows: readonly (readonly string[])[]): Sheet {
  const columns = (rows[0] ?? []).map((heading) => headingOf(heading, name))
  const named = columns.filter((column) => column !== '')
  return {
    name,
    columns: named,
    twice: named.filter((column, i) => named.indexOf(column) !== i),
    rows: rows.slice(1).flatMap((cells, i) => {
      const filled = columns.flatMap((column, at): [string, string][] => {
        const text = (cells[at] ?? '').trim()
        return column === '' || text === '' ? [] : [[column, text]]
      })
      return filled.length === 0 ? [] : [{ number: i + 2, cells: new Map(filled) }]
    }),
  }
}

/** One spelling for a heading: lower case, but for a language, which stays as it was written. */
export function headingOf(heading: string, sheet: string): string {
  const [first = '', ...rest] = heading.trim().split(/\s*::?\s*/)
  const base = first.toLowerCase().replaceAll('-', '_').replace(/\s+/g, ' ')
  if (rest.length > 0 && base !== 'bind' && base !== 'media') return [plain(base, sheet), ...rest].join('::')
  const whole = [base, ...rest.map((part, i) => (i === 0 ? part.toLowerCase() : part))].join('::')
  return plain(whole, sheet)
}

function plain(base: string, sheet: string): string {
  if (sheet === 'choices' && base === 'value') return 'name'
  if (sheet === 'survey' && base === 'tag') return 'name'
  return ALIASES[base] ?? base.replaceAll(' ', '_')
}

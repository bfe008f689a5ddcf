/** The columns of a data dictionary that are read, under the names that the API of REDCap gives them. */
export const COLUMNS = {
  field_name: 'Variable / Field Name',
  form_name: 'Form Name',
  section_header: 'Section Header',
  field_type: 'Field Type',
  field_label: 'Field Label',
  select_choices_or_calculations: 'Choices, Calculations, OR Slider Labels',
  field_note: 'Field Note',
  text_validation_type_or_show_slider_number: 'Text Validation Type OR Show Slider Number',
  text_validation_min: 'Text Validation Min',
  text_validation_max: 'Text Validation Max',
  identifier: 'Identifier?',
  branching_logic: 'Branching Logic (Show field only if...)',
  matrix_group_name: 'Matrix Group Name',
  matrix_ranking: 'Matrix Ranking?',
  field_annotation: 'Field Annotation',
} as const
export type DictionaryColumn = keyof typeof COLUMNS

export type DictionaryRow = { readonly number: number; readonly of: (column: DictionaryColumn) => string }

const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/\(.*\)/, '')
    .replace(/[^a-z]+/g, '')

const KNOWN = new Map(
  Object.entries(COLUMNS).flatMap(([key, heading]): [string, string][] => [
    [plain(heading), key],
    [plain(key), key],
  ]),
)
// As older versions wrote it.
KNOWN.set('choicesorcalculations', 'select_choices_or_calculations')

/** Columns that change nothing of what people are asked, or how they answer. */
const LOOKS = ['requiredfield', 'customalignment', 'questionnumber']

/** The column that a heading names. Programs write the words in brackets after others, as in `Branching.Logic..Show.field.only.if....`. */
function columnOf(heading: string): string | undefined {
  const words = plain(heading)
  return KNOWN.get(words) ?? (words.startsWith('branchinglogic') ? 'branching_logic' : undefined)
}

/** Whether these are the headings of a REDCap data dictionary, as its page or its API gives them. */
export function isDictionary(headings: readonly string[]): boolean {
  const found = new Set(headings.map(columnOf))
  return ['field_name', 'field_type', 'field_label'].every((key) => found.has(key))
}

/** Headings of columns that are not read though they may matter. */
export function unreadHeadings(headings: readonly string[]): string[] {
  return headings.filter(
    (heading) => heading.trim() !== '' && columnOf(heading) === undefined && !LOOKS.some((start) => plain(heading).startsWith(start)),
  )
}

/** The rows of a data dictionary under its headings; empty ones are left out, and their numbers stay. */
export function dictionaryRows([headings = [], ...rows]: readonly (readonly string[])[]): DictionaryRow[] {
  const places = new Map(headings.map((heading, at) => [columnOf(heading) ?? heading, at]))
  return rows.flatMap((cells, i) =>
    cells.every((cell) => cell.trim() === '')
      ? []
      : [{ number: i + 2, of: (column: DictionaryColumn) => (cells[places.get(column) ?? -1] ?? '').trim() }],
  )
}

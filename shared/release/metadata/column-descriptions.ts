import Papa from 'papaparse'

/** A column of a CSV file of a release, as every kind of metadata describes it. */
export type ColumnAbout = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'date'
  readonly about: string
  /** Every row has something in it. */
  readonly required?: true
}

type Known = Omit<ColumnAbout, 'name'>

/** A CSV file of a release: its columns, and those that together name a row. */
export type TableAbout = { readonly columns: readonly ColumnAbout[]; readonly key: readonly string[] }

const NOISE = '; where noise was added, 19 times in 20'
const COUNT =
  'Protected as methods.json says. The true number lies between the low and the high value beside it; where noise was added, 19 times in 20.'
const COUNT_OF_SPREADSHEET = 'Protected as methods.json says; report.csv has the range.'
const STANDING = 'What the report is: waiting for a board, or approved by one; and whether the people in it exist.'

/** The columns that files with one row a number have in common. */
const ROW: Readonly<Record<string, Known>> = {
  study: { type: 'string', about: 'The id of the survey.', required: true },
  release: { type: 'string', about: 'The number of this report in its series.', required: true },
  snapshot_date: { type: 'date', about: 'The day on which the answers were counted.', required: true },
  table: {
    type: 'string',
    about: 'The id of the table: a question, or a question and the question that makes the groups.',
    required: true,
  },
  question: { type: 'string', about: 'The id of the question; questions.csv has its words.', required: true },
  group_variable: { type: 'string', about: 'The id of the question that makes the groups; empty where everybody is counted.' },
  group: { type: 'string', about: 'The answer that makes the group; empty where everybody is counted.' },
  status: { type: 'string', about: 'Whether the number is shown, and if not, why; methods.json explains each word.', required: true },
  as_of_release: { type: 'string', about: 'The report for which these numbers were counted.', required: true },
  standing: { type: 'string', about: STANDING, required: true },
}

const FILES: Readonly<Record<string, { readonly key: readonly string[]; readonly columns: Readonly<Record<string, Known>> }>> = {
  'report.csv': {
    key: ['table', 'group', 'answer'],
    columns: {
      ...ROW,
      answer: {
        type: 'string',
        about: 'The id of the answer; ~ in front marks a reason for no answer, ^ marks several answers together.',
        required: true,
      },
      count: { type: 'integer', about: `How many people gave the answer. ${COUNT}` },
      base: { type: 'integer', about: `Everybody in the group. ${COUNT}` },
      asked: { type: 'integer', about: 'Those who were shown the question.' },
      answered: { type: 'integer', about: 'Those who chose one of its answers.' },
      percent: { type: 'number', about: 'Of everybody in the group, in percent.' },
      percent_of_asked: { type: 'number', about: 'Of those who were shown the question, in percent: the one to quote.' },
      percent_of_answered: { type: 'number', about: 'Of those who chose one of its answers, in percent.' },
    },
  },
  'means.csv': {
    key: ['table', 'group'],
    columns: {
      ...ROW,
      mean: {
        type: 'number',
        about: 'The mean of the scores of the answers, from printed counts. survey.json has the score of each answer.',
      },
      median: { type: 'string', about: 'The id of the answer in the middle, or of the two on either side of it.' },
    },
  },
  'questions.csv': {
    key: ['kind', 'question', 'answer'],
    columns: {
      kind: {
        type: 'string',
        about: 'question, answer, group (an answer that makes a group) or state (a reason for no answer).',
        required: true,
      },
      question: { type: 'string', about: 'The id of the question; empty for a state, which every question can have.' },
      answer: { type: 'string', about: 'The id of the answer; empty for the question itself.' },
      text: { type: 'string', about: 'What people read, in the language the others were translated from.', required: true },
      standing: ROW.standing ?? { type: 'string', about: STANDING },
    },
  },
}

/** Describes the columns of a CSV file of a release, from its first line. Throws for a column that nobody described. */
export function describeTable(file: string, csv: Uint8Array): TableAbout {
  const [heading = []] = Papa.parse<string[]>(new TextDecoder().decode(csv).replace(/^\uFEFF/, ''), { preview: 1 }).data
  const known = FILES[file]
  if (known) return { columns: heading.map((name) => ({ name, ...columnOf(name, known.columns) })), key: known.key }
  const [first = ''] = heading
  return { columns: heading.map((name, i) => ({ name, ...wideColumn(i, heading.length) })), key: [first] }
}

function columnOf(name: string, columns: Readonly<Record<string, Known>>): Known {
  const own = columns[name]
  if (own) return own
  const [, base = '', end = ''] = /^(.*)_(low|high)$/.exec(name) ?? []
  const of = columns[base]
  if (of) return { type: of.type, about: `The ${end === 'low' ? 'least' : 'most'} that ${base} can truly be${NOISE}.` }
  const language = /^text_([a-z]{2,3})$/.exec(name)?.[1]
  if (language !== undefined) return { type: 'string', about: `The same in the language ${language}.` }
  throw new Error(`no description of the column ${name}`)
}

/**
 * A column of a table in the words of the survey: an answer; how many of everybody gave it, of how many asked, in percent; the number, those asked and
 * the percentage for each group; and the standing.
 */
function wideColumn(at: number, all: number): Known {
  if (at === 0) return { type: 'string', about: 'The answer.', required: true }
  if (at === all - 1) return { type: 'string', about: STANDING, required: true }
  const ofEverybody = WIDE[at - 1]
  if (ofEverybody) return ofEverybody
  return WIDE_GROUP[(at - 1 - WIDE.length) % WIDE_GROUP.length] ?? ASKED
}

const RANGE = `The least or the most that the number before it can truly be${NOISE}.`
const ASKED: Known = {
  type: 'integer',
  about: `The number of people that the percentage is a share of: those who were shown the question. ${COUNT_OF_SPREADSHEET}`,
}
const PERCENT: Known = { type: 'number', about: 'In percent of those asked.' }
const WIDE: readonly Known[] = [
  { type: 'integer', about: COUNT },
  { type: 'integer', about: RANGE },
  { type: 'integer', about: RANGE },
  ASKED,
  PERCENT,
  { type: 'number', about: RANGE },
  { type: 'number', about: RANGE },
]
/** Their ranges are in report.csv. */
const WIDE_GROUP: readonly Known[] = [{ type: 'integer', about: COUNT_OF_SPREADSHEET }, ASKED, PERCENT]

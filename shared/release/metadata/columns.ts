/** A column of a CSV file of a release, as every kind of metadata describes it. */
export type ColumnAbout = { readonly name: string; readonly type: 'string' | 'integer' | 'number' | 'date'; readonly about: string }

const COUNT = 'Rounded at random to protect people. The true number lies between the low and the high value beside it.'

/** Of report.csv, in its order. Columns that are not named here are told by their name alone. */
const REPORT: Readonly<Record<string, Omit<ColumnAbout, 'name'>>> = {
  study: { type: 'string', about: 'The id of the survey.' },
  release: { type: 'string', about: 'The number of this report in its series.' },
  snapshot_date: { type: 'date', about: 'The day on which the answers were counted.' },
  table: { type: 'string', about: 'The id of the table: a question, or a question and the one that makes the groups.' },
  question: { type: 'string', about: 'The id of the question; questions.csv has its words.' },
  answer: { type: 'string', about: 'The id of the answer; with ~ in front a reason why there is none, with ^ several answers together.' },
  group_variable: { type: 'string', about: 'The id of the question that makes the groups; empty where everybody is counted.' },
  group: { type: 'string', about: 'The answer that makes the group; empty where everybody is counted.' },
  count: { type: 'integer', about: `How many people gave the answer. ${COUNT}` },
  base: { type: 'integer', about: `Everybody in the group. ${COUNT}` },
  asked: { type: 'integer', about: 'Those who were shown the question.' },
  answered: { type: 'integer', about: 'Those who chose one of its answers.' },
  percent: { type: 'number', about: 'Of everybody in the group, in percent.' },
  percent_of_asked: { type: 'number', about: 'Of those who were shown the question, in percent: the one to quote.' },
  percent_of_answered: { type: 'number', about: 'Of those who chose one of its answers, in percent.' },
  status: { type: 'string', about: 'Whether the number is shown, and if not, why; methods.json explains each word.' },
  as_of_release: { type: 'string', about: 'The report for which these numbers were counted.' },
  standing: { type: 'string', about: 'What the report is: waiting for a board, or approved by one; and whether the people in it exist.' },
}

/** What the columns of a CSV file hold, from its first line. */
export function columnsOf(file: string, csv: Uint8Array): ColumnAbout[] {
  const heading =
    new TextDecoder()
      .decode(csv)
      .replace(/^\uFEFF/, '')
      .split('\n')[0] ?? ''
  return heading.split(',').map((name) => ({ name, ...(file === 'report.csv' ? reportColumn(name) : plainColumn(name)) }))
}

function reportColumn(name: string): Omit<ColumnAbout, 'name'> {
  const known = REPORT[name]
  if (known) return known
  const [, base = '', end = ''] = /^(.*)_(low|high)$/.exec(name) ?? []
  const of = REPORT[base]
  return of ? { type: of.type, about: `The ${end === 'low' ? 'least' : 'most'} that ${base} can truly be.` } : plainColumn(name)
}

function plainColumn(name: string): Omit<ColumnAbout, 'name'> {
  return { type: 'string', about: `See methods.json: ${name}.` }
}

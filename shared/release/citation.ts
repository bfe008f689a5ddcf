import { stringify } from 'yaml'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { oneLine } from '../one-line.ts'
import type { Described } from './metadata/described.ts'
import { pageWords } from './page/words-of-page.ts'
import type { Status } from './standing.ts'
import { standingInWords } from './standing-in-words.ts'

export type Cited = {
  readonly survey: Survey
  readonly release: number
  readonly date: string
  readonly language: string
  readonly status: Status
}

/** The citation of a release in running text. */
export function citationSentence({ survey, release, date, language, status }: Cited): string {
  const { title, consent } = textsFor(survey, language)
  const { suffix } = standingInWords(status, language)
  return oneLine(
    `${consent.controller.name} (${date.slice(0, 4)}). ${pageWords(language).heading(title)} (${survey.id}, ${release}) [${date}]${suffix}.`,
  )
}

/** The same in the formats that reference managers read, by file name. */
export function citationFiles(cited: Cited): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const fields = describe(cited)
  return [
    ['CITATION.cff', bytes(cff(fields))],
    ['citation.json', bytes(`${JSON.stringify([csl(fields)], null, 2)}\n`)],
    ['citation.bib', bytes(bibtex(fields))],
    ['citation.ris', bytes(ris(fields))],
  ]
}

/** The facts that every kind of metadata gives of a release. */
export function describe({ survey, release, date, language, status }: Cited): Omit<Described, 'tables'> {
  const { title, consent } = textsFor(survey, language)
  const words = pageWords(language)
  const { first, suffix, mark } = standingInWords(status, language)
  return {
    study: survey.id,
    release,
    date,
    language,
    title: oneLine(`${words.heading(title)}${suffix}`),
    standing: mark,
    author: oneLine(consent.controller.name),
    description: oneLine([...first, words.limits].join(' ')),
    licence: survey.license,
  }
}

type Fields = Omit<Described, 'tables'>

const keyOf = ({ study, release }: Fields) => `${study}-${release}`

/** Citation File Format 1.2.0. Names of licences that it knows are given; others stay in survey.json. */
function cff({ title, author, date, release, description, licence }: Fields): string {
  const known = /^CC-BY(-SA|-NC|-ND|-NC-SA|-NC-ND)?-4\.0$|^CC0-1\.0$/.test(licence)
  return stringify({
    'cff-version': '1.2.0',
    message: 'Cite these results as below, with the number of people that each percentage is of.',
    type: 'dataset',
    title,
    authors: [{ name: author }],
    'date-released': date,
    version: String(release),
    abstract: description,
    ...(known && { license: licence }),
  })
}

function csl(fields: Fields) {
  const { title, author, date, release, description } = fields
  const [year, month, day] = date.split('-').map(Number)
  return {
    id: keyOf(fields),
    type: 'dataset',
    title,
    author: [{ literal: author }],
    issued: { 'date-parts': [[year, month, day]] },
    version: String(release),
    abstract: description,
  }
}

function bibtex(fields: Fields): string {
  const { title, author, date, release, description } = fields
  const text = (value: string) => `{${inLatex(value)}}`
  const lines = [
    ['title', text(title)],
    ['author', `{${text(author)}}`],
    ['year', `{${date.slice(0, 4)}}`],
    ['month', `{${Number(date.slice(5, 7))}}`],
    ['version', text(String(release))],
    ['abstract', text(description)],
  ].map(([name, value]) => `  ${name} = ${value}`)
  return `@misc{${keyOf(fields)},\n${lines.join(',\n')}\n}\n`
}

/** Letters that BibTeX would take for a command. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
}

function inLatex(value: string): string {
  return value.replace(/[\\~^{}&%$#_]/g, (letter) => LATEX[letter] ?? `\\${letter}`)
}

function ris(fields: Fields): string {
  const { title, author, date, release, description } = fields
  const lines = [
    ['TY', 'DATA'],
    ['ID', keyOf(fields)],
    ['TI', title],
    ['AU', author],
    ['PY', date.slice(0, 4)],
    ['DA', date.replaceAll('-', '/')],
    ['ET', String(release)],
    ['AB', description],
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => `${tag}  - ${value ?? ''}\r\n`).join('')
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

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

/** The citation of a release in running text. A candidate has none. */
export function citationSentence({ survey, release, date, language, status }: Cited): string {
  const { title, consent } = textsFor(survey, language)
  const { suffix } = standingInWords(status, language)
  return oneLine(
    `${consent.controller.name} (${date.slice(0, 4)}). ${pageWords(language).heading(title)} (${survey.id}, ${release}) [${date}]${suffix}.`,
  )
}

/** Under a saved chart: the citation, or for a candidate what it is from and that it may not be cited. */
export function sourceOf(cited: Cited): string {
  const { survey, release, language, status } = cited
  const { citing, notYet, suffix } = standingInWords(status, language)
  if (notYet === undefined) return citationSentence(cited)
  const title = oneLine(pageWords(language).heading(textsFor(survey, language).title))
  return `${title} (${survey.id},\u00A0${release})${suffix}. ${citing}.`
}

/** The same in the formats that reference managers read, by file name. A candidate has a note there, and no date of issue. */
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
  const { first, suffix, mark, notYet } = standingInWords(status, language)
  const [warning] = first
  return {
    study: survey.id,
    release,
    date,
    ...(notYet === undefined && { issued: date }),
    ...(status.standing.state !== 'published' && warning !== undefined && { doNotCite: oneLine(warning) }),
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
function cff({ title, author, issued, doNotCite, release, description, licence }: Fields): string {
  const known = /^CC-BY(-SA|-NC|-ND|-NC-SA|-NC-ND)?-4\.0$|^CC0-1\.0$/.test(licence)
  return stringify({
    'cff-version': '1.2.0',
    message: doNotCite ?? 'Cite these results as below, with the number of people that each percentage is of.',
    type: 'dataset',
    title,
    authors: [{ name: author }],
    ...(issued !== undefined && { 'date-released': issued }),
    version: String(release),
    abstract: description,
    ...(known && { license: licence }),
  })
}

function csl(fields: Fields) {
  const { title, author, issued, doNotCite, standing, release, description } = fields
  return {
    id: keyOf(fields),
    type: 'dataset',
    title,
    author: [{ literal: author }],
    ...(issued !== undefined && { issued: { 'date-parts': [issued.split('-').map(Number)] } }),
    ...(doNotCite !== undefined && { status: standing, note: doNotCite }),
    version: String(release),
    abstract: description,
  }
}

function bibtex(fields: Fields): string {
  const { title, author, issued, doNotCite, release, description } = fields
  const text = (value: string) => `{${inLatex(value)}}`
  const lines = [
    ['title', text(title)],
    ['author', `{${text(author)}}`],
    ...(issued === undefined
      ? []
      : [
          ['year', `{${issued.slice(0, 4)}}`],
          ['month', `{${Number(issued.slice(5, 7))}}`],
        ]),
    ...(doNotCite === undefined ? [] : [['note', text(doNotCite)]]),
    ['version', text(String(release))],
    ['abstract', text(description)],
  ].map(([name, value]) => `  ${name} = ${value}`)
  return `@${issued === undefined ? 'unpublished' : 'misc'}{${keyOf(fields)},\n${lines.join(',\n')}\n}\n`
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
  const { title, author, issued, doNotCite, release, description } = fields
  const lines = [
    ['TY', 'DATA'],
    ['ID', keyOf(fields)],
    ['TI', title],
    ['AU', author],
    ...(issued === undefined
      ? []
      : [
          ['PY', issued.slice(0, 4)],
          ['DA', issued.replaceAll('-', '/')],
        ]),
    ...(doNotCite === undefined ? [] : [['N1', doNotCite]]),
    ['ET', String(release)],
    ['AB', description],
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => `${tag}  - ${value ?? ''}\r\n`).join('')
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

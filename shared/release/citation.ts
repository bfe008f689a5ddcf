import { stringify } from 'yaml'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { pageWords } from './page/words-of-page.ts'

export type Cited = { readonly survey: Survey; readonly release: number; readonly date: string; readonly language: string }

/** How a person cites a release in running text. */
export function citationSentence({ survey, release, date, language }: Cited): string {
  const { title, consent } = textsFor(survey, language)
  return `${consent.controller.name} (${date.slice(0, 4)}). ${pageWords(language).heading(title)} (${survey.id}, ${release}) [${date}].`
}

/** The same in the formats that reference managers read, by file name. */
export function citationFiles(cited: Cited): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const fields = fieldsOf(cited)
  return [
    ['CITATION.cff', bytes(cff(fields))],
    ['citation.json', bytes(`${JSON.stringify([csl(fields)], null, 2)}\n`)],
    ['citation.bib', bytes(bibtex(fields))],
    ['citation.ris', bytes(ris(fields))],
  ]
}

type Fields = {
  readonly key: string
  readonly title: string
  readonly author: string
  readonly date: string
  readonly version: string
  readonly abstract: string
  readonly licence: string
}

function fieldsOf({ survey, release, date, language }: Cited): Fields {
  const { title, consent } = textsFor(survey, language)
  const words = pageWords(language)
  return {
    key: `${survey.id}-${release}`,
    title: words.heading(title),
    author: consent.controller.name,
    date,
    version: String(release),
    abstract: `${words.candidate} ${words.limits}`,
    licence: survey.license,
  }
}

/** Citation File Format 1.2.0. Names of licences that it knows are given; others stay in survey.json. */
function cff({ title, author, date, version, abstract, licence }: Fields): string {
  const known = /^CC-BY(-SA|-NC|-ND|-NC-SA|-NC-ND)?-4\.0$|^CC0-1\.0$/.test(licence)
  return stringify({
    'cff-version': '1.2.0',
    message: 'Cite these results as below, with the number of people that each percentage is of.',
    type: 'dataset',
    title,
    authors: [{ name: author }],
    'date-released': date,
    version,
    abstract,
    ...(known && { license: licence }),
  })
}

function csl({ key, title, author, date, version, abstract }: Fields) {
  const [year, month, day] = date.split('-').map(Number)
  return {
    id: key,
    type: 'dataset',
    title,
    author: [{ literal: author }],
    issued: { 'date-parts': [[year, month, day]] },
    version,
    abstract,
  }
}

function bibtex({ key, title, author, date, version, abstract }: Fields): string {
  const text = (value: string) => `{${value.replace(/[\\{}]/g, ' ').replace(/([&%$#_])/g, '\\$1')}}`
  const lines = [
    ['title', text(title)],
    ['author', `{${text(author)}}`],
    ['year', `{${date.slice(0, 4)}}`],
    ['month', `{${Number(date.slice(5, 7))}}`],
    ['version', text(version)],
    ['abstract', text(abstract)],
  ].map(([name, value]) => `  ${name} = ${value}`)
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`
}

function ris({ key, title, author, date, version, abstract }: Fields): string {
  const lines = [
    ['TY', 'DATA'],
    ['ID', key],
    ['TI', title],
    ['AU', author],
    ['PY', date.slice(0, 4)],
    ['DA', date.replaceAll('-', '/')],
    ['ET', version],
    ['AB', abstract],
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => `${tag}  - ${(value ?? '').replaceAll('\n', ' ')}\r\n`).join('')
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

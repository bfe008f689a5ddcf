import { columnsOf } from './columns.ts'
import type { Described } from './described.ts'

/** Scripts that load report.csv with what its columns mean, for R and for SPSS. */
export function loadScripts({ title, description, tables }: Described): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const columns = columnsOf('report.csv', tables.get('report.csv') ?? new Uint8Array())
  return [
    ['load-report.R', text(inR(title, description, columns))],
    ['load-report.sps', text(inSpss(title, description, columns))],
  ]
}

type Columns = ReturnType<typeof columnsOf>

function inR(title: string, description: string, columns: Columns): string {
  const quoted = (words: string) => JSON.stringify(words)
  return [
    ...comment('#', title),
    ...comment('#', description),
    '# Run it in the folder of the report: source("load-report.R"). It needs no package.',
    `types <- c(${columns.map(({ name, type }) => `${name} = ${quoted(type === 'integer' || type === 'number' ? 'numeric' : 'character')}`).join(', ')})`,
    'report <- read.csv("report.csv", colClasses = types, na.strings = "", fileEncoding = "UTF-8-BOM")',
    `about <- c(${columns.map(({ name, about }) => `${name} = ${quoted(about)}`).join(',\n  ')})`,
    'for (column in names(about)) attr(report[[column]], "label") <- about[[column]]',
    'words <- read.csv("questions.csv", colClasses = "character", na.strings = "", fileEncoding = "UTF-8-BOM")',
    '',
  ].join('\n')
}

function inSpss(title: string, description: string, columns: Columns): string {
  const quoted = (words: string) => `"${words.replaceAll('"', "'").slice(0, 250)}"`
  return [
    ...comment('*', title).map((line) => `${line}.`),
    ...comment('*', description).map((line) => `${line.replace(/\.$/, '')}.`),
    '* Open it with the folder of the report as the working directory.',
    'SET UNICODE=ON.',
    "GET DATA /TYPE=TXT /FILE='report.csv' /ENCODING='UTF8' /DELIMITERS=',' /QUALIFIER='\"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2",
    `  /VARIABLES=${columns.map(({ name, type }) => `${name} ${type === 'integer' || type === 'number' ? 'F8.2' : 'A120'}`).join('\n    ')}.`,
    `VARIABLE LABELS ${columns.map(({ name, about }) => `${name} ${quoted(about)}`).join('\n  /')}.`,
    'EXECUTE.',
    '',
  ].join('\n')
}

function comment(mark: string, words: string): string[] {
  return words.split(/(?<=\.)\s+/).map((sentence) => `${mark} ${sentence}`)
}

function text(script: string): Uint8Array {
  return new TextEncoder().encode(script)
}

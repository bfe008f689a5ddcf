import Papa from 'papaparse'
import { oneLine } from '../../one-line.ts'
import { type ColumnAbout, describeTable } from './column-descriptions.ts'
import type { Described } from './described.ts'

/** Scripts that load report.csv with what its columns and ids mean, for R and for SPSS. They need no package. */
export function loadScripts({ title, description, tables }: Described): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const about = {
    title,
    description,
    report: describeTable('report.csv', tables.get('report.csv') ?? new Uint8Array()).columns,
    words: wordsIn(tables.get('questions.csv')),
  }
  return [
    ['load-report.R', text(inR(about))],
    ['load-report.sps', text(inSpss(about))],
  ]
}

type Word = Readonly<Record<'kind' | 'question' | 'answer' | 'text', string>>
type About = {
  readonly title: string
  readonly description: string
  readonly report: readonly ColumnAbout[]
  readonly words: readonly Word[]
}

/** Lines end in \\n alone, and one may stand inside a cell. */
function wordsIn(questions: Uint8Array | undefined): readonly Word[] {
  return Papa.parse<Word>(new TextDecoder().decode(questions), { header: true, newline: '\n', skipEmptyLines: true }).data
}

const isNumber = ({ type }: ColumnAbout) => type === 'integer' || type === 'number'

function inR({ title, description, report }: About): string {
  const quoted = (words: string) => JSON.stringify(words)
  return [
    ...comment('#', title),
    ...comment('#', description),
    '# Run it in the folder of the report: source("load-report.R"). It needs no package.',
    `types <- c(${report.map((column) => `${column.name} = ${quoted(isNumber(column) ? 'numeric' : 'character')}`).join(', ')})`,
    'report <- read.csv("report.csv", colClasses = types, na.strings = "", fileEncoding = "UTF-8-BOM")',
    'words <- read.csv("questions.csv", colClasses = "character", na.strings = character(0), fileEncoding = "UTF-8-BOM")',
    'said <- function(kind, question, answer)',
    '  words$text[match(paste(kind, question, answer), paste(words$kind, words$question, words$answer))]',
    'report$question_text <- said("question", report$question, "")',
    'report$answer_text <- ifelse(startsWith(report$answer, "~"),',
    '  said("state", "", report$answer), said("answer", report$question, report$answer))',
    'report$group_text <- said("group", report$group_variable, report$group)',
    `about <- c(${report.map(({ name, about }) => `${name} = ${quoted(about)}`).join(',\n  ')})`,
    'for (column in names(about)) attr(report[[column]], "label") <- about[[column]]',
    '',
  ].join('\n')
}

/** One id can have other words in another question, so the words of an answer are a variable and no value label. */
function inSpss({ title, description, report, words }: About): string {
  const labels = (kind: string, id: 'question' | 'answer') =>
    words
      .filter((word) => word.kind === kind)
      .map((word) => `\n  ${quotedInSpss(word[id])} ${quotedInSpss(word.text)}`)
      .join('')
  return [
    ...comment('*', title).map((line) => `${line}.`),
    ...comment('*', description).map((line) => `${line.replace(/\.$/, '')}.`),
    '* Open it with the folder of the report as the working directory.',
    "GET DATA /TYPE=TXT /FILE='report.csv' /ENCODING='UTF8' /DELIMITERS=',' /QUALIFIER='\"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2",
    `  /VARIABLES=${report.map((column) => `${column.name} ${isNumber(column) ? 'F8.2' : 'A120'}`).join('\n    ')}.`,
    `VARIABLE LABELS ${report.map(({ name, about }) => `${name} ${quotedInSpss(about)}`).join('\n  /')}.`,
    `VALUE LABELS question${labels('question', 'question')}`,
    `  /answer${labels('state', 'answer')}.`,
    `STRING answer_text (A${longest(words)}).`,
    ...words
      .filter(({ kind }) => kind === 'answer' || kind === 'state')
      .map(({ kind, question, answer, text }) => {
        const among = kind === 'answer' ? `question = ${stringOfSpss(question)} AND ` : ''
        return `IF (${among}answer = ${stringOfSpss(answer)})\n  answer_text = ${stringOfSpss(oneLine(text))}.`
      }),
    'EXECUTE.',
    '',
  ].join('\n')
}

/** A label holds 120 bytes at most. */
function quotedInSpss(words: string): string {
  const letters = [...oneLine(words)]
  while (bytesOf(letters.join('')) > 120) letters.pop()
  return stringOfSpss(letters.join(''))
}

function stringOfSpss(words: string): string {
  return `"${words.replaceAll('"', '""')}"`
}

function longest(words: readonly Word[]): number {
  return Math.max(1, ...words.map(({ text: said }) => bytesOf(oneLine(said))))
}

function bytesOf(words: string): number {
  return text(words).length
}

function comment(mark: string, words: string): string[] {
  return oneLine(words)
    .split(/(?<=\.)\s+/)
    .map((sentence) => `${mark} ${sentence}`)
}

function text(script: string): Uint8Array {
  return new TextEncoder().encode(script)
}

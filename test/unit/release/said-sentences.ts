import type { Files } from '#shared/release/release.ts'
import { type Compared, compare, csvOf, numbersIn, type Report, withWideRange } from './report-numbers.ts'

/** The sentences of one language, read as a reader would: what is quoted, and the numbers around it. */
export class Sentences {
  readonly #report: Report
  readonly #language: string
  /** Wording of a question, and of each of its answers, by what a page quotes. */
  readonly #questions = new Map<string, string>()
  readonly #answers = new Map<string, string>()
  /** The words of each row, by its question and its answer. */
  readonly #names = new Map<string, string>()
  constructor(files: Files, language: string, report: Report) {
    this.#report = report
    this.#language = language
    const [heading = [], ...lines] = csvOf(files, 'questions.csv')
    const column = heading.indexOf(heading.includes(`text_${language}`) ? `text_${language}` : 'text')
    for (const line of lines) {
      const [kind, question = '', answer = ''] = line
      if (kind === 'question') this.#questions.set(line[column] ?? '', question)
      if (kind === 'answer' && !answer.startsWith('^')) this.#answers.set(`${question} ${line[column]}`, answer)
      if (kind === 'answer') this.#names.set(`${question} ${answer}`, line[column] ?? '')
    }
  }

  numbers(where: string, sentence: string): Compared[] {
    const read = this.#read(sentence)
    const numbers = numbersIn(sentence.replaceAll(QUOTED, ''))
    if (!read) return compare(where, numbers, [])
    const { row } = read
    const count = row.status === 'top_coded' ? row.count_low : row.count
    const asked = withWideRange(row, 'asked')
    const first = this.#language === 'en' ? [count, ...asked] : [...asked, count]
    const shares = row.status === 'top_coded' ? [] : [row.percent_of_asked]
    const high = row.status === 'top_coded' ? [] : [row.percent_of_asked_high]
    return [
      ...compare(where, numbers, [...first, ...shares, row.percent_of_asked_low, ...high]),
      ...compare(`${where} same`, read.tied.toSorted(), this.#same(read).toSorted()),
    ]
  }

  percent(sentence: string): string | undefined {
    const row = this.#read(sentence)?.row
    return row?.status === 'top_coded' ? row.percent_of_asked_low : row?.percent_of_asked
  }

  /**
   * The row that a sentence is about, a question and the answers that it quotes, or all of them, and those whose number it says is the same:
   * they stand after the percentage, and where a board wrote the sentence, so do the question and the answers.
   */
  #read(sentence: string): Read | undefined {
    const percent = sentence.lastIndexOf('%')
    if (percent < 0) return undefined
    const [before, after] = [quotedIn(sentence.slice(0, percent)), quotedIn(sentence.slice(percent))]
    const source = after.findIndex((quoted) => this.#questions.has(quoted))
    const [question = '', ...answers] = before.length > 0 ? before : after.slice(source)
    const tied = before.length > 0 ? after : after.slice(0, source)
    const id = this.#questions.get(question)
    const asked = this.#report.methods.questions.find((each) => each.id === id)
    if (id === undefined || !asked) return undefined
    const named = answers.length === 0 ? asked.answers.map((each) => each.id) : answers.map((text) => this.#answers.get(`${id} ${text}`))
    const together = asked.rollups.find(({ of }) => of.length === named.length && of.every((each) => named.includes(each)))
    const isTogether = named.length !== 1
    return { row: this.#report.row(id, '', isTogether ? (together?.id ?? '') : (named[0] ?? '')), tied, isTogether }
  }

  /** The other answers, or those that rows take together, whose printed number is that of the row. */
  #same({ row, isTogether }: Read): readonly string[] {
    const { question = '' } = row
    const asked = this.#report.methods.questions.find(({ id }) => id === question)
    const others = (isTogether ? asked?.rollups : asked?.answers)?.map(({ id }) => this.#report.row(question, '', id)) ?? []
    const number = (each: Readonly<Record<string, string>>) => (each.status === 'top_coded' ? `least ${each.count_low}` : each.count)
    return others.flatMap((each) => {
      if (each.answer === row.answer || !['published', 'top_coded'].includes(each.status ?? '') || number(each) !== number(row)) return []
      return [this.#names.get(`${question} ${each.answer}`) ?? '']
    })
  }
}

type Read = { readonly row: Readonly<Record<string, string>>; readonly tied: readonly string[]; readonly isTogether: boolean }

const QUOTED = /[“«][^”»]*[”»]/g
const quotedIn = (words: string) => (words.match(QUOTED) ?? []).map((quoted) => quoted.slice(1, -1))

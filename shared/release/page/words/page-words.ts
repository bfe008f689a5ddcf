import type { MissingState } from '#shared/survey/answer.ts'
import type { TogetherWords } from './together-words.ts'

/** A number as a sentence names it: about so many, and the range that holds the true one. */
export type About = { readonly value: number; readonly low: number; readonly high: number }

/** The parts of one finding: so many of so many people who were asked a question gave an answer. */
export type FindingParts = {
  readonly count: About
  readonly asked: About
  readonly percent: About
  readonly question: string
  readonly answer: string
  /** Of whom; absent for everybody. */
  readonly group?: string
  /** Several answers could be chosen. */
  readonly several: boolean
}

/** The words about a release itself: whether a board approved it, and whether the people exist. */
type StandingWords = {
  readonly candidate: string
  readonly madeUp: string
  readonly demonstration: string
  readonly corrected: (on: string, why: string) => string
  readonly useInstead: (instead: string) => string
  readonly withdrawn: (on: string, why: string) => string
  readonly nobodyApproved: string
  readonly approved: (by: string, on: string) => string
  readonly entry: (entry: string) => string
  readonly cite: { readonly later: string; readonly now: string; readonly no: string }
  readonly marks: Readonly<Record<'candidate' | 'published' | 'corrected' | 'withdrawn' | 'madeUp' | 'demonstration', string>>
}

/** The words around texts that people allowed others to read. */
type QuoteWords = {
  readonly heading: string
  readonly none: string
  readonly chosen: (by: string, from: { readonly low: number; readonly high: number }) => string
  readonly how: Readonly<Record<'all' | 'drawn' | 'chosen', string>>
  readonly theirs: string
  readonly inOurWords: string
  readonly cut: string
  readonly removed: string
}

/** Everything that a finding page says by itself, in one language. */
export type PageWords = {
  readonly heading: (title: string) => string
  readonly standing: StandingWords
  readonly unreviewed: string
  readonly inShort: string
  readonly finding: (parts: FindingParts) => string
  readonly nothingToSay: string
  readonly noFinding: string
  readonly whoTookPart: string
  readonly tookPart: (people: About, invited: boolean) => string
  readonly limits: string
  readonly whoAsked: string
  readonly askedBy: (controller: string, board: string) => string
  readonly version: (release: number, date: string, survey: string, numbers: string) => string
  readonly questions: string
  /** Above the list that leads to each of them. */
  readonly contents: (questions: number) => string
  readonly asked: (asked: About, everybody: About) => string
  readonly askedOfEverybody: (everybody: About) => string
  readonly severalAnswers: string
  readonly repeated: (release: number) => string
  readonly wide: { readonly atLeast: string; readonly atMost: string; readonly standing: string }
  readonly columns: {
    readonly answer: string
    readonly people: string
    readonly asked: string
    readonly everybody: string
    readonly answered: string
  }
  readonly among: (question: string) => string
  readonly ofThoseAsked: string
  /** Above the numbers of everybody. */
  readonly inBrackets: string
  /** Above rows that take several answers together. */
  readonly answersTogether: string
  /** Before the name of the file that holds a table. */
  readonly asFile: string
  readonly fewer: (than: number) => string
  readonly between: (low: number, high: number) => string
  readonly nearlyAll: string
  readonly groupTooSmall: string
  readonly notAsked: string
  readonly states: Readonly<Record<Exclude<MissingState, 'pns' | 'dk' | 'na'>, string>>
  readonly reading: string
  readonly readingLines: readonly string[]
  readonly save: string
  readonly chart: (question: string) => string
  readonly together: TogetherWords
  readonly chartOf: (asked: About) => string
  /** In a chart with a number that is not shown. */
  readonly dashed: string
  readonly quotes: QuoteWords
}

import type { MissingState } from '#shared/survey/answer.ts'
import type { ConditionWords } from '#shared/survey/condition-in-words.ts'
import type { Perturbation } from '../../perturbation.ts'
import type { TogetherWords } from './together-words.ts'

/** A number as a sentence names it: about so many, and the range that holds the true one. */
export type About = { readonly value: number; readonly low: number; readonly high: number }

/** The parts of one finding: so many of so many people who were asked a question gave an answer. */
export type FindingParts = {
  readonly count: About
  readonly asked: About
  readonly percent: About
  readonly question: string
  /** One answer, or those that a row takes together. */
  readonly answers: readonly string[]
  /** They are all that could be chosen. */
  readonly isAnyAnswer: boolean
  /** The group it is about; absent for everybody. */
  readonly group?: string
  /** Other answers could be chosen beside it. */
  readonly several: boolean
  /** Nearly everybody, and how many exactly is not shown: what is known is the least of it. */
  readonly isAtLeast: boolean
  /** Other answers whose printed number is the same, each by the name of its row. */
  readonly tied: readonly string[]
}

/** The rule that chose the findings that lead: of listed questions or of all of the main parts, so many at most, in which order. */
export type RuleParts = { readonly isList: boolean; readonly most: number; readonly largestFirst: boolean }

/** The words for a condition, as part of a sentence about the people who were asked: `chose “Yes” when asked “...”`. */
type AskedIfWords = Omit<ConditionWords, 'option'> & {
  readonly quote: (words: string) => string
  /** Said after a condition that an empty answer does not meet. `states`: answers that count as none, as "prefer not to say". */
  readonly notAsked: (states: readonly string[]) => string
  /** The same where another way leads to the question too. */
  readonly isNoAnswer: (states: readonly string[]) => string
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
  /** Headings above a citation; `notYet` and `until` stand in its place on a candidate. */
  readonly cite: { readonly notYet: string; readonly until: string; readonly now: string; readonly no: string }
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

/** The words around a sentence that a board wrote about a finding: what its numbers are of, and what people were asked and chose. */
type BoardSentenceWords = {
  readonly count: (count: About, isAtLeast: boolean) => string
  readonly asked: (asked: About) => string
  readonly source: (parts: FindingParts) => string
}

/** Everything that a finding page says by itself, in one language. */
export type PageWords = {
  readonly heading: (title: string) => string
  readonly standing: StandingWords
  readonly unreviewed: string
  readonly inShort: string
  readonly finding: (parts: FindingParts) => string
  /** The percentage of a finding, as a sentence of its own. */
  readonly share: (percent: About, isAtLeast: boolean) => string
  readonly board: BoardSentenceWords
  /** Under the findings that lead. */
  readonly chosenByRule: (rule: RuleParts) => string
  /** After a finding: the other answers with the same printed number, as a sentence with a space before it; nothing where there are none. */
  readonly sameAs: (answers: readonly string[]) => string
  /** After the finding of a question where a number that is hidden is known to be larger. */
  readonly moreIsHidden: string
  /** Said where no number of an answer is printed. */
  readonly nothingToSay: string
  /** Said where numbers are printed and no percentage is. */
  readonly noPercentage: string
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
  /** `of`: a condition in words. */
  readonly onlyAsked: (of: string) => string
  readonly conditions: AskedIfWords
  readonly partCouldBeSkipped: string
  /** In place of how many were asked. */
  readonly fewAsked: string
  /** In the head of a column of percentages: of how many they are. */
  readonly of: (people: About) => string
  readonly severalAnswers: string
  readonly repeated: (release: number) => string
  readonly wide: { readonly asked: string; readonly atLeast: string; readonly atMost: string; readonly standing: string }
  readonly columns: {
    readonly answer: string
    readonly people: string
    readonly asked: string
    readonly everybody: string
    readonly answered: string
  }
  readonly among: (question: string) => string
  readonly ofThoseAsked: string
  /** Where people could choose several of the answers that make the groups. */
  readonly severalGroups: string
  /** Above a table that has the range of every number beside it. */
  readonly inBrackets: string
  /** Above a table where the range of each count is as wide as that of the others, and is said here alone. */
  readonly within: (distance: number) => string
  /** Above a table where the head of each column says how wide the ranges of its percentages are. */
  readonly rangesInHeads: string
  /** In the head of a column: how many percentage points the ranges reach either way. */
  readonly reach: (points: number) => string
  /** Above rows that take several answers together; `several`: people could choose more than one. */
  readonly answersTogether: (several: boolean) => string
  /** The name of all answers of a question together. */
  readonly anyAnswer: string
  /** Before the name of the file that holds a table. */
  readonly asFile: string
  readonly fewer: (than: number) => string
  readonly between: (low: number, high: number) => string
  /** In place of a number whose range would say little. */
  readonly notShown: string
  readonly nearlyAll: string
  readonly groupTooSmall: string
  readonly notAsked: string
  readonly states: Readonly<Record<Exclude<MissingState, 'pns' | 'dk' | 'na'>, string>>
  readonly reading: string
  /** The difference between true numbers and printed ones, first under `reading`. */
  readonly perturbation: Readonly<Record<Perturbation, string>>
  readonly readingLines: readonly string[]
  /** Opens the table of a question. */
  readonly allNumbers: string
  /** Before the questions. */
  readonly closedTables: string
  readonly openTables: string
  readonly save: string
  readonly chart: (question: string) => string
  readonly together: TogetherWords
  readonly chartOf: (asked: About) => string
  /** In a chart with a number that is not shown. */
  readonly dashed: string
  readonly quotes: QuoteWords
}

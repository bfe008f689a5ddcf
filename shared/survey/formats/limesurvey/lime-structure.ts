import type { LabelTexts } from '../form/label-texts.ts'

/** A survey of LimeSurvey as both of its files, .lss and .txt, describe it. Numbers of lines are those of the file. */
export type LimeSurvey = {
  readonly title: string
  readonly titles: LabelTexts
  /** Codes, the base language first. */
  readonly languages: readonly string[]
  readonly groups: readonly LimeGroup[]
  /** Names of what the survey has beside its questions, and the line. */
  readonly beside: readonly { readonly line: number; readonly name: string }[]
}

export type LimeGroup = {
  readonly line: number
  readonly title: LabelTexts
  readonly description: LabelTexts
  readonly relevance: string
  /** The groups of one name come in a random order. */
  readonly randomGroup: string
  readonly questions: LimeQuestion[]
}

export type LimeQuestion = {
  readonly line: number
  /** Its code, such as Q1. */
  readonly title: string
  /** One letter, such as L for a list. */
  readonly type: string
  readonly relevance: string
  readonly hasOther: boolean
  /** A pattern that answers must fit. */
  readonly check: string
  readonly hasDefault: boolean
  readonly text: LabelTexts
  readonly help: LabelTexts
  readonly subquestions: readonly LimePart[]
  readonly answers: readonly LimePart[]
  readonly attributes: ReadonlyMap<string, string>
  /** The words of an attribute in each language. */
  readonly wordsOf: (attribute: string) => LabelTexts
}

/** A subquestion or an answer. `scale` tells the two lists of a double array apart. */
export type LimePart = {
  readonly line: number
  readonly code: string
  readonly scale: number
  readonly relevance: string
  readonly text: LabelTexts
}

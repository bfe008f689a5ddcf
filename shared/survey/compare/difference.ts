/** The consequence of a change between two versions of a survey, beyond that the board approves the new one. */
export type Meaning = 'consent' | 'comparability' | 'pages'

/** One difference between two versions, in words for the people who decide about it. */
export type Difference = {
  readonly means: Meaning
  /** Which question, part or promise, as `question bh03 (en)`. */
  readonly where: string
  readonly what: string
  /** A remedy or a fact to know, where reading the change is not enough. */
  readonly so?: string
}

export const MEANINGS: Readonly<Record<Meaning, string>> = {
  consent:
    'People are told or asked something else. Somebody in the middle of the survey has to agree again, and answers to the two texts are never counted together',
  comparability: 'Answers before and after do not mean the same',
  pages: 'The pages look different, and answers mean the same',
}

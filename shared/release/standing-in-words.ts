import { pageWords } from './page/words-of-page.ts'
import type { Status } from './standing.ts'

/** The statements of a release's pages and files about themselves, in one language. */
export type StandingInWords = {
  /** Facts that a reader has to know first, one sentence each. */
  readonly first: readonly string[]
  readonly approvedBy: readonly string[]
  /** Above the citation. */
  readonly citing: string
  /** In place of the citation: why there is none. */
  readonly notYet?: string
  /** In a few words, for charts, tables and lists. */
  readonly mark: string
  /** The end of a title: empty where the release stands and its people are real. */
  readonly suffix: string
}

/** Writes the statements of a report about itself in a language: whether a board approved it, and whether its people are made up. */
export function standingInWords({ standing, people }: Status, language: string): StandingInWords {
  const { standing: words } = pageWords(language)
  const isMadeUp = people === 'made-up'
  const isDemonstration = 'approval' in standing && standing.approval.demonstration === true
  const marks = [
    words.marks[standing.state],
    ...(isDemonstration ? [words.marks.demonstration] : []),
    ...(isMadeUp ? [words.marks.madeUp] : []),
  ]
  const mark = marks.join('; ')
  const made = isMadeUp ? [words.madeUp] : []
  if (standing.state === 'candidate')
    return {
      first: [words.candidate, ...made],
      approvedBy: [words.nobodyApproved],
      citing: words.cite.notYet,
      notYet: words.cite.until,
      mark,
      suffix: ` (${mark})`,
    }
  const { by, on, entry } = standing.approval
  const approvedBy = [words.approved(by, on), words.entry(entry)]
  const first = [...made, ...(isDemonstration ? [words.demonstration] : [])]
  if (standing.state === 'published') {
    const { correction } = standing
    return {
      first: [...(correction ? [words.corrected(correction.on, correction.why)] : []), ...first, words.approved(by, on)],
      approvedBy,
      citing: words.cite.now,
      mark,
      suffix: isMadeUp || isDemonstration ? ` (${mark})` : '',
    }
  }
  const changed =
    standing.state === 'corrected'
      ? `${words.corrected(standing.on, standing.why)} ${words.useInstead(standing.instead)}`
      : words.withdrawn(standing.on, standing.why)
  return { first: [changed, ...first], approvedBy, citing: words.cite.no, mark, suffix: ` (${mark})` }
}

import type { PageLanguage } from '#shared/languages.ts'
import { pageWords } from '#shared/release/page/words-of-page.ts'
import { textsFor } from '#shared/survey/survey.ts'
import type { About, Item } from './shelves.ts'
import { siteWords } from './words/words-of-site.ts'

/** The language of a survey in which its results are told to a reader: the reader's own where it has it. */
export function languageFor({ survey: { languages } }: About, wanted: string): string {
  return languages.find((each) => each === wanted) ?? languages[0] ?? 'en'
}

/** The title of results, and the language that it is in. */
export function titleOf(about: About, wanted: string): { readonly text: string; readonly language: string } {
  const language = languageFor(about, wanted)
  return { text: pageWords(language).heading(textsFor(about.survey, language).title), language }
}

/** In a few words, what a reader has to know of a version before its numbers. */
export function marksOf({ version, standing, about }: Item, isDemonstration: boolean, language: PageLanguage): readonly string[] {
  const { marks } = pageWords(language).standing
  const words = siteWords(language)
  return [
    ...(standing === 'withdrawn' ? [marks.withdrawn] : []),
    ...(standing === 'paused' ? [words.pausedHeading] : []),
    ...(standing === 'stands' && version.correctedBy.length > 0 ? [marks.corrected] : []),
    ...(isDemonstration ? [marks.demonstration] : []),
    ...(about.people === 'made-up' ? [marks.madeUp] : []),
  ]
}

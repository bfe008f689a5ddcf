import { type PageLanguage, pageLanguageOf } from '../../languages.ts'
import type { Survey } from '../survey.ts'
import { lintedWording, type Said } from './survey-wording.ts'

/**
 * Patterns to look for in each language, each with something to say about it. In Arabic, German and Spanish \b does not know the
 * letters.
 */
export type InLanguages<T> = Readonly<Record<PageLanguage, readonly (readonly [pattern: RegExp, beside: T])[]>>

type Match<T> = { readonly part: Said['part']; readonly found: string; readonly beside: T }

/** Finds the places where a wording holds one of the patterns of its own language. Marks above and below Arabic letters are looked past. */
export function matchesIn<T>(survey: Survey, patterns: InLanguages<T>): Match<T>[] {
  return lintedWording(survey).flatMap(({ part, text }) => {
    const language = pageLanguageOf(part.language)
    const plain = text.normalize('NFC').replace(/[\u064B-\u0652\u0640]/gu, '')
    return (language ? patterns[language] : []).flatMap(([pattern, beside]) => {
      const found = pattern.exec(plain)?.[0].trim()
      return found === undefined ? [] : [{ part, found, beside }]
    })
  })
}

import * as z from 'zod'
import { language, sentence } from './ids.ts'

/** Words that stand with the facts they belong to, by language. */
export const localized = z.record(language, sentence)
export type Localized = z.infer<typeof localized>

/** As people write it: plain text in the source language alone, else the words of each language under its code. */
export const authoredWords = z.union([sentence, localized])
export type AuthoredWords = z.infer<typeof authoredWords>

export function byLanguage(words: AuthoredWords, source: string): Localized {
  return typeof words === 'string' ? { [source]: words } : words
}

/** The words in a language, else those in the first language there are any. */
export function wordsIn(language: string, words: AuthoredWords): string {
  return typeof words === 'string' ? words : (words[language] ?? Object.values(words)[0] ?? '')
}

import { type PageLanguage, pageLanguageOf } from '#shared/languages.ts'
import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import type { PageWords } from './words/page-words.ts'

const WORDS: Readonly<Record<PageLanguage, PageWords>> = { en, es, ar, de }

/** The fixed words of a finding page in a language; in English where we have none in that language. */
export function pageWords(language: string): PageWords {
  return WORDS[pageLanguageOf(language) ?? 'en']
}

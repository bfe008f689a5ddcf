import { type PageLanguage, pageLanguageOf } from '#shared/languages.ts'
import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import type { PageWords } from './words/page-words.ts'

const WORDS: Readonly<Record<PageLanguage, PageWords>> = { en, es, ar, de }

/** What a finding page says by itself in a language; in English where it has no words of its own. */
export function pageWords(language: string): PageWords {
  return WORDS[pageLanguageOf(language) ?? 'en']
}

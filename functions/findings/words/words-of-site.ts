import type { PageLanguage } from '#shared/languages.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import type { SiteWords } from './site-words.ts'

const WORDS: Readonly<Record<PageLanguage, SiteWords>> = { en, es, ar, de }

export function siteWords(language: PageLanguage): SiteWords {
  return WORDS[language]
}

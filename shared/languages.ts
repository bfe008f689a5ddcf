/**
 * The languages that the pages themselves can speak, each under the name its readers know it by. A survey is held in
 * these and no other: a button that cannot be read is no choice.
 */
export const LANGUAGES = {
  en: { name: 'English', dir: 'ltr' },
  es: { name: 'Español', dir: 'ltr' },
  ar: { name: 'العربية', dir: 'rtl' },
  de: { name: 'Deutsch', dir: 'ltr' },
} as const

export type PageLanguage = keyof typeof LANGUAGES

/** The language of the pages for a text in `language`: its own whatever the region (es-MX is es). Undefined when there is none. */
export function pageLanguageOf(language: string): PageLanguage | undefined {
  const primary = language.split('-', 1)[0] ?? ''
  return isPageLanguage(primary) ? primary : undefined
}

/** Which way a language is written; left to right where we do not know. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const known = pageLanguageOf(language)
  return known ? LANGUAGES[known].dir : 'ltr'
}

function isPageLanguage(text: string): text is PageLanguage {
  return Object.hasOwn(LANGUAGES, text)
}

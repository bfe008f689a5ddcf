import type { PageLanguage } from '#shared/languages.ts'
import type { Words } from './en.ts'

/**
 * The words of the pages in one language. Each language is a file of its own in a bundle, read when somebody first needs
 * it: a visit in one language does not wait for the others.
 */
export async function loadWords(language: PageLanguage): Promise<Words> {
  const known = loaded.get(language)
  if (known) return known
  const words = await WORDS[language]()
  loaded.set(language, words)
  return words
}

/** Asking Node for a module that it has takes 0.1 ms, and each page asks. */
const loaded = new Map<PageLanguage, Words>()

const WORDS: Readonly<Record<PageLanguage, () => Promise<Words>>> = {
  en: async () => (await import('./en.ts')).en,
  es: async () => (await import('./es.ts')).words,
  ar: async () => (await import('./ar.ts')).words,
  de: async () => (await import('./de.ts')).words,
}

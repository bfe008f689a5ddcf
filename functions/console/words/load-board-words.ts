import type { BoardWords } from './en.ts'

/** The languages of the board's pages. */
export const BOARD_LANGUAGES = ['en', 'es', 'ar'] as const
export type BoardLanguage = (typeof BOARD_LANGUAGES)[number]

/** Each language is a file of its own in the bundle, read when somebody first needs it. */
export function loadBoardWords(language: BoardLanguage): Promise<BoardWords> {
  return WORDS[language]()
}

const WORDS: Readonly<Record<BoardLanguage, () => Promise<BoardWords>>> = {
  en: async () => (await import('./en.ts')).en,
  es: async () => (await import('./es.ts')).es,
  ar: async () => (await import('./ar.ts')).ar,
}

export function boardLanguageOf(asked: string | undefined): BoardLanguage {
  const primary = asked?.split('-', 1)[0]
  return BOARD_LANGUAGES.find((each) => each === primary) ?? 'en'
}

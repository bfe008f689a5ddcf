/** Texts by language, as the form names it; `''` where it names none. */
export type LabelTexts = ReadonlyMap<string, string>

/** Stands in a text where a form quotes an earlier answer. */
export const GAP = '(…)'

const KNOWN: Readonly<Record<string, string>> = {
  english: 'en',
  eng: 'en',
  spanish: 'es',
  español: 'es',
  espanol: 'es',
  castellano: 'es',
  arabic: 'ar',
  العربية: 'ar',
  عربي: 'ar',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  français: 'fr',
  francais: 'fr',
  portuguese: 'pt',
  português: 'pt',
  swahili: 'sw',
  kiswahili: 'sw',
  tetun: 'tet',
}

/** The code of a language as a form names it: `French (fr)` is fr, `English` is en. Undefined where no code can be told. */
export function languageCode(name: string): string | undefined {
  const coded =
    /\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$/.exec(name)?.[1] ?? (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(name) ? name : undefined)
  return KNOWN[name.toLowerCase()] ?? KNOWN[name.replace(/\s*\(.*$/, '').toLowerCase()] ?? coded?.replace(/-(informal|easy)$/, '')
}

const NAMES: Readonly<Record<string, string>> = { en: 'English', es: 'Spanish', ar: 'Arabic', de: 'German', fr: 'French', pt: 'Portuguese' }

/** A language as a form names it, which `languageCode` reads: `English (en)`. */
export function languageName(code: string): string {
  return `${NAMES[code] ?? code} (${code})`
}

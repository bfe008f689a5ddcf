import type { Sheet, SheetRow } from './sheet.ts'

/** Texts by language, as the form names it; `''` where it names none. */
export type LabelTexts = ReadonlyMap<string, string>

/** The words of a column in each language the sheet has it in. */
export function wordsOf(row: SheetRow, column: string): LabelTexts {
  return new Map(
    [...row.cells].flatMap(([heading, text]): [string, string][] => {
      if (heading === column) return [['', text]]
      return heading.startsWith(`${column}::`) ? [[heading.slice(column.length + 2), text]] : []
    }),
  )
}

/** The languages in which sheets have labels, in the order of their columns. */
export function languagesOf(sheets: readonly Sheet[]): string[] {
  const found = sheets.flatMap(({ columns }) =>
    columns.flatMap((column) => (column === 'label' ? [''] : column.startsWith('label::') ? [column.slice('label::'.length)] : [])),
  )
  return [...new Set(found)]
}

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
  return KNOWN[name.toLowerCase()] ?? KNOWN[name.replace(/\s*\(.*$/, '').toLowerCase()] ?? coded
}

const NAMES: Readonly<Record<string, string>> = { en: 'English', es: 'Spanish', ar: 'Arabic', de: 'German', fr: 'French', pt: 'Portuguese' }

/** A language as a form names it, which `languageCode` reads: `English (en)`. */
export function languageName(code: string): string {
  return `${NAMES[code] ?? code} (${code})`
}

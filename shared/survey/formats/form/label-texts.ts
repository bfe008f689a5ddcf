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
  return KNOWN[name.toLowerCase()] ?? KNOWN[name.replace(/\s*\(.*$/, '').toLowerCase()] ?? coded
}

/** The plain text of a label: Markdown and HTML are written out, as pages show text alone. */
export function withoutMarkup(label: string): string {
  return (
    label
      .replace(/<br\s*\/?>|<\/p>/gi, '\n')
      .replace(/<a\s[^>]*href=["']([^"']*)["'][^>]*>(.*?)<\/a>/gis, '$2 ($1)')
      .replace(/<\/?[a-z][^>]*>/gi, '')
      .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
      .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
      .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '$1')
      .replace(/(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])/g, '$1')
      .replace(/^#{1,6}\s+/gm, '')
      .replace(/\\([\\*_#[\]()])/g, '$1')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      // Characters that no page shows, and those that turn the direction of writing, which come with pasted text.
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069\uFEFF\u200B]/gu, '')
      .replace(/[ \t]+/g, ' ')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  )
}

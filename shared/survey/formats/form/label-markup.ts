const UNSHOWN = /[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069\uFEFF\u200B]/gu

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
      // Characters that no page shows, and those that turn the direction of writing, which come with pasted text.
      .replace(/\r\n?/g, '\n')
      .replace(UNSHOWN, '')
      .replace(/[ \t]+/g, ' ')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
      .replace(/&(lt|gt|amp|#\d{1,6});/g, (written, name: string) => characterOf(name) ?? written)
  )
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' }

/** Undefined for a number that is no character of a text. */
function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED[name]
  const code = Number(name.slice(1))
  const isCharacter = code <= 0x10ffff && (code >= 32 || code === 9 || code === 10) && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : undefined
}

/** A text as a label in which nothing is taken for markup, or for a reference to a question: `withoutMarkup` gives the text again. */
export function withMarkupWritten(text: string): string {
  if (withoutMarkup(text) === text && !text.includes('${')) return text
  return text.replace(/[&<>*_#[\]()\\$\uFEFF\u200B]|(?<=\s)\s/g, (character) => `&#${character.codePointAt(0)};`)
}

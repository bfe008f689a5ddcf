import { Parser } from 'htmlparser2'

const UNSHOWN = /[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069\uFEFF\u200B]/gu

/** A picture in Markdown, with the words in its place. */
const PICTURE = /!\[([^\]]*)\]\([^)\s]*\)/g
const SHOWS_OR_PLAYS = /<(?:img|audio|video|iframe|embed|object|svg)\b/i

/** Whether a label shows a picture, or plays a sound or a film. */
export function hasMedia(label: string): boolean {
  return SHOWS_OR_PLAYS.test(label) || label.search(PICTURE) >= 0
}

/** The plain text of a label: Markdown and HTML are written out, as pages show text alone. */
export function withoutMarkup(label: string): string {
  return (
    label
      .replace(/<!--.*?-->|<(script|style)\b[^>]*>.*?<\/\1>/gis, '')
      .replace(/<br\s*\/?>|<\/(?:p|div|h[1-6]|ul|ol|tr)>/gi, '\n')
      .replace(/<li\b[^>]*>/gi, '\n- ')
      .replace(/<\/t[dh]>/gi, ' ')
      .replace(/<a\s[^>]*href=["']([^"']*)["'][^>]*>(.*?)<\/a>/gis, '$2 ($1)')
      .replace(/<\/?[a-z][^>]*>/gi, '')
      .replace(PICTURE, '$1')
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
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
      .replace(/&(#\d{1,6}|#x[\da-f]{1,5}|[a-z]\w{1,30});/gi, (written, name: string) => characterOf(written, name) ?? written)
  )
}

/** Undefined where it stands for no character that a text can have. */
function characterOf(written: string, name: string): string | undefined {
  if (!name.startsWith('#')) return namedCharacter(written)
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  const isCharacter = code <= 0x10ffff && (code >= 32 || code === 9 || code === 10) && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : undefined
}

/** `&eacute;` as HTML has it. */
function namedCharacter(written: string): string | undefined {
  let text = ''
  const parser = new Parser({
    ontext(piece) {
      text += piece
    },
  })
  parser.end(written)
  // HTML also reads the beginning of a name, as `&not` in `&notes;`.
  return text.endsWith(';') ? undefined : text
}

/** A text as a label in which nothing is taken for markup, or for a reference to a question: `withoutMarkup` gives the text again. */
export function withMarkupWritten(text: string): string {
  if (withoutMarkup(text) === text && !text.includes('${')) return text
  return text.replace(/[&<>*_#[\]()\\$\uFEFF\u200B]|(?<=\s)\s/g, (character) => `&#${character.codePointAt(0)};`)
}

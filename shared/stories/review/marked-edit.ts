/** A mark stands for what was taken out, or says it in other words; it is no place for a sentence of somebody else's. */
const MOST_IN_A_MARK = 60
const MARK = /\[[^[\]]*\]/gu

/**
 * ST-07: whether a text is the original with nothing but places in it put into [ ]. Everything outside of them is the
 * teller's own, letter for letter and in their order, from their first word to their last.
 */
export function isMarkedEdit(original: string, edited: string): boolean {
  const [whole, text] = [spaced(original), spaced(edited)]
  if (whole === text) return true
  const marks = text.match(MARK) ?? []
  if (marks.length === 0 || marks.some((mark) => mark.length > MOST_IN_A_MARK + 2)) return false
  const kept = text.split(MARK).map((part) => part.trim())
  const [first = '', ...others] = kept
  const last = others.pop() ?? ''
  if (kept.every((part) => part === '') || !whole.startsWith(first)) return false
  let from = first.length
  for (const part of others) {
    const at = whole.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return whole.length - last.length >= from && whole.endsWith(last)
}

function spaced(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim()
}

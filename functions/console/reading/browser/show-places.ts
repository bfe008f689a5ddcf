import { detect, type Span } from '#shared/stories/highlight.ts'

/** A text in parts, those to look at marked; together they are the text, letter for letter. */
export function partsOfText(text: string): { readonly text: string; readonly isMarked: boolean }[] {
  const parts: { text: string; isMarked: boolean }[] = []
  let at = 0
  for (const { from, to } of detect(text)) {
    if (to <= at) continue
    const start = Math.max(from, at)
    if (start > at) parts.push({ text: text.slice(at, start), isMarked: false })
    parts.push({ text: text.slice(start, to), isMarked: true })
    at = to
  }
  return at < text.length ? [...parts, { text: text.slice(at), isMarked: false }] : parts
}

/** Each place that a reader should look at, with its words. */
export function placesIn(text: string): (Pick<Span, 'kind' | 'isSure'> & { readonly text: string })[] {
  return detect(text).map(({ from, to, kind, isSure }) => ({ kind, isSure, text: text.slice(from, to) }))
}

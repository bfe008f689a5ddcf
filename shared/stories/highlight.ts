import { PATTERNS } from './patterns.ts'

/** A place in a text where something stands that could lead to a person. Offsets are those of JavaScript text. */
export type Span = { readonly from: number; readonly to: number; readonly kind: string; readonly isSure: boolean }

/**
 * Marks what a reviewer should look at. It helps a reader and decides nothing: what leads to a person most often here, a
 * job, a town, an unusual story, no pattern finds. It gives places and never another text.
 */
export function detect(text: string): Span[] {
  const found = PATTERNS.flatMap(({ kind, isSure, pattern }) =>
    [...text.matchAll(pattern)].map(({ index, 0: match }) => ({ from: index, to: index + match.length, kind, isSure })),
  )
  return found.toSorted((a, b) => a.from - b.from || b.to - a.to || a.kind.localeCompare(b.kind))
}

/** The spans that are what they look like: an address, a number, a name on a network. Nothing is published with one in it. */
export function blockingSpans(text: string): Span[] {
  return detect(text).filter(({ isSure }) => isSure)
}

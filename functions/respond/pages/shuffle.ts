import { createHash } from 'node:crypto'

/**
 * A random order that stays the same for one person as they go back and forth. Nothing of it is stored.
 * `seed` is any secret of the visit or the page.
 */
export function shuffled<T extends { readonly id: string }>(items: readonly T[], seed: Uint8Array, question: string): T[] {
  const rank = (item: T) => createHash('sha256').update(seed).update(`order ${question} ${item.id}`).digest('hex')
  return items
    .map((item) => ({ item, at: rank(item) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ item }) => item)
}

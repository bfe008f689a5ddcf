import type { About } from './page-words.ts'

/** The share of a number that its range may span before "about so many" alone would say too much. */
const WIDE = 0.3

/** Whether a number has to be said with its range. */
export function isWide({ value, low, high }: About): boolean {
  return high - low > WIDE * value
}

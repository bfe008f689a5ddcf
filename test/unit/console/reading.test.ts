import { describe, expect, it } from 'vitest'
import { en } from '#functions/console/words/en.ts'
import { readability } from '#shared/survey/lint/reading-level.ts'

/** Every text of a part of the board's words; where a name or a number is put in, a short one. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value('Birch', 'a survey', 3))]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const PARTS = Object.entries(en).filter(([, value]) => typeof value === 'object')

describe('GO-15: the English of the board’s pages', () => {
  it.each(PARTS)('reads at school grade 8 or below: %s', (_part, words) => {
    const sentences = textsIn(words).filter((text) => text.split(' ').length > 3)
    expect(readability(sentences).grade).toBeLessThanOrEqual(8)
  })
})

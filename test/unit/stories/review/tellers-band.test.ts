import { describe, expect, it } from 'vitest'
import { areEnough, tellersBand } from '#shared/stories/review/tellers-band.ts'

describe('the number of people that quotes were chosen from (ST-12)', () => {
  it.each<[string, readonly [string, number][], { low: number; high: number } | undefined]>([
    ['is not there without a story', [], undefined],
    [
      'is not there for four under each of two questions',
      [
        ['a', 4],
        ['b', 4],
      ],
      undefined,
    ],
    ['begins at five', [['a', 5]], { low: 5, high: 9 }],
    [
      'counts the question with most alone',
      [
        ['a', 9],
        ['b', 3],
      ],
      { low: 5, high: 9 },
    ],
    ['goes up in steps of five', [['a', 10]], { low: 10, high: 14 }],
  ])('%s', (_, tellers, band) => {
    expect(tellersBand(new Map(tellers))).toStrictEqual(band)
  })

  it('has to be five under the question of each quote', () => {
    const tellers = new Map([
      ['a', 5],
      ['b', 4],
    ])
    expect(['a', 'b', 'c'].filter((question) => areEnough(tellers, question))).toStrictEqual(['a'])
  })
})

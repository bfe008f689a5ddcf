import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SharedMap } from '#shared/governance/shared-map.ts'

describe('a map that shares its store with those that were made from it', () => {
  it('stays what it was, in its order, whichever of them is read or made anew', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(5), fc.nat(9))), (steps) => {
        const made: [SharedMap<number, number>, Map<number, number>][] = [[SharedMap.of(new Map([[0, 1]])), new Map([[0, 1]])]]
        for (const [which, key, value] of steps) {
          const [shared, plain] = made[which % made.length] ?? []
          if (!shared || !plain) throw new Error('there is one')
          made.push([shared.with(key, value), new Map(plain).set(key, value)])
        }
        for (const [shared, plain] of [...made, ...made.toReversed()]) {
          expect([...shared]).toEqual([...plain])
          expect([shared.size, shared.get(3), shared.has(4)]).toEqual([plain.size, plain.get(3), plain.has(4)])
        }
      }),
    )
  })

  it('can be gone through while others are made from it', () => {
    let map: ReadonlyMap<number, number> = new Map([[1, 1], [2, 2]]) // biome-ignore format: one line
    const seen: number[] = []
    map = SharedMap.of(map)
    for (const [key] of map) {
      seen.push(key)
      map = SharedMap.of(map).with(key + 10, key)
    }
    expect([seen, [...map.keys()]]).toEqual([
      [1, 2],
      [1, 2, 11, 12],
    ])
  })
})

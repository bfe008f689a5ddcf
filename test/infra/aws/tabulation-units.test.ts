import { describe, expect, it } from 'vitest'
import { secondsOfUnits, tabulationUnits } from '#infra/aws/tabulation-units.ts'
import { CAPACITY } from '#infra/capacity.ts'
import { functions } from '#infra/topology.ts'

describe('counting a survey under the maxima of the tables', () => {
  it('takes for a million responses what a person with paper finds', () => {
    // 1,000,000 / 8,000 megabytes of 256 read units; 16 megabytes of members, in 4 KB to read and in 1 KB to write.
    expect(tabulationUnits(1_000_000)).toEqual({ responseReads: 32_000, memberReads: 3907, memberWrites: 15_625 })
    // 32,000 and 3,907 at 4,000 a second, 15,625 at 1,000 a second: 8 + 0.98 + 15.6.
    expect(secondsOfUnits(1_000_000, CAPACITY)).toBe(25)
  })

  it('takes ten times as much for ten million, which fits the time of a shard; a small capacity changes nothing', () => {
    // 80 + 9.8 + 156.3 seconds for all shards together, side by side.
    expect(secondsOfUnits(10_000_000, CAPACITY)).toBe(247)
    expect(secondsOfUnits(10_000_000, { sustained: 5, burst: 20 })).toBe(247)
    expect(247).toBeLessThan(functions.tabulate.timeoutSeconds)
  })
})

import { describe, expect, it } from 'vitest'
import { compare } from '#test/attack/killed/fates.ts'

describe('what is stored after kills, against what people were shown', () => {
  it('is as it must be when it is exactly that, in any order', () => {
    expect(() => compare('response', ['b', 'a'], ['a', 'b'], 0)).not.toThrow()
  })

  it('is wrong when one that was shown a receipt is not there, whatever else is', () => {
    expect(() => compare('response', ['a', 'c'], ['a', 'b'], 5)).toThrow('1 of 2 that were shown a receipt are lost')
  })

  it('is wrong when one is there that was taken back, or one more than was sent', () => {
    expect(() => compare('response', ['a', 'b'], ['a'], 0)).toThrow('1 are there that were taken back, or are doubled')
    expect(() => compare('response', ['a', 'a'], ['a'], 0)).toThrow('one is there twice')
  })

  it('leaves open what became of a visit that came to no end, and of no more than those', () => {
    expect(() => compare('response', ['a', 'b'], ['a'], 1)).not.toThrow()
    expect(() => compare('response', ['a', 'b', 'c'], ['a'], 1)).toThrow('2 are there')
  })
})

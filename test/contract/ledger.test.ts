import { describe, expect, it } from 'vitest'
import { aStore } from './store.ts'

const line = (text: string) => new TextEncoder().encode(text)

describe('a ledger', () => {
  const store = aStore()
  const ledger = () => store.ledger()

  it('is empty at first', async () => {
    expect(await ledger().lines(0)).toEqual([])
    expect(await ledger().checkpoints()).toEqual([])
  })

  it('gives its lines back in order, to the byte, from any of them on', async () => {
    const lines = Array.from({ length: 12 }, (_, at) => line(`{"seq":${at},"text":"é\u0000"}`))
    for (const [at, each] of lines.entries()) expect(await ledger().append(at, each)).toBe(true)

    expect(await ledger().lines(0)).toEqual(lines)
    expect(await ledger().lines(9)).toEqual(lines.slice(9))
    expect(await ledger().lines(12)).toEqual([])
  })

  it('takes one line a place: of many who come at once, one', async () => {
    const taken = await Promise.all(Array.from({ length: 8 }, (_, at) => ledger().append(12, line(`from ${at}`))))

    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await ledger().append(3, line('another history'))).toBe(false)
    expect(await ledger().lines(12)).toEqual([line(`from ${taken.indexOf(true)}`)])
  })

  it('gives more lines than one page of the database holds', async () => {
    for (let at = 13; at < 40; at++) await ledger().append(at, new Uint8Array(60_000).fill(at))

    expect(await ledger().lines(0)).toHaveLength(40)
  })

  it('gives what stands behind a place that is empty: a reader notices that an entry is missing', async () => {
    await ledger().append(41, line('behind an empty place'))

    expect(await ledger().lines(40)).toEqual([line('behind an empty place')])
  })

  it('keeps the checkpoint of most entries, and one of each witness', async () => {
    await ledger().keepCheckpoint(12, 'of twelve')
    await ledger().keepCheckpoint(11, 'of eleven, late')
    await ledger().keepWitnessed('neighbours', 'seen once')
    await ledger().keepWitnessed('neighbours', 'seen again')

    expect(await ledger().checkpoints()).toEqual(['of twelve', 'seen again'])
    await ledger().keepCheckpoint(12, 'of twelve, again')
    expect(await ledger().checkpoints()).toEqual(['of twelve, again', 'seen again'])
  })
})

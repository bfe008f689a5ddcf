import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkpointOf, cosign, isSignedByLog, readNote, signCheckpoint, witnessesOf } from '#shared/governance/checkpoint.ts'
import { leafHash } from '#shared/governance/merkle.ts'
import { aCharter, keyOf } from './helpers/a-board.ts'

const { log, witnesses } = aCharter(3)
const [neighbours = log] = witnesses
const leaves = [leafHash(Buffer.from('one')), leafHash(Buffer.from('two'))]
const note = signCheckpoint(checkpointOf('ab'.repeat(32), leaves), log, keyOf('log'))

describe('a checkpoint', () => {
  it('is three lines, an empty one, and a signature over the three: C2SP tlog-checkpoint', () => {
    const lines = note.split('\n')
    expect(lines[0]).toBe(`chorus/${'ab'.repeat(32)}`)
    expect(lines[1]).toBe('2')
    expect(Buffer.from(lines[2] ?? '', 'base64')).toHaveLength(32)
    expect(lines[3]).toBe('')
    expect(lines[4]).toMatch(/^— the-log /)

    const signed = Buffer.from(lines[4]?.split(' ')[2] ?? '', 'base64')
    expect(signed).toHaveLength(4 + 64)
    const text = `${lines.slice(0, 3).join('\n')}\n`
    expect(verify(null, Buffer.from(text), createPublicKey(keyOf('log')), signed.subarray(4))).toBe(true)
  })

  it('is signed by the log that the charter names, and by nobody else of that name', () => {
    expect(isSignedByLog(readNote(note), log)).toBe(true)
    expect(isSignedByLog(readNote(note), { ...log, name: 'another' })).toBe(false)
    expect(isSignedByLog(readNote(signCheckpoint(checkpointOf('ab'.repeat(32), leaves), log, keyOf('m1'))), log)).toBe(false)
  })

  it('carries the cosignatures of witnesses, over cosignature/v1 and the first second of a day', () => {
    const seen = cosign(note, neighbours, keyOf('neighbours'), '2026-03-02')
    expect(witnessesOf(readNote(seen), witnesses)).toEqual(['neighbours'])
    expect(witnessesOf(readNote(note), witnesses)).toEqual([])
    expect(witnessesOf(readNote(cosign(note, neighbours, keyOf('m1'), '2026-03-02')), witnesses)).toEqual([])

    const signed = Buffer.from(seen.trimEnd().split(' ').at(-1) ?? '', 'base64')
    expect(signed.readBigUInt64BE(4)).toBe(1772409600n)
    const text = `cosignature/v1\ntime 1772409600\n${note.slice(0, note.indexOf('\n\n') + 1)}`
    expect(verify(null, Buffer.from(text), createPublicKey(keyOf('neighbours')), signed.subarray(12))).toBe(true)
  })

  it.each([
    ['a size with a zero before it', (text: string) => text.replace('\n2\n', '\n02\n')],
    ['no signature line', (text: string) => `${text.slice(0, text.indexOf('\n\n'))}\n\n`],
    ['a further line', (text: string) => text.replace('\n2\n', '\n2\nmore\n')],
  ])('is not read with %s', (_what, change) => {
    expect(() => {
      const read = readNote(change(note))
      if (!isSignedByLog(read, log)) throw new Error('not signed')
    }).toThrow()
  })
})

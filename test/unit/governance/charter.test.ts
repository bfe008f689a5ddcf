import { describe, expect, it } from 'vitest'
import { charter, isSmallBoard } from '#shared/governance/charter.ts'
import { ruleFor } from '#shared/governance/thresholds.ts'
import { aCharter, aPerson } from './helpers/a-board.ts'

const refused = (changes: object, members = 5) => {
  const read = charter.safeParse({ ...aCharter(5), people: aCharter(Math.max(3, members)).people, livedExperience: 5, ...changes })
  return read.success ? [] : read.error.issues.map(({ message }) => message)
}
const people = aCharter(5).people

describe('a charter', () => {
  it.each([
    [3, true, 2, 2],
    [4, true, 3, 3],
    [5, false, 3, 3],
    [6, false, 3, 4],
    [9, false, 5, 5],
  ])('of %i members (small board: %s) needs %i consents to open, and more than half to answer: %i', (members, small, consents, quorum) => {
    expect(isSmallBoard(aCharter(members))).toBe(small)
    expect(ruleFor('survey', aCharter(members), 1)).toMatchObject({ consents, quorum, windowHours: 168, timeLockHours: 24 })
    expect(ruleFor('release', aCharter(members), 1)).toMatchObject({ consents, quorum, windowHours: 72, timeLockHours: 48, reviews: 2 })
  })

  it('changes itself with two thirds, fourteen days and three more', () => {
    expect(ruleFor('charter', aCharter(5), 1)).toMatchObject({ consents: 4, quorum: 4, windowHours: 336, timeLockHours: 72 })
  })

  it('resumes and corrects after a day; takes back at once, whatever is objected', () => {
    expect(ruleFor('resume', aCharter(7), 1)).toMatchObject({ consents: 4, quorum: 4, windowHours: 24, timeLockHours: 0 })
    expect(ruleFor('correction', aCharter(7), 1)).toMatchObject({ consents: 3, quorum: 4, windowHours: 24, timeLockHours: 0 })
    expect(ruleFor('retraction', aCharter(7), 1)).toMatchObject({ consents: 4, quorum: 0, windowHours: 0, heedsObjections: false })
  })

  it('reads what came back and was changed for a day', () => {
    expect(ruleFor('survey', aCharter(5), 2).windowHours).toBe(24)
  })

  it('GO-08: asks for more if it says so, and never for less', () => {
    const asks = (stricter: object) => ruleFor('survey', aCharter(5, { stricter: { survey: stricter } }), 1)
    expect(asks({ consents: 4, windowHours: 400, timeLockHours: 30 })).toMatchObject({ consents: 4, windowHours: 400, timeLockHours: 30 })
    expect(asks({ consents: 2, windowHours: 0, timeLockHours: 0 })).toMatchObject({ consents: 3, windowHours: 168, timeLockHours: 24 })
    expect(refused({ stricter: { survey: { consents: 1 } } })).not.toEqual([])
  })

  it('of a demonstration waits for nothing, and needs as many people as any other', () => {
    const shown = ruleFor('release', aCharter(5, { demonstration: true }), 1)
    expect(shown).toMatchObject({ windowHours: 0, timeLockHours: 0, consents: 3, quorum: 3, reviews: 2 })
  })

  it('GO-08: is refused with fewer than three members', () => {
    expect(refused({ people: people.slice(0, 2), livedExperience: 2 })).toContain('a board has at least 3 members; this one has 2')
  })

  it.each([
    ['one key for two people', { people: [...people, aPerson('m6', 'member', 'm1')] }, /one key stands in two places/],
    ['one name for two people', { people: [...people, aPerson('m1', 'reviewer', 'other')] }, /two people have one name/],
    [
      'two names that look alike',
      { people: [...people, { ...aPerson('m6', 'member'), alias: 'm\u200b1' }] },
      /two people are called the same/,
    ],
    ["a witness with a member's key", { witnesses: [{ name: 'w', publicKey: keyText('m1') }] }, /one key stands in two places/],
    ['too few who know it from their own life', { livedExperience: 3 }, /at least two thirds/],
    ['more consents than anybody can give', { stricter: { survey: { consents: 5 } } }, /more consents are asked for/],
    [
      'a key that anybody can sign with',
      { log: { name: 'l', publicKey: Buffer.alloc(32).toString('base64url') } },
      /only one person can sign/,
    ],
    ['a field it does not know', { admins: ['root'] }, /Unrecognized key/],
  ])('is refused with %s', (_what, changes, said) => {
    expect(refused(changes).join('\n')).toMatch(said)
  })

  it('is refused when a key is written in a second way', () => {
    const twice = keyText('m1').replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1))
    expect(refused({ log: { name: 'l', publicKey: twice } })).not.toEqual([])
  })
})

function keyText(name: string): string {
  const { key } = aPerson(name, 'member')
  return key.kind === 'ed25519' ? key.publicKey : ''
}

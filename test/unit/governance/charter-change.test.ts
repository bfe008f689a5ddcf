import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Charter, charter } from '#shared/governance/charter.ts'
import { newcomersOf } from '#shared/governance/outcome.ts'
import {
  ABoard,
  aCharter,
  aPerson,
  aRelease,
  aSurvey,
  keyOf,
  openedSurvey,
  proposing,
  proposingContent,
  publishedRelease,
} from './helpers/a-board.ts'

const changed = (board: ABoard, changes: Partial<Charter>) => ({ ...board.state.charter, ...changes })
const without = (board: ABoard, id: string) => board.state.charter.people.filter((each) => each.id !== id)

/** A charter that all but its author agree to, on the first day it can take effect. */
function change(board: ABoard, to: Charter, { by = 'steward', voters = ['m1', 'm2', 'm3', 'm4', 'm5'], accepting = [] as string[] } = {}) {
  const proposal = board.propose(by, proposingContent('charter', to))
  board.votes(proposal, ...voters.filter((name) => name !== by))
  for (const name of accepting) board.act(name, 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 }, `new ${name}`)
  board.on('2026-03-17')
  return proposal
}

describe('a change of the charter', () => {
  it('GO-08: needs two thirds under the old one, fourteen days, and three more', () => {
    const board = new ABoard(aCharter(5))
    const proposal = change(board, changed(board, { approvalDays: 200 }), { voters: ['m1', 'm2', 'm3'] })
    expect(() => board.decide('m1', proposal)).toThrow('3 members answered, of 4')
    board.vote('m4', proposal).decide('m1', proposal)
    expect(() => board.on('2026-03-20').enact('steward', proposal)).toThrow('the time-lock ends on 2026-03-21')
    board.on('2026-03-21').enact('steward', proposal)
    expect(board.state.charter.approvalDays).toBe(200)
  })

  it('GO-08: of members needs those who come as well: they sign with the key it gives them', () => {
    const board = new ABoard(aCharter(5))
    const people = [...without(board, 'm5'), aPerson('m6', 'member', 'new m6'), aPerson('m7', 'member', 'new m7')]
    const to = changed(board, { people, livedExperience: 6 })
    const proposal = change(board, to, { accepting: ['m6'] })
    expect(() => board.decide('m1', proposal)).toThrow('m7 have not shown that they hold their new keys')
    expect(() => board.act('m7', 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 }, 'm1')).toThrow('not that of m7')
    expect(() => board.act('m1', 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 })).toThrow('gives m1 no new key')
    board.act('m7', 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 }, 'new m7')
    board.decide('m1', proposal).on('2026-03-21').enact('steward', proposal)
    expect(board.state.charter.people.map(({ id }) => id)).toContain('m7')
    expect(() => board.pause('m5', 'ab'.repeat(32))).toThrow('m5 is not in the charter')
  })

  it('GO-08: cannot go on with the few who stay when most members of the new one did not agree', () => {
    const board = new ABoard(aCharter(6))
    const people = [...aCharter(6).people.filter(({ id }) => !['m1', 'm2', 'm3'].includes(id))]
    const proposal = board.propose('steward', proposingContent('charter', changed(board, { people, livedExperience: 3 })))
    board.votes(proposal, 'm1', 'm2', 'm3', 'm4').on('2026-03-17')
    expect(() => board.decide('m1', proposal)).toThrow('1 members of the new charter agreed to it, of 2')
  })

  it('a lost passkey: somebody else proposes the new key, and who lost the old one shows that they hold the new one', () => {
    const board = new ABoard(aCharter(5))
    const people = [...without(board, 'm5'), aPerson('m5', 'member', 'new m5')]
    const proposal = change(board, changed(board, { people }), { voters: ['m1', 'm2', 'm3', 'm4'], accepting: ['m5'] })
    board.decide('m1', proposal).on('2026-03-21').enact('steward', proposal)
    const survey = board.propose('researcher', proposing(aSurvey()))
    const body = {
      proposal: survey.id,
      artifact: survey.body.sha256,
      artifactKind: 'survey',
      choice: 'consent',
      expires: '2027-01-01',
    } as const
    expect(() => board.act('m5', 'vote', body)).toThrow('not that of m5')
    board.act('m5', 'vote', body, 'new m5')
  })

  it('a passkey that is moved to another site is a new key: who holds it shows that it works there', () => {
    const at = (host: string) => ({ ...aPasskey(), site: host, origin: `https://${host}` })
    const before = {
      ...aCharter(5),
      people: [...without(new ABoard(aCharter(5)), 'm5'), { ...aPerson('m5', 'member'), key: at('a.example') }],
    }
    const after = { ...before, people: before.people.map((each) => (each.id === 'm5' ? { ...each, key: at('b.example') } : each)) }
    expect(newcomersOf(charter.parse(after), charter.parse(before)).map(({ id }) => id)).toEqual(['m5'])
  })

  it('voids what was begun: its votes were for the charter before. A member who was removed meanwhile counts nowhere', () => {
    const board = new ABoard(aCharter(6))
    const survey = board.propose('researcher', proposing(aSurvey()))
    board.vote('m6', survey)
    const to = changed(board, { people: without(board, 'm6'), livedExperience: 5 })
    const proposal = change(board, to)
    board.votes(survey, 'm1', 'm2', 'm3').decide('m1', survey).decide('m1', proposal).on('2026-03-21').enact('steward', proposal)
    expect(board.proposal(survey).status).toBe('void')
    expect(() => board.enact('steward', survey)).toThrow('is void')
  })

  it('leaves what was enacted as it is: a release stays published, a survey open', () => {
    const board = new ABoard(aCharter(5))
    publishedRelease(board)
    const survey = board.propose('researcher', proposing(aSurvey()))
    board.votes(survey, 'm1', 'm2', 'm3').on('2026-03-17').decide('m1', survey).on('2026-03-19').enact('steward', survey)
    const proposal = board.propose(
      'steward',
      proposingContent('charter', changed(board, { people: without(board, 'm5'), livedExperience: 4 })),
    )
    board.votes(proposal, 'm1', 'm2', 'm3', 'm4').on('2026-04-03').decide('m1', proposal).on('2026-04-07').enact('steward', proposal)
    expect([board.missing(aRelease()), board.missing(aSurvey())]).toEqual([[], []])
    expect(board.verdict(aRelease())).toMatchObject({ smallBoard: false })
  })

  it('GO-08: cannot make a board of two, or ask for fewer consents', () => {
    const board = new ABoard(aCharter(3))
    const two = { ...board.state.charter, people: without(board, 'm3'), livedExperience: 2 }
    expect(() => proposingContent('charter', two)).toThrow('at least 3 members')
  })

  it('a demonstration never becomes a real board, nor a real one a demonstration', () => {
    for (const demonstration of [true, false]) {
      const board = new ABoard(aCharter(5, { demonstration }))
      expect(() => board.propose('m1', proposingContent('charter', changed(board, { demonstration: !demonstration })))).toThrow(
        'a demonstration stays one',
      )
    }
  })

  it('what a demonstration approves says so in the verdict, and without a wait', () => {
    const board = new ABoard(aCharter(5, { demonstration: true }))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.votes(proposal, 'm1', 'm2', 'm3').decide('m1', proposal).enact('steward', proposal)
    expect(board.verdict(aSurvey())).toMatchObject({ ok: true, demonstration: true })
  })

  it('brings in another key for the log: from then on checkpoints are signed with that', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    const log = { name: 'the-log', publicKey: aLogKey() }
    const proposal = board.propose('steward', proposingContent('charter', changed(board, { log })))
    board.votes(proposal, 'm1', 'm2', 'm3', 'm4').on('2026-03-30').decide('m1', proposal).on('2026-04-05').enact('steward', proposal)
    expect(() => board.verdict(aSurvey())).toThrow('is not signed by the log')
  })
})

function aPasskey() {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  return { kind: 'passkey' as const, credential: Buffer.alloc(16, 1).toString('base64url'), x, y }
}

function aLogKey(): string {
  const { key } = aPerson('any', 'member', 'another log')
  return key.kind === 'ed25519' ? key.publicKey : keyOf('any').type
}

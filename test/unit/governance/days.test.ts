import { describe, expect, it } from 'vitest'
import { assertDaysHold } from '#shared/governance/ledger-writer.ts'
import { ABoard, aCharter, aRelease, aSurvey, openedSurvey, proposing } from './helpers/a-board.ts'

const objection = { choice: 'object', category: 'harm', reason: 'It frightens people.' }

describe('a day that somebody wrote', () => {
  it('before the true one does not shorten the time to answer: it begins with the first act of somebody who did not write the proposal', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.on('2026-03-02').propose('researcher', proposing(aSurvey()))
    board.act('researcher', 'clarify', { proposal: proposal.id, text: 'It has been here for weeks.' })
    board.on('2026-03-23').votes(proposal, 'm1', 'm2', 'm3')
    expect(() => board.decide('m1', proposal)).toThrow('the window is open until 2026-03-31')
    board.vote('m5', proposal, objection)
    expect(() => board.on('2026-03-31').decide('m1', proposal)).toThrow('an objection stands')
  })

  it('the time to answer begins with any act, of anybody who had read the proposal by then', () => {
    const board = new ABoard(aCharter(5))
    const { sha256 } = openedSurvey(board).body
    const before = board.signed('m1', 'pause', { artifact: sha256, reason: 'Wait.' })
    const proposal = board.on('2026-03-13').propose('researcher', proposing(aSurvey('second')))
    board.put(before)
    expect(board.proposal(proposal).begins).toBeUndefined()
    board.on('2026-03-14').act('reviewer', 'clarify', { proposal: proposal.id, text: 'I see it.' })
    expect(board.proposal(proposal).begins).toBe('2026-03-14')
  })

  it('what nobody takes up for a month has lapsed, and not before', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.on('2026-04-01')
    expect(() => board.decide('m1', proposal, 'lapsed')).toThrow('nobody but its authors has signed anything since')
  })

  it('before the true one does not shorten the wait after a decision below the last day that is known', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.votes(proposal, 'm1', 'm2', 'm3').on('2026-03-23').vote('m4', proposal)
    board.on('2026-03-10').decide('m1', proposal)
    expect(board.proposal(proposal).decided?.day).toBe('2026-03-23')
    expect(() => board.on('2026-03-24').enact('steward', proposal)).toThrow('the time-lock ends on 2026-03-25')
  })

  it('is the word of one person, who ends alone no wait that they began', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('m1', proposing(aSurvey()))
    board.votes(proposal, 'm2', 'm3', 'm4').on('2026-03-23').vote('m5', proposal)
    expect(() => board.decide('m1', proposal)).toThrow('m1 wrote this proposal')
    board.decide('m2', proposal).on('2026-04-20')
    expect(() => board.enact('m2', proposal)).toThrow('m2 wrote the decision down')
    board.enact('m1', proposal)
  })

  it('before the last one does not end a wait that has not ended on that day', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.votes(proposal, 'm1', 'm2', 'm3')
    board.on('2026-03-30').act('m4', 'clarify', { proposal: proposal.id, text: 'Late.' })
    expect(() => board.on('2026-03-09').decide('m1', proposal)).toThrow('the window is open until 2026-03-10')
  })

  it('that has not come keeps nobody from objecting or pausing, opens nothing, and is named', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.votes(proposal, 'm1', 'm2', 'm3').on('2026-03-10').decide('m1', proposal)
    board.on('2026-03-03').pause('m5', proposal.body.sha256)
    expect(() => board.on('2026-03-12').enact('steward', proposal)).toThrow('it is paused')

    const other = new ABoard(aCharter(5))
    openedSurvey(other)
    const asked = other.propose('researcher', proposing(aSurvey('second')))
    other.on('9998-12-31').act('researcher', 'clarify', { proposal: asked.id, text: 'Who reads the words?' })
    other.on('2026-04-01').vote('m5', asked, objection).pause('m1', asked.body.sha256)
    expect(other.verdict(aSurvey(), new Date('2026-04-01'))).toMatchObject({
      missing: [{ code: 'ledger', text: expect.stringMatching(/^Entry 10, by researcher, is dated 9998-12-31/) }],
    })
    expect(() => assertDaysHold(other.log, 'decide', '2026-04-01')).toThrow('Entry 10, by researcher')
    for (const kind of ['pause', 'vote', 'clarify'] as const) assertDaysHold(other.log, kind, '2026-04-01')
  })

  it('the three days to answer on a release begin when both reviews are open', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aRelease()))
    expect(() => board.on('2026-03-06').decide('m1', proposal, 'lapsed')).toThrow('0 of 2 reviews were opened')
    board.on('2026-03-20').review(proposal, { reviewer: 'approve', m1: 'approve' }).votes(proposal, 'm1', 'm2', 'm3')
    expect(() => board.decide('m1', proposal)).toThrow('the window is open until 2026-03-24')
    board.on('2026-03-23').vote('m5', proposal, { ...objection, category: 'identifiability' })
    expect(() => board.on('2026-03-24').decide('m1', proposal)).toThrow('somebody could be recognised')
  })
})

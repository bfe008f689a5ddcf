import { describe, expect, it } from 'vitest'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import {
  ABoard,
  aCharter,
  aRelease,
  aSurvey,
  membersIn,
  openedSurvey,
  proposing,
  proposingContent,
  publishedRelease,
} from './helpers/a-board.ts'

/** Something short that the board decides on, from the first vote to its effect. */
function decided(board: ABoard, proposal: Proposal, day: string): void {
  board.votes(proposal, ...membersIn(board).filter((name) => !proposal.authors.has(name)))
  board.on(day).decide('m2', proposal).enact('steward', proposal)
}

describe('one may stop', () => {
  it.each(['m1', 'm5', 'steward'])('GO-07: %s pauses a survey, and from then on it is not approved', (who) => {
    const board = new ABoard(aCharter(5))
    const { body } = openedSurvey(board)
    board.pause(who, body.sha256)
    expect(board.missing(aSurvey())).toEqual(['paused'])
  })

  it.each(['researcher', 'reviewer'])('a %s may not pause', (who) => {
    const board = new ABoard(aCharter(5))
    const { body } = openedSurvey(board)
    expect(() => board.pause(who, body.sha256)).toThrow('only a member or a steward may pause')
  })

  it('nobody pauses what nobody proposed', () => {
    expect(() => new ABoard(aCharter(5)).pause('m1', 'ab'.repeat(32))).toThrow('nobody proposed what it pauses')
  })

  it('in the time-lock, too: then it does not take effect', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.votes(proposal, 'm1', 'm2', 'm3').on('2026-03-10').decide('m1', proposal).pause('m4', proposal.body.sha256)
    expect(() => board.on('2026-03-12').enact('steward', proposal)).toThrow('it is paused')
  })

  it('GO-07: only the board together lets it go on, after a day', () => {
    const board = new ABoard(aCharter(5))
    const { body } = openedSurvey(board)
    board.pause('m1', body.sha256)
    const [pause = ''] = board.state.pauses.get(body.sha256)?.keys() ?? []
    const content = { artifact: body.sha256, pauses: [pause], why: 'The mistake is explained.' }
    expect(() => board.propose('steward', proposingContent('resume', content))).toThrow('only a member may propose a resume')
    const resume = board.propose('m1', proposingContent('resume', content))
    board.votes(resume, 'm2', 'm3').on('2026-03-14')
    expect(() => board.decide('m2', resume)).toThrow('"lapsed"')
    board.vote('m4', resume).decide('m2', resume).enact('steward', resume)
    expect(board.missing(aSurvey())).toEqual([])
  })

  it('a resume lifts the pauses that it names; one that came after stands, and an old one cannot be used again', () => {
    const board = new ABoard(aCharter(5))
    const { body } = openedSurvey(board)
    board.pause('m1', body.sha256)
    const [pause = ''] = board.state.pauses.get(body.sha256)?.keys() ?? []
    const resume = board.propose('m1', proposingContent('resume', { artifact: body.sha256, pauses: [pause], why: 'So.' }))
    board.pause('m5', body.sha256, 'Not yet.')
    decided(board, resume, '2026-03-14')
    expect(board.missing(aSurvey())).toEqual(['paused'])
    expect(() => board.propose('m1', proposingContent('resume', { artifact: body.sha256, pauses: [pause], why: 'So.' }))).toThrow(
      'no pause',
    )
  })

  it('takes M to take something back, at once, for good, and whatever is objected', () => {
    const board = new ABoard(aCharter(5))
    const { body } = publishedRelease(board)
    const back = board.propose('m1', proposingContent('retraction', { artifact: body.sha256, why: 'A table was wrong.' }))
    board.vote('m2', back, { choice: 'object', category: 'identifiability', reason: 'Keep it.' }).votes(back, 'm3', 'm4')
    expect(() => board.decide('m2', back)).toThrow('2 members consented, of 3')
    board.vote('m5', back).decide('m2', back).enact('steward', back)
    expect(board.missing(aRelease())).toEqual(['retracted'])
    expect(board.verdict(aRelease())).toMatchObject({ missing: [{ text: expect.stringContaining('A table was wrong.') }] })
    expect(() => board.propose('researcher', proposing(aRelease()))).toThrow('approved already')
  })

  it('a survey that was taken back stays so, however often it is approved', () => {
    const board = new ABoard(aCharter(5))
    const { body } = openedSurvey(board)
    const back = board.propose('m1', proposingContent('retraction', { artifact: body.sha256, why: 'It did harm.' }))
    board.votes(back, 'm3', 'm4', 'm5').decide('m2', back).enact('steward', back)
    const again = board.propose('researcher', proposing(aSurvey(), { title: 'Again' }))
    board.votes(again, 'm1', 'm2', 'm3').on('2026-03-21').decide('m1', again)
    expect(() => board.on('2026-03-24').enact('steward', again)).toThrow('it was taken back')
  })

  it('a correction leaves the release in its place, marked; a new version needs reviews and votes of its own', () => {
    const board = new ABoard(aCharter(5))
    const { body } = publishedRelease(board)
    const content = { release: body.sha256, notice: 'The title of table 3 was wrong.', replacement: 'ab'.repeat(32) }
    expect(() => board.propose('researcher', proposingContent('correction', content))).toThrow('needs its own reviews and votes')
    const correction = board.propose('researcher', proposingContent('correction', { ...content, replacement: null }))
    decided(board, correction, '2026-03-11')
    expect(board.missing(aRelease())).toEqual([])
    expect(board.state.corrections.get(body.sha256)).toEqual([{ day: '2026-03-11', notice: content.notice, replacement: null }])
  })
})

describe('what ends by itself', () => {
  it('GO-11: a survey is closed from the first moment of its review date', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    expect(board.missing(aSurvey(), new Date('2027-01-30T23:59:59.999Z'))).toEqual([])
    expect(board.missing(aSurvey(), new Date('2027-01-31T00:00:00.000Z'))).toEqual(['expired'])
  })

  it('GO-11: no review date is later than the charter lets an approval last', () => {
    const board = new ABoard(aCharter(5, { approvalDays: 100 }))
    expect(() => board.propose('researcher', proposing(aSurvey(), { review: '2026-06-11' }))).toThrow('more than 100 days away')
    expect(() => board.propose('researcher', proposing(aSurvey(), { review: '2026-03-02' }))).toThrow('not after the day')
    board.propose('researcher', proposing(aSurvey(), { review: '2026-06-10' }))
  })

  it('an earlier version of a survey is not open beside the later one, and cannot be put back without the board', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    const second = board.propose('researcher', proposing(aSurvey('second')))
    board.votes(second, 'm1', 'm2', 'm3').on('2026-03-20').decide('m1', second).on('2026-03-22').enact('steward', second)
    expect(board.missing(aSurvey())).toEqual(['superseded'])
    expect(board.missing(aSurvey('second'))).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { ABoard, aCharter, aRelease, aSurvey, openedSurvey, proposing, publishedRelease } from './helpers/a-board.ts'

describe('a board of five', () => {
  it('opens a survey: proposed, seven days, three consents, a day of waiting', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.votes(proposal, 'm1', 'm2', 'm3')

    expect(() => board.on('2026-03-09').decide('m4', proposal)).toThrow('the window is open until 2026-03-10')
    board.on('2026-03-10').decide('m4', proposal)
    expect(board.missing(aSurvey())).toEqual(['not approved'])
    expect(() => board.on('2026-03-11').enact('steward', proposal)).toThrow('the time-lock ends on 2026-03-12')
    board.on('2026-03-12').enact('steward', proposal)

    expect(board.verdict(aSurvey())).toMatchObject({ ok: true, demonstration: false, smallBoard: false, proposal: proposal.id })
  })

  it('publishes a release: two reviews, three days, three consents, two days of waiting', () => {
    const board = new ABoard(aCharter(5))
    publishedRelease(board)
    expect(board.verdict(aRelease())).toMatchObject({ ok: true })
  })

  it('does not decide for another survey, another study or another kind of thing', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    expect(board.missing(aSurvey('a survex'))).toEqual(['not approved'])
    expect(board.missing({ ...aSurvey(), id: 'crisis-response' })).toEqual(['not approved'])
    expect(board.missing({ ...aSurvey(), kind: 'release' })).toEqual(['not approved'])
  })
})

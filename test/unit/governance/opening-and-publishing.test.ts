import { describe, expect, it } from 'vitest'
import { versionsIn } from '#shared/governance/published-versions.ts'
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

  it('decides on two releases of one study at once, each by its own reviews and votes; they are numbered as they take effect', () => {
    const board = new ABoard(aCharter(5))
    const [one, two] = [aRelease('the first sums'), aRelease('the second sums')]
    const first = board.propose('researcher', proposing(one))
    const second = board.propose('m5', proposing(two))
    board.review(second, { reviewer: 'approve', m1: 'approve' }).review(first, { m2: 'approve', reviewer: 'approve' })
    board.vote('m1', first).vote('m1', second).vote('m2', second).vote('m3', first).vote('m3', second)
    const moved = {
      proposal: first.id,
      artifact: second.body.sha256,
      artifactKind: 'release',
      expires: '2027-12-31',
      choice: 'consent',
    } as const
    expect(() => board.act('m2', 'vote', moved)).toThrow('the vote is about something else')
    board.on('2026-03-06').decide('m1', second)
    expect(() => board.decide('m1', first)).toThrow('"lapsed"')
    board.vote('m2', first).decide('m1', first)
    board.on('2026-03-09').enact('steward', second)
    expect([board.missing(one), board.missing(two)]).toEqual([['not approved'], []])
    board.enact('steward', first)
    expect([board.missing(one), board.missing(two)]).toEqual([[], []])
    expect(versionsIn(board.log).map(({ number, artifact }) => [number, artifact])).toEqual([
      [1, second.body.sha256],
      [2, first.body.sha256],
    ])
  })

  it('does not decide for another survey, another study or another kind of thing', () => {
    const board = new ABoard(aCharter(5))
    openedSurvey(board)
    expect(board.missing(aSurvey('a survex'))).toEqual(['not approved'])
    expect(board.missing({ ...aSurvey(), id: 'crisis-response' })).toEqual(['not approved'])
    expect(board.missing({ ...aSurvey(), kind: 'release' })).toEqual(['not approved'])
  })
})

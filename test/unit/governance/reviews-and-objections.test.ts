import { describe, expect, it } from 'vitest'
import { commitmentOf } from '#shared/governance/entries.ts'
import { standingOf } from '#shared/governance/outcome.ts'
import { ABoard, aCharter, aRelease, aReview, aSurvey, proposing } from './helpers/a-board.ts'

const returned = (board: ABoard, category: string) => {
  const first = board.propose('researcher', proposing(aSurvey()))
  board.vote('m1', first, { choice: 'object', category, reason: 'The dog of the ward is named.' }).votes(first, 'm2', 'm3', 'm4', 'm5')
  return first
}

describe('a review', () => {
  it('GO-05: is a hash that says nothing until both are handed in; then both are opened', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aRelease()))
    const [mine, theirs] = [aReview(proposal.id, 'reject', 1), aReview(proposal.id, 'approve', 2)]
    board.act('m1', 'commit', { proposal: proposal.id, commitment: commitmentOf('m1', mine) })

    const seen = new TextDecoder().decode(board.lines.at(-1))
    expect(seen).not.toContain('reject')
    expect(seen).not.toContain(mine.reasons)
    expect(() => board.act('m1', 'review', mine)).toThrow('opened when both are handed in')

    board.act('reviewer', 'commit', { proposal: proposal.id, commitment: commitmentOf('reviewer', theirs) })
    board.act('m1', 'review', mine)
    expect(() => board.act('reviewer', 'review', { ...theirs, outcome: 'reject' })).toThrow('not the review that reviewer handed in')
    board.act('reviewer', 'review', theirs)
    expect(board.proposal(proposal).reviews.size).toBe(2)
  })

  it('is not taken twice from one person, from one who could read another, from who may not review, or as a copy of another', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aRelease()))
    const commit = (by: string, at: number, of = by) =>
      board.act(by, 'commit', { proposal: proposal.id, commitment: commitmentOf(of, aReview(proposal.id, 'approve', at)) })
    commit('m1', 1)
    expect(() => commit('m1', 2)).toThrow('m1 has handed in a review already')
    expect(() => commit('m2', 1, 'm1')).toThrow('the review that somebody else handed in')
    expect(() => commit('steward', 2)).toThrow('only a member or a reviewer may review')
    expect(() => commit('researcher', 2)).toThrow('only a member or a reviewer may review')
    commit('m2', 3)
    board.act('m1', 'review', aReview(proposal.id, 'approve', 1))
    expect(() => commit('m3', 4)).toThrow('a review is open already')
  })

  it.each([
    ['reject', 'rejected'],
    ['approve if changed', 'returned'],
  ] as const)('that says "%s" keeps a release back, whatever the votes: it is %s', (says, outcome) => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aRelease()))
    board.review(proposal, { m1: says, reviewer: 'approve' }).votes(proposal, 'm1', 'm2', 'm3', 'm4', 'm5').on('2026-03-06')
    expect(() => board.decide('m2', proposal)).toThrow(`"${outcome}"`)
    board.decide('m2', proposal, outcome)
  })

  it('that is handed in and never opened holds nothing up where a third is handed in: two open ones are enough, and a third still counts', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aRelease()))
    const reviews = [['m1', 'approve'], ['m2', 'approve'], ['reviewer', 'reject']] as const // biome-ignore format: one line
    const bodies = reviews.map(([by, says], at) => ({ by, body: aReview(proposal.id, says, at) }))
    for (const { by, body } of bodies) board.act(by, 'commit', { proposal: proposal.id, commitment: commitmentOf(by, body) })
    for (const { by, body } of bodies.slice(0, 2)) board.act(by, 'review', body)
    board.votes(proposal, 'm1', 'm2', 'm3').on('2026-03-06')
    expect(standingOf(board.proposal(proposal), board.state.charter, board.day)).toMatchObject({ outcome: 'approved' })
    for (const { by, body } of bodies.slice(2)) board.act(by, 'review', body)
    expect(standingOf(board.proposal(proposal), board.state.charter, board.day)).toMatchObject({ outcome: 'rejected' })
    expect(board.proposal(proposal).begins).toBe('2026-03-02')
  })

  it('that never comes leaves a release where it is', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aRelease()))
    expect(() => board.vote('m1', proposal)).toThrow('0 are')
    board.on('2026-05-01').decide('m1', proposal, 'lapsed')
    expect(board.missing(aRelease())).toEqual(['not approved'])
  })
})

describe('an objection', () => {
  it('GO-06: keeps a survey back in the first round, however many consent', () => {
    const board = new ABoard(aCharter(5))
    const first = returned(board, 'harm')
    board.on('2026-03-10')
    expect(() => board.decide('m2', first)).toThrow('an objection stands')
  })

  it('GO-06: of harm can be set aside by three quarters after two rounds, and its words stay with what was approved', () => {
    const board = new ABoard(aCharter(5))
    const first = returned(board, 'harm')
    board.on('2026-03-10').decide('m2', first, 'returned')
    const second = board.propose('researcher', proposing(aSurvey('again'), { replaces: first.id, met: 'We kept it, and say why.' }))
    board.vote('m1', second, { choice: 'object', category: 'harm', reason: 'Still.' }).votes(second, 'm2', 'm3', 'm4')
    board.on('2026-03-12')
    expect(() => board.decide('m2', second)).toThrow('"returned"')
    board.vote('m5', second).decide('m2', second)
    expect(board.proposal(second).decided).toMatchObject({ overrides: true })
    expect(board.proposal(second).votes.get('m1')).toMatchObject({ reason: 'Still.' })
  })

  it('GO-06: that somebody could be recognised is never set aside', () => {
    const board = new ABoard(aCharter(5))
    let proposal = returned(board, 'identifiability')
    for (const [round, day] of ['2026-03-10', '2026-03-12', '2026-03-14', '2026-03-16'].entries()) {
      board.on(day)
      expect(() => board.decide('m2', proposal)).toThrow('cannot be set aside')
      board.decide('m2', proposal, 'returned')
      const next = proposing(aSurvey(`round ${round}`), { replaces: proposal.id, met: 'We think it is fine.' })
      proposal = board.propose('researcher', next)
      board
        .vote('m1', proposal, { choice: 'object', category: 'identifiability', reason: 'The dog.' })
        .votes(proposal, 'm2', 'm3', 'm4', 'm5')
    }
  })

  it('is gone when who made it consents', () => {
    const board = new ABoard(aCharter(5))
    const first = returned(board, 'identifiability')
    board.vote('m1', first).on('2026-03-10').decide('m2', first)
    expect(board.proposal(first).status).toBe('approved')
  })

  it('cannot be walked round: what did not come back cannot be changed in the short window, nor into something else', () => {
    const board = new ABoard(aCharter(5))
    const first = returned(board, 'harm')
    const change = (changes: object) =>
      board.propose('researcher', proposing(aSurvey('other'), { replaces: first.id, met: 'So.', ...changes }))
    expect(() => change({})).toThrow('only one that came back can be changed')
    board.on('2026-03-10').decide('m2', first, 'returned')
    expect(() => change({ id: 'crisis-response' })).toThrow('about something else')
    expect(() => change({ met: null })).toThrow('was met')
    change({})
    expect(() => change({ title: 'Twice' })).toThrow('only one that came back can be changed')
  })

  it('is answered in the open: anybody in the charter may ask and answer', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey()))
    board.act('steward', 'clarify', { proposal: proposal.id, text: 'Who reads the words?' })
    board.act('researcher', 'clarify', { proposal: proposal.id, text: 'Nobody before the board can.' })
    expect(board.proposal(proposal).clarifications.map(({ by }) => by)).toEqual(['steward', 'researcher'])
  })

  it('of a machine weighs as much: a check that failed keeps a survey back', () => {
    const board = new ABoard(aCharter(5))
    const proposal = board.propose('researcher', proposing(aSurvey(), { checks: [{ name: 'reading level', result: 'fail' }] }))
    board.votes(proposal, 'm1', 'm2', 'm3', 'm4').on('2026-03-10')
    expect(() => board.decide('m1', proposal)).toThrow('the check "reading level" failed')
  })
})

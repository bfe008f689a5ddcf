import { describe, expect, it } from 'vitest'
import { standingOf } from '#shared/governance/outcome.ts'
import {
  ABoard,
  aCharter,
  aPerson,
  aRelease,
  aSurvey,
  membersIn,
  openedSurvey,
  proposing,
  proposingContent,
  publishedRelease,
} from './helpers/a-board.ts'

const objects = (category: string) => ({ choice: 'object', category, reason: 'I am in table 3.' })

describe('an approval that was not used', () => {
  /** v1 is approved and not enacted; v2 is, from 22 March on. */
  function twoVersions() {
    const board = new ABoard(aCharter(5))
    const one = board.propose('researcher', proposing(aSurvey('v1')))
    board
      .votes(one, ...membersIn(board))
      .on('2026-03-10')
      .decide('m1', one)
    const two = board.on('2026-03-11').propose('researcher', proposing(aSurvey('v2')))
    board
      .votes(two, ...membersIn(board))
      .on('2026-03-20')
      .decide('m1', two)
      .on('2026-03-22')
      .enact('steward', two)
    return { board, one, two }
  }

  it('cannot put an earlier version back after another one took effect', () => {
    const { board, one } = twoVersions()
    expect(() => board.on('2026-03-23').enact('steward', one)).toThrow('propose it again')
    expect([board.missing(aSurvey('v1')), board.missing(aSurvey('v2'))]).toEqual([['not approved'], []])
  })

  it.each(['paused', 'taken back'])('cannot put another version in the place of one that was %s, no matter when it was decided', (how) => {
    const { board, two } = twoVersions()
    const three = board.on('2026-04-01').propose('researcher', proposing(aSurvey('v3')))
    board.votes(three, ...membersIn(board))
    if (how === 'paused') board.pause('m3', two.body.sha256)
    else {
      const back = board.propose('m5', proposingContent('retraction', { artifact: two.body.sha256, why: 'Harm.' }))
      board.votes(back, 'm1', 'm2', 'm3').decide('m1', back).enact('steward', back)
    }
    board.on('2026-04-09').decide('m1', three)
    expect(() => board.on('2026-04-11').enact('steward', three)).toThrow('propose it again')
    expect(board.missing(aSurvey('v3'))).toEqual(['not approved'])

    const four = board.propose('researcher', proposing(aSurvey('v4')))
    board.votes(four, 'm1', 'm2', 'm3').on('2026-04-19').decide('m1', four).on('2026-04-21').enact('steward', four)
    expect(board.missing(aSurvey('v4'))).toEqual([])
  })

  it.each(['survey', 'release', 'charter'] as const)('of a %s is over 30 days after it could take effect', (kind) => {
    const board = new ABoard(aCharter(5))
    const bodies = {
      survey: proposing(aSurvey()),
      release: proposing(aRelease()),
      charter: proposingContent('charter', { ...aCharter(5), approvalDays: 99 }),
    }
    const proposal = board.propose('researcher', bodies[kind])
    if (kind === 'release') board.review(proposal, { m1: 'approve', m2: 'approve' })
    board
      .votes(proposal, ...membersIn(board))
      .on('2026-03-30')
      .decide('m1', proposal)
    const last = { survey: '2026-05-01', release: '2026-05-02', charter: '2026-05-03' }[kind]
    const late = { survey: '2026-05-02', release: '2026-05-03', charter: '2026-05-04' }[kind]
    expect(() => board.on(late).enact('steward', proposal)).toThrow(`by ${last}`)
  })
})

describe('somebody who is named as an author', () => {
  it('can still object, also that somebody could be recognised, and stand aside again; and never consents', () => {
    const board = new ABoard(aCharter(7))
    const proposal = board.propose('researcher', proposing(aRelease(), { authors: ['m5', 'm6', 'm7'] }))
    board.review(proposal, { reviewer: 'approve', m1: 'approve' }).vote('m7', proposal, objects('identifiability'))
    board.votes(proposal, 'm1', 'm2', 'm3', 'm4').on('2026-03-06')
    expect(() => board.decide('m1', proposal)).toThrow('somebody could be recognised')
    expect(() => board.vote('m7', proposal)).toThrow('m7 wrote this proposal and cannot consent to it')
    board.vote('m7', proposal, { choice: 'aside' }).decide('m1', proposal)
  })
})

describe('what only stops or narrows', () => {
  it('is not stopped by one: a retraction, a resume and a correction cannot be paused, even by their hash under another name', () => {
    const board = new ABoard(aCharter(5))
    const { body } = publishedRelease(board)
    const back = proposingContent('retraction', { artifact: body.sha256, why: 'A person can be recognised.' })
    const wrong = proposingContent('correction', { release: body.sha256, notice: 'Table 3 is wrong.', replacement: null })
    const proposal = board.propose('m5', back)
    board.propose('m5', wrong)
    for (const { sha256 } of [back, wrong]) expect(() => board.pause('steward', sha256)).toThrow(/nobody pauses a (retraction|correction)/)
    expect(() => board.propose('researcher', proposing(aRelease(), { sha256: back.sha256 }))).toThrow('stands for something else already')
    board.votes(proposal, 'm1', 'm2', 'm3').decide('m1', proposal).enact('steward', proposal)
    expect(board.missing(aRelease())).toEqual(['retracted'])
  })

  it('a resume lifts as many pauses as people can make, and nobody makes two at once', () => {
    const board = new ABoard(aCharter(5))
    const { body } = openedSurvey(board)
    for (const who of [...membersIn(board), 'steward']) board.pause(who, body.sha256)
    expect(() => board.pause('steward', body.sha256, 'Once more.')).toThrow('steward has paused it already')
    const pauses = [...(board.state.pauses.get(body.sha256)?.keys() ?? [])]
    const resume = board.propose('m1', proposingContent('resume', { artifact: body.sha256, pauses, why: 'Go on.' }))
    expect(() => board.pause('steward', resume.body.sha256)).toThrow('nobody pauses a resume')
    board.votes(resume, 'm2', 'm3', 'm4').on('2026-03-14').decide('m2', resume).enact('steward', resume)
    expect(board.missing(aSurvey())).toEqual([])
    board.pause('steward', body.sha256)
    expect(board.missing(aSurvey())).toEqual(['paused'])
  })

  it('a charter is paused by no steward, and by nobody whose place or key it takes', () => {
    const board = new ABoard(aCharter(6))
    const people = [...aCharter(6).people.filter(({ id }) => !['m5', 'm6', 'steward'].includes(id)), aPerson('m6', 'member', 'new m6')]
    const proposal = board.propose('m1', proposingContent('charter', { ...aCharter(6), people, livedExperience: 5 }))
    for (const who of ['m5', 'm6']) expect(() => board.pause(who, proposal.body.sha256)).toThrow(`takes the place or the key of ${who}`)
    expect(() => board.pause('steward', proposal.body.sha256)).toThrow('only a member may pause a charter')
    board.pause('m2', proposal.body.sha256)
  })

  it('one member cannot turn a retraction down before the others could read it', () => {
    const board = new ABoard(aCharter(5))
    const { body } = publishedRelease(board)
    const back = board.on('2026-04-01').propose('m5', proposingContent('retraction', { artifact: body.sha256, why: 'Harm.' }))
    expect(() => board.decide('m4', back, 'rejected')).toThrow('nobody but its authors')
    board.vote('m1', back, objects('other')).on('2026-04-08')
    expect(() => board.decide('m1', back, 'rejected')).toThrow('the others can answer until 2026-04-09')
    board.votes(back, 'm2', 'm3', 'm4').decide('m2', back).enact('steward', back)
    expect(board.missing(aRelease())).toEqual(['retracted'])
  })

  it('but when all have answered, or a week is over, it can be turned down', () => {
    const answered = new ABoard(aCharter(3))
    const { body } = publishedRelease(answered)
    const back = answered.propose('m1', proposingContent('retraction', { artifact: body.sha256, why: 'Harm.' }))
    answered.vote('m2', back, { choice: 'aside' }).vote('m3', back, { choice: 'aside' })
    expect(standingOf(answered.proposal(back), answered.state.charter, answered.day)).toMatchObject({ outcome: 'rejected' })
  })
})

describe('an objection', () => {
  it('stands until who made it says otherwise, whatever day is written on it', () => {
    const board = new ABoard(aCharter(5, { approvalDays: 1 }))
    const proposal = board.propose('researcher', proposing(aRelease()))
    board.review(proposal, { reviewer: 'approve', m1: 'approve' }).vote('m5', proposal, objects('identifiability'), '2026-03-03')
    board.on('2026-03-06').votes(proposal, 'm1', 'm2', 'm3')
    expect(() => board.decide('m1', proposal)).toThrow('somebody could be recognised')
    expect(() => board.on('2027-03-02').decide('m1', proposal)).toThrow('somebody could be recognised')
    expect(() => board.on('2027-03-04').decide('m1', proposal)).toThrow('open for more than 366 days')
  })

  it('is set aside only where its maker objected the time before: what came back by a check of its own authors opens no way', () => {
    const board = new ABoard(aCharter(5))
    const failed = { checks: [{ name: 'mine', result: 'fail' as const }] }
    const first = board.propose('researcher', proposing(aSurvey('one'), failed))
    board.votes(first, 'm1', 'm2', 'm3', 'm4').on('2026-03-10').decide('m1', first, 'returned')
    const other = board.propose('researcher', proposing(aSurvey('quite another'), { replaces: first.id, met: 'So.' }))
    expect(other.round).toBe(1)
    board.votes(other, 'm1', 'm2', 'm3', 'm4').vote('m5', other, objects('harm')).on('2026-03-12')
    expect(() => board.decide('m1', other)).toThrow('the window is open until 2026-03-18')
    expect(() => board.on('2026-03-18').decide('m1', other)).toThrow('an objection stands')
  })

  it.each([
    ['m1', 'an author'],
    ['researcher', 'somebody else'],
  ])('is not set aside because of an earlier one: proposed by %s, objected to first by %s', (author, who) => {
    const board = new ABoard(aCharter(6))
    const first = board.propose(author, proposing(aSurvey('one')))
    board.votes(first, 'm2', 'm3', 'm5', 'm6').vote(who === 'an author' ? 'm1' : 'm4', first, objects('harm'))
    board.on('2026-03-10').decide('m2', first, 'returned')
    const next = board.propose(author, proposing(aSurvey('another'), { replaces: first.id, met: 'So.' }))
    board.votes(next, 'm2', 'm3', 'm4', 'm5', ...(author === 'm1' ? [] : ['m1'])).vote('m6', next, objects('harm'))
    expect(() => board.on('2026-03-18').decide('m2', next)).toThrow('an objection stands')
  })

  it('of somebody new is not set aside beside one that is made again', () => {
    const board = new ABoard(aCharter(7))
    const first = board.propose('researcher', proposing(aSurvey('one')))
    board.votes(first, 'm2', 'm3', 'm4').vote('m1', first, objects('harm')).on('2026-03-10').decide('m2', first, 'returned')
    const next = board.propose('researcher', proposing(aSurvey('two'), { replaces: first.id, met: 'So.' }))
    board.votes(next, 'm2', 'm3', 'm4', 'm5', 'm6', 'm7').vote('m1', next, objects('harm'))
    board.on('2026-03-12')
    expect(standingOf(board.proposal(next), board.state.charter, board.day)).toMatchObject({ outcome: 'approved', overrides: true })
    board.vote('m7', next, objects('harm')).vote('m1', next, objects('harm'))
    expect(() => board.decide('m2', next)).toThrow('an objection stands')
  })

  it('is not set aside where nobody objected, a concern is a consent, an answer counts on its last day, and an author who stands aside is no answer', () => {
    const board = new ABoard(aCharter(6))
    const proposal = board.propose('m6', proposing(aSurvey()))
    board.vote('m1', proposal, { choice: 'concern', reason: 'It is long.' }).votes(proposal, 'm2')
    board.vote('m3', proposal, { choice: 'consent' }, '2026-03-10').vote('m6', proposal, { choice: 'aside' }).on('2026-03-10')
    const standing = () => standingOf(board.proposal(proposal), board.state.charter, board.day)
    expect(standing()).toMatchObject({ outcome: 'lapsed', because: '3 members answered, of 4 that it needs' })
    board.vote('m4', proposal, { choice: 'aside' })
    expect(standing()).toEqual({ outcome: 'approved', because: '3 members consented', overrides: false })
  })

  it('a second round is never shorter than the charter asks', () => {
    const board = new ABoard(aCharter(5, { stricter: { survey: { windowHours: 60 * 24 } } }))
    const first = board.propose('researcher', proposing(aSurvey('one')))
    board.vote('m5', first, objects('harm')).votes(first, 'm1', 'm2', 'm3').on('2026-05-02').decide('m1', first, 'returned')
    const next = board.propose('researcher', proposing(aSurvey('two'), { replaces: first.id, met: 'So.' }))
    board.votes(next, 'm1', 'm2', 'm3').on('2026-06-01')
    expect(() => board.decide('m1', next)).toThrow('the window is open until')
  })
})

import { describe, expect, it } from 'vitest'
import { addressOf, canonicalJson } from '#shared/canonical-json.ts'
import { againstQuotes, keysThatStay, storySignersOf } from '#shared/governance/acts/stories.ts'
import { publicHalf as signingHalf } from '#shared/governance/signing-keys.ts'
import { storyCircleOf } from '#shared/governance/story-circle.ts'
import { publicSealingKey } from '#shared/response/sealed-box.ts'
import { aHolder } from '#test/board/passkey.ts'
import {
  ABoard,
  aCharter,
  aPerson,
  aRelease,
  membersIn,
  openedSurvey,
  proposing,
  proposingContent,
  keyOf as signingKey,
} from './helpers/a-board.ts'

const SOURCES = 'ab'.repeat(32)
const keyOf = (n: number) => Buffer.from(publicSealingKey(new Uint8Array(32).fill(n + 1))).toString('base64url')
const asksOf = (name: string) => signingHalf(signingKey(name))
const SURVEY = 'ea5fba84b5d2f6ed16c6c1f5db6cd4bd31b1b1fc3d9a4a3a2f2b9e2f4f0a6b11'

/** A board of five that has opened a survey, each of whose members holds a key for stories. */
function aBoard(members = 5): ABoard {
  const board = new ABoard(aCharter(members))
  openedSurvey(board)
  for (const [at, member] of membersIn(board).entries()) board.act(member, 'hold', { key: keyOf(at) })
  return board.act('reviewer', 'hold', { key: keyOf(20) })
}

const contentOf = (board: ABoard, reviewers: [string, string] = ['m2', 'reviewer']) => ({
  survey: board.state.surveys.get('being-heard')?.sha256 ?? SURVEY,
  reviewers,
  why: 'The report is to say how it felt.',
})

const artifactOf = (content: object) => ({ kind: 'stories', id: 'being-heard', bytes: canonicalJson(content) }) as const

/** Proposed by the researcher on 2026-03-13, consented to by all, enacted on 2026-03-20. */
function opened(board: ABoard, content = contentOf(board)) {
  const proposal = board.on('2026-03-13').propose('researcher', proposingContent('stories', content))
  board.votes(proposal, ...membersIn(board))
  board.on('2026-03-18').decide('m1', proposal).on('2026-03-20').enact('steward', proposal)
  return proposal
}

describe('the circle that stories are sealed to', () => {
  it.each([
    [3, 2],
    [4, 3],
    [5, 3],
    [7, 4],
  ])('of a board of %i takes %i members together: as many as open a survey, and never one', (members, needed) => {
    const board = aBoard(members)
    expect(storyCircleOf(board.state)).toMatchObject({ needed })
    expect(storyCircleOf(board.state)?.holders.map(({ id }) => id)).toStrictEqual(membersIn(board))
  })

  it('is not there as long as fewer members than that hold a key, and a reviewer or a steward is never in it', () => {
    const board = new ABoard(aCharter(5))
    board
      .act('m1', 'hold', { key: keyOf(1) })
      .act('m2', 'hold', { key: keyOf(2) })
      .act('reviewer', 'hold', { key: keyOf(3) })
    expect(storyCircleOf(board.state)).toBeUndefined()
    expect(() => board.act('steward', 'hold', { key: keyOf(4) })).toThrow('only a member or a reviewer')
    expect(() => board.act('m3', 'hold', { key: keyOf(1) })).toThrow('somebody else')
    board.act('m3', 'hold', { key: keyOf(4) })
    expect(storyCircleOf(board.state)?.holders.map(({ id }) => id)).toStrictEqual(['m1', 'm2', 'm3'])
  })

  it('takes no key to which nothing can be sealed', () => {
    expect(() => new ABoard(aCharter(3)).act('m1', 'hold', { key: Buffer.alloc(32).toString('base64url') })).toThrow()
  })

  it('loses who leaves the charter or signs with another key', () => {
    const board = aBoard()
    const { people } = board.state.charter
    const next = { ...board.state.charter, people: people.map((each) => (each.id === 'm5' ? aPerson('m5', 'member', 'new') : each)) }
    const proposal = board.propose('steward', proposingContent('charter', next, { id: 'charter' }))
    board.votes(proposal, 'm1', 'm2', 'm3', 'm4').act('m5', 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 }, 'new')
    board.on('2026-04-20').decide('m1', proposal).on('2026-04-25').enact('m2', proposal)

    expect(storyCircleOf(board.state)?.holders.map(({ id }) => id)).toStrictEqual(['m1', 'm2', 'm3', 'm4'])
  })
})

describe('the reading of stories', () => {
  it('is opened by as many as open a survey, for 90 days, and the verdict says so', () => {
    const board = aBoard()
    const content = contentOf(board)
    expect(board.missing(artifactOf(content))).toStrictEqual(['not approved'])
    opened(board, content)

    expect(board.missing(artifactOf(content))).toStrictEqual([])
    expect(board.missing(artifactOf(content), new Date('2026-06-17T12:00:00Z'))).toStrictEqual([])
    expect(board.missing(artifactOf(content), new Date('2026-06-18T12:00:00Z'))).toStrictEqual(['expired'])
    // One other reader is another reading, and another survey's is none of this one.
    expect(board.missing(artifactOf(contentOf(board, ['m3', 'reviewer'])))).toStrictEqual(['not approved'])
    expect(board.missing({ ...artifactOf(content), id: 'other' })).toStrictEqual(['not approved'])
    for (const kind of ['survey', 'release'] as const)
      expect(board.missing({ ...artifactOf(content), kind })).toStrictEqual(['not approved'])
    expect(board.verdict({ ...artifactOf(content), id: 'other' })).toMatchObject({
      missing: [{ text: 'The board has not approved this reading of stories: nothing in the ledger is for exactly these bytes.' }],
    })
  })

  it('is not opened by two members, before its time to answer, or before its wait', () => {
    const board = aBoard()
    const proposal = board.on('2026-03-13').propose('researcher', proposingContent('stories', contentOf(board)))
    board.votes(proposal, 'm1', 'm2', 'm3')
    expect(() => board.on('2026-03-16').decide('m1', proposal)).toThrow('the window is open until 2026-03-17')
    board.on('2026-03-18').decide('m1', proposal)
    expect(() => board.enact('steward', proposal)).toThrow('time-lock ends on 2026-03-20')

    const few = aBoard()
    const other = few.on('2026-03-13').propose('researcher', proposingContent('stories', contentOf(few)))
    few.votes(other, 'm1', 'm2').vote('m3', other, { choice: 'aside' })
    expect(() => few.on('2026-03-18').decide('m1', other)).toThrow('2 members consented, of 3')
  })

  it('stops with a pause of one person, at once (the verdict is asked at each step)', () => {
    const board = aBoard()
    const content = contentOf(board)
    opened(board, content)
    board.pause('m4', addressOf(content))
    expect(board.missing(artifactOf(content))).toStrictEqual(['paused'])
  })

  it.each<[string, [string, string], string]>([
    ['one person twice', ['m2', 'm2'], 'one person twice'],
    ['its own author', ['researcher', 'm2'], 'only a member or a reviewer'],
    ['the steward', ['steward', 'm2'], 'only a member or a reviewer'],
    ['somebody from elsewhere', ['nobody', 'm2'], 'not in the charter'],
  ])('is not for %s (ST-02)', (_, reviewers, why) => {
    const board = aBoard()
    expect(() => board.propose('researcher', proposingContent('stories', contentOf(board, reviewers)))).toThrow(why)
  })

  it('is not for who wrote the proposal, alone or with others (ST-02)', () => {
    const board = aBoard()
    expect(() => board.propose('m2', proposingContent('stories', contentOf(board)))).toThrow('m2 wrote this proposal')
    expect(() => board.propose('m1', proposingContent('stories', contentOf(board), { authors: ['m2'] }))).toThrow('m2 wrote this proposal')
  })

  it('is of a survey that the board opened, and waits until both readers have a key', () => {
    const board = new ABoard(aCharter(5))
    const unopened = proposingContent('stories', { survey: SURVEY, reviewers: ['m2', 'm3'], why: 'Why.' })
    expect(() => board.propose('m1', unopened)).toThrow('never opened')
    openedSurvey(board)
    const proposal = board.propose('m1', proposingContent('stories', contentOf(board, ['m2', 'm3'])))
    board
      .votes(proposal, ...membersIn(board).slice(1))
      .on('2026-03-18')
      .decide('m2', proposal)
      .on('2026-03-21')
    expect(() => board.enact('steward', proposal)).toThrow('m2 has made no key')
  })
})

describe('the quotes of a release', () => {
  const release = aRelease('the sums of a release with a quote')
  const hash = proposing(release).sha256

  it('are published when both who read the stories said so, and not before (ST-02)', () => {
    const board = aBoard()
    const { id } = opened(board)
    expect(againstQuotes(board.state, hash)).toContain('not both said')
    board.act('m2', 'quote', { stories: id, release: hash, sources: SOURCES })
    expect(() => board.act('m2', 'quote', { stories: id, release: hash, sources: SOURCES })).toThrow('already')
    expect(againstQuotes(board.state, hash)).toContain('not both said')
    const others = { stories: id, release: hash, sources: 'cd'.repeat(32) }
    expect(() => board.act('reviewer', 'quote', others)).toThrow('come from other stories')
    board.act('reviewer', 'quote', { stories: id, release: hash, sources: SOURCES })
    expect(againstQuotes(board.state, hash)).toBeUndefined()
    board.pause('m1', addressOf(contentOf(board)))
    expect(againstQuotes(board.state, hash)).toContain('paused')
  })

  it('stay theirs when the board opens the same reading again, and stop with a pause of it', () => {
    const board = aBoard()
    const content = contentOf(board)
    const { id } = opened(board, content)
    for (const reader of ['m2', 'reviewer']) board.act(reader, 'quote', { stories: id, release: hash, sources: SOURCES })
    const again = board.on('2026-06-20').propose('researcher', proposingContent('stories', content))
    board.votes(again, ...membersIn(board))
    board.on('2026-06-25').decide('m1', again).on('2026-06-27').enact('steward', again)
    expect(againstQuotes(board.state, hash)).toBeUndefined()
    board.pause('m1', addressOf(content))
    expect(againstQuotes(board.state, hash)).toContain('paused')
  })

  it('are said to be theirs by nobody else, and not after the time to read (ST-02)', () => {
    const board = aBoard()
    const { id } = opened(board)
    expect(() => board.act('m3', 'quote', { stories: id, release: hash, sources: SOURCES })).toThrow('not one of the two')
    expect(() => board.on('2026-06-18').act('m2', 'quote', { stories: id, release: hash, sources: SOURCES })).toThrow('ended on 2026-06-18')
  })

  it('are never those of the author of the release, however they come first (ST-02)', () => {
    const board = aBoard()
    const { id } = opened(board)
    board.act('m2', 'quote', { stories: id, release: hash, sources: SOURCES })
    expect(() => board.propose('m2', proposing(release))).toThrow('m2 chose the words')
    expect(() => board.propose('researcher', proposing(release, { authors: ['m2'] }))).toThrow('m2 chose the words')

    const other = aBoard()
    const reading = opened(other)
    other.propose('m2', proposing(release))
    expect(() => other.act('m2', 'quote', { stories: reading.id, release: hash, sources: SOURCES })).toThrow('m2 wrote this release')
  })

  it('do not come from the stories of another survey', () => {
    const board = aBoard()
    const { id } = opened(board)
    board.propose('researcher', proposing({ ...aRelease('another'), id: 'other' }))
    const other = proposing(aRelease('another')).sha256
    expect(() => board.act('m2', 'quote', { stories: id, release: other, sources: SOURCES })).toThrow('another survey')
  })
})

describe('a key that signs questions about stories, of somebody with a passkey', () => {
  function withPasskey() {
    const { authenticator } = aHolder('m2', 'member', 'https://board.example.org')
    const board = new ABoard(aCharter(5))
    const { charter } = board.state
    const people = charter.people.map((each) => (each.id === 'm2' ? { ...each, key: authenticator.key } : each))
    return { charter: { ...charter, people }, askKeys: new Map([['m2', [asksOf('first'), asksOf('second')]]]) }
  }

  it('is the one that they named, the newest last; who holds their own key in a file signs with that', () => {
    const state = withPasskey()
    expect(storySignersOf(state, 'm2')).toStrictEqual([asksOf('first'), asksOf('second')])
    expect(storySignersOf({ ...state, askKeys: new Map([['m1', [asksOf('first')]]]) }, 'm1')).toStrictEqual([asksOf('m1')])
    expect(storySignersOf(state, 'nobody')).toStrictEqual([])
  })

  it('is nobody else’s key of any kind, and goes with its person', () => {
    const board = aBoard()
    board.act('m2', 'hold', { key: keyOf(30), asks: asksOf('first') })
    board.act('m2', 'hold', { key: keyOf(31), asks: asksOf('second') })
    expect(board.state.askKeys.get('m2')).toStrictEqual([asksOf('first'), asksOf('second')])
    expect(() => board.act('m3', 'hold', { key: keyOf(32), asks: asksOf('first') })).toThrow('somebody else')
    expect(() => board.act('m3', 'hold', { key: keyOf(32), asks: asksOf('m1') })).toThrow('somebody else')
    const { charter } = board.state
    expect(keysThatStay(board.state, { ...charter, people: charter.people.filter(({ id }) => id !== 'm2') }).askKeys.size).toBe(4 + 1)
  })
})

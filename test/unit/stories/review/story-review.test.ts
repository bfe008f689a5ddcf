import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startOfWeek } from '#shared/consent/weeks.ts'
import type { Story } from '#shared/response/story.ts'
import { type Decision, decisionCommitment, flawIn, proposedBy, proposedHash } from '#shared/stories/review/decision.ts'
import { isMarkedEdit } from '#shared/stories/review/marked-edit.ts'
import { readingPace } from '#shared/stories/review/reading-pace.ts'
import { afterStep, agreementOn, NOT_BEGUN, type ReviewStep, StepRefused, type StoryReview } from '#shared/stories/review/story-review.ts'

const TEXT = 'They asked me at Rowan House what I wanted, and for the first time somebody waited until I had found the words.'
const story: Story = { question: 'q', language: 'en', text: TEXT, share: 'words', quote: true, week: 2940, wait: 2 }
const LATER = new Date(startOfWeek(2941).getTime() + 20 * 86_400_000)
const READERS = ['m2', 'reviewer'] as const
const reason = 'It says what many said.'
const keep: Decision = { choice: 'keep', reason }
const edit: Decision = { choice: 'edit', reason, text: TEXT.replace('at Rowan House', '[in a ward]') }
const summary: Decision = { choice: 'summarise', reason, text: 'Being asked, and being given time to answer, was new.' }
const drop: Decision = { choice: 'drop', reason: 'Somebody could know who it was.' }

const open: ReviewStep = { kind: 'open', copies: { m2: '', reviewer: '' } }
const commit = (commitment = 'a'): ReviewStep => ({ kind: 'commit', commitment, own: '' })
const reviewAfter = (...steps: readonly [string, ReviewStep][]) =>
  steps.reduce<StoryReview>((review, [by, step]) => afterStep(review, by, step, READERS), NOT_BEGUN)
const bothOpen = () => reviewAfter(['m2', commit()], ['reviewer', commit('b')], ['m2', open], ['reviewer', open])
const agreed = (one: Decision | undefined, other: Decision | undefined, review = bothOpen()) =>
  agreementOn(
    review,
    new Map([
      ['m2', one],
      ['reviewer', other],
    ]),
    READERS,
    story,
  )

describe('two readers of a story', () => {
  it('are blind: neither opens a decision before both are handed in (ST-02)', () => {
    expect(() => reviewAfter(['m2', open])).toThrow('when both are handed in')
    expect(() => reviewAfter(['m2', commit()], ['m2', open])).toThrow('when both are handed in')
    expect(() => reviewAfter(['m2', commit()], ['m2', commit('b')])).toThrow('handed in what you think')
    expect(() => reviewAfter(['m1', commit()])).toThrow('only the two')
    expect(bothOpen().opened.size).toBe(2)
  })

  it('take a quote only when both have it, word for word (ST-02)', () => {
    expect(agreed(keep, keep)).toStrictEqual({ outcome: 'taken', quote: { as: 'words', text: TEXT } })
    expect(agreed(edit, edit)).toMatchObject({ outcome: 'taken', quote: { as: 'words' } })
    expect(agreed(keep, edit)).toMatchObject({ outcome: 'differ' })
    expect(agreed(keep, summary)).toMatchObject({ outcome: 'differ' })
    expect(agreed(keep, drop)).toStrictEqual({ outcome: 'dropped', because: 'dropped' })
    expect(agreed(drop, drop)).toStrictEqual({ outcome: 'dropped', because: 'dropped' })
    expect(agreed(keep, undefined)).toStrictEqual({ outcome: 'dropped', because: 'spoiled' })
  })

  it('settle what differs, or the story is dropped', () => {
    const hash = proposedHash(proposedBy(story, edit) ?? { as: 'words', text: '' })
    const settles = (one: string | null, other: string | null) =>
      agreed(
        keep,
        edit,
        afterStep(
          afterStep(bothOpen(), 'm2', { kind: 'settle', takes: one }, READERS),
          'reviewer',
          { kind: 'settle', takes: other },
          READERS,
        ),
      )
    expect(settles(hash, hash)).toMatchObject({ outcome: 'taken', quote: { text: TEXT.replace('at Rowan House', '[in a ward]') } })
    expect(settles(hash, null)).toStrictEqual({ outcome: 'dropped', because: 'not settled' })
    expect(settles(hash, 'c'.repeat(64))).toMatchObject({ outcome: 'differ' })
    expect(settles('c'.repeat(64), 'c'.repeat(64))).toMatchObject({ outcome: 'differ' })
    expect(() => reviewAfter(['m2', commit()], ['m2', { kind: 'settle', takes: hash }])).toThrow('nothing to settle')
  })

  it('can pass on a story without a reason, and nobody is quoted then (ST-10)', () => {
    const passed = reviewAfter(['m2', { kind: 'pass' }], ['reviewer', commit()])
    expect(agreed(keep, keep, passed)).toStrictEqual({ outcome: 'dropped', because: 'passed' })
    expect(() => afterStep(passed, 'm2', commit(), READERS)).toThrow('passed')
    expect(() => reviewAfter(['m2', commit()], ['m2', { kind: 'pass' }])).toThrow('already')
  })

  it('never come to a quote by any order of steps but that both handed in, both opened, and both have it (ST-02)', () => {
    const hashes = [keep, edit].map((each) => proposedHash(proposedBy(story, each) ?? { as: 'words', text: '' }))
    const step = fc.oneof(
      fc.constantFrom<ReviewStep>(commit('a'), open, { kind: 'pass' }, { kind: 'settle', takes: null }),
      fc.constantFrom(...hashes).map((takes): ReviewStep => ({ kind: 'settle', takes })),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('m1', 'm2', 'reviewer'), step), { maxLength: 14 }),
        fc.constantFrom(keep, edit, drop),
        fc.constantFrom(keep, edit, drop),
        (steps, one, other) => {
          const order: string[] = []
          let review = NOT_BEGUN
          for (const [by, each] of steps) {
            try {
              review = afterStep(review, by, each, READERS)
              order.push(`${by} ${each.kind}`)
            } catch (thrown) {
              expect(thrown).toBeInstanceOf(StepRefused)
            }
          }
          const firstOpen = order.findIndex((each) => each.endsWith('open'))
          const commitsBefore = new Set(order.slice(0, firstOpen).filter((each) => each.endsWith('commit')))
          if (firstOpen >= 0) expect(commitsBefore).toStrictEqual(new Set(['m2 commit', 'reviewer commit']))
          if (agreed(one, other, review).outcome !== 'taken') return
          expect(order.filter((each) => each.endsWith('open')).toSorted()).toStrictEqual(['m2 open', 'reviewer open'])
          expect(order.some((each) => each.endsWith('pass') || each.startsWith('m1'))).toBe(false)
          expect([one.choice, other.choice]).not.toContain('drop')
          if (one.choice !== other.choice) expect(review.settled.get('m2')).toBe(review.settled.get('reviewer'))
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('commit to a decision under a hash that is theirs, of this story, in this reading', () => {
    const committed = { decision: keep, nonce: Buffer.alloc(32).toString('base64url') }
    const all = [
      decisionCommitment('r', 'b', 'm2', committed),
      decisionCommitment('s', 'b', 'm2', committed),
      decisionCommitment('r', 'c', 'm2', committed),
      decisionCommitment('r', 'b', 'reviewer', committed),
      decisionCommitment('r', 'b', 'm2', { ...committed, decision: drop }),
      decisionCommitment('r', 'b', 'm2', { ...committed, nonce: Buffer.alloc(32, 1).toString('base64url') }),
    ]
    expect(new Set(all).size).toBe(6)
  })
})

describe('what a reader may make of a story', () => {
  it.each<[string, Partial<Story>, Decision, string | undefined]>([
    ['the words of who shared them', {}, keep, undefined],
    ['an edit with marks', {}, edit, undefined],
    ['a summary in other words', {}, summary, undefined],
    ['to drop it', {}, drop, undefined],
    ['the words of who allows a summary', { share: 'summary' }, keep, 'summary only'],
    ['an edit, of who allows a summary', { share: 'summary' }, edit, 'summary only'],
    ['a summary, of who allows one', { share: 'summary' }, summary, undefined],
    ['anything, of who shares nothing', { share: 'none' }, summary, 'not shared'],
    ['words, of who is not to be quoted', { quote: false }, keep, 'not shared'],
    ['a summary with six words of theirs', {}, { ...summary, text: 'Somebody waited until I had found the words.' }, 'too close'],
    ['an edit that changes a word outside of marks', {}, { ...edit, text: TEXT.replace('wanted', 'needed') }, 'not marked'],
    ['an edit that leaves the end out unmarked', {}, { ...edit, text: 'They asked me [...] what I wanted' }, 'not marked'],
    ['an edit with a number in it', {}, { ...edit, text: TEXT.replace('at Rowan House', '[call 020 7946 0958]') }, 'identifying'],
  ])('%s (ST-05, ST-07)', (_, changes, said, why) => {
    const flaw = flawIn({ ...story, ...changes }, said, LATER)
    expect(flaw).toBe(why)
  })

  it('is nothing before the teller’s wait is over (ST-03)', () => {
    expect(flawIn(story, keep, new Date(startOfWeek(2941).getTime() + 13 * 86_400_000))).toBe('not shared')
  })

  it('tells an edit with marks from any other change (ST-07)', () => {
    const words = fc.array(fc.constantFrom('we', 'they', 'saw', 'nobody', 'there', 'again'), { minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (said, from, length) => {
        const at = from % said.length
        const cut = 1 + (length % (said.length - 1))
        const marked = [...said.slice(0, at), '[...]', ...said.slice(at + cut)].join(' ')
        const unmarked = [...said.slice(0, at), 'somewhere', ...said.slice(at + cut)].join(' ')
        expect(isMarkedEdit(said.join(' '), marked)).toBe(marked !== '[...]')
        expect(isMarkedEdit(said.join(' '), unmarked)).toBe(false)
      }),
    )
    expect(isMarkedEdit('one two three', `[${'x'.repeat(61)}] three`)).toBe(false)
    expect(isMarkedEdit('one two', 'one [..] two two')).toBe(false)
    expect(isMarkedEdit('a b a', 'a [..] a [..] a')).toBe(false)
  })
})

describe('the pace of a reader', () => {
  it('has a pause after 10 in a row, and an end after 30 in a day (ST-10)', () => {
    expect(readingPace({ today: 0, isRested: false })).toBe('on')
    expect(readingPace({ today: 9, isRested: false })).toBe('on')
    expect(readingPace({ today: 10, isRested: false })).toBe('pause')
    expect(readingPace({ today: 10, isRested: true })).toBe('on')
    expect(readingPace({ today: 12, isRested: false })).toBe('on')
    expect(readingPace({ today: 20, isRested: false })).toBe('pause')
    expect(readingPace({ today: 29, isRested: false })).toBe('on')
    expect(readingPace({ today: 30, isRested: true })).toBe('enough')
  })
})

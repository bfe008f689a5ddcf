import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readApprovedCandidate } from '#functions/candidate-folder.ts'
import { answerAsk } from '#functions/console/stories/answer-ask.ts'
import { askStatement, type StoryAsk } from '#functions/console/stories/ask.ts'
import { writeCandidate } from '#functions/tabulate/candidate.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { signWith } from '#shared/governance/signature.ts'
import { verdict } from '#shared/governance/verdict.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { publicSealingKey } from '#shared/response/sealed-box.ts'
import type { Question, Survey } from '#shared/survey/survey.ts'
import { keyOf as secretOf, section, single, surveyOf, table } from '#test/unit/disclosure/sample.ts'
import { ABoard, aCharter, keyOf, membersIn, openedSurvey, proposingContent } from '#test/unit/governance/helpers/a-board.ts'
import { ofAnotherVersion } from '../findings/another-version.ts'
import { boardroomInMemory, bucketInMemory } from './helpers/board-town.ts'

const BOXES = Array.from({ length: 40 }, (_, at) => at.toString(16).padStart(2, '0').repeat(16))
const NOW = new Date('2026-03-20T12:00:00Z')
const A_TEXT: Extract<Question, { type: 'text' }> = { id: 't', type: 'text', max: 500 }

/** A board of five whose reading of forty boxes is open to m2 and reviewer. */
function opened() {
  const board = new ABoard(aCharter(5))
  openedSurvey(board)
  const holders = [...membersIn(board), 'reviewer']
  for (const [at, id] of holders.entries())
    board.act(id, 'hold', { key: Buffer.from(publicSealingKey(new Uint8Array(32).fill(at + 1))).toString('base64url') })
  const content = { survey: board.state.surveys.get('being-heard')?.sha256 ?? '', reviewers: ['m2', 'reviewer'], why: 'Why.' }
  const proposal = board.on('2026-03-13').propose('researcher', proposingContent('stories', content))
  board
    .votes(proposal, ...membersIn(board))
    .on('2026-03-18')
    .decide('m1', proposal)
    .on('2026-03-20')
    .enact('steward', proposal)
  const given: string[] = []
  const files = new Map<string, Uint8Array>()
  const services = {
    clock: () => NOW,
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
    candidates: bucketInMemory(files),
    boardroom: boardroomInMemory(),
    stories: {
      async read(_: unknown, id: Uint8Array) {
        given.push(Buffer.from(id).toString('hex'))
        return new TextEncoder().encode('a box that nothing here can open')
      },
      async *ids(_: unknown, shard: number) {
        if (shard === 0) yield BOXES.map((box) => Buffer.from(box, 'hex'))
      },
    },
    approvals: async (artifact: Parameters<typeof verdict>[0]) =>
      verdict(artifact, verifyLog({ lines: [], checkpoints: [board.checkpoint()] }, board.ledger, board.log), board.ledger, NOW),
  }
  const ask = (by: string, asked: StoryAsk, changes: object = {}, key = by) => {
    const unsigned = { by, day: '2026-03-20', seen: board.state.head, ask: asked, ...changes }
    return answerAsk(services, board.state, { ...unsigned, sig: signWith(keyOf(key), askStatement(board.state, unsigned)) })
  }
  const box = (at: number, isRested = false): StoryAsk => ({ do: 'box', stories: proposal.id, box: BOXES[at] ?? '', isRested })
  return {
    board,
    proposal,
    content,
    ask,
    box,
    given,
    files,
    stories: proposal.id,
    boardroom: services.boardroom,
    candidates: services.candidates,
  }
}

describe('the way to a box (ST-09)', () => {
  it('is for the two whom the board named, and for nobody else of any role', async () => {
    const { ask, box, given } = opened()
    for (const by of ['m1', 'm3', 'researcher', 'steward']) await expect(ask(by, box(0))).rejects.toThrow('only the two')
    await expect(ask('nobody', box(0), {}, 'm2')).rejects.toThrow('not in the charter')
    expect(given).toStrictEqual([])
    expect(await ask('m2', box(0))).toHaveProperty('sealed')
    expect(await ask('reviewer', box(0))).toHaveProperty('sealed')
  })

  it('asks for the signature of who asks, on this day, about this question', async () => {
    const { ask, box, given } = opened()
    await expect(ask('m2', box(0), {}, 'm3')).rejects.toThrow('not that of m2')
    await expect(ask('m2', box(0), { day: '2026-03-25' })).rejects.toThrow('another day')
    await expect(ask('m2', box(0), { seen: 'ab'.repeat(32) })).rejects.toThrow('not in this ledger')
    expect(given).toStrictEqual([])
  })

  it('is closed while the reading is paused, over, or of another board, by the verdict at each question (GO-01)', async () => {
    const { board, ask, box, content, given } = opened()
    board.pause('m4', board.state.stories.keys().next().value ?? '')
    await expect(ask('m2', box(0))).rejects.toThrow('It is paused')
    const other = opened()
    await expect(other.ask('m2', { do: 'box', stories: 'cd'.repeat(32), box: BOXES[0] ?? '', isRested: false })).rejects.toThrow(
      'no reading',
    )
    expect([given, other.given]).toStrictEqual([[], []])
    expect(Buffer.from(canonicalJson(content)).toString()).toContain('reviewer')
  })

  it('has each view written down before the box is given, by who, which and day, and nothing else', async () => {
    const { ask, box, stories } = opened()
    await ask('m2', box(3))
    await ask('m2', box(3))
    await ask('reviewer', box(4))
    expect(await ask('m5', { do: 'views', stories })).toStrictEqual({
      views: [
        { by: 'm2', box: BOXES[3], day: '2026-03-20' },
        { by: 'reviewer', box: BOXES[4], day: '2026-03-20' },
      ],
    })
  })

  it('gives holders the head of a box and no box, and takes parts from holders for the two alone', async () => {
    const { ask, stories, given } = opened()
    const heads = await ask('m1', { do: 'heads', stories, shard: 0, after: null })
    expect(heads).toStrictEqual({ boxes: BOXES.map((box) => ({ box, head: '' })), more: false })
    expect(given).toHaveLength(40)
    await expect(ask('researcher', { do: 'heads', stories, shard: 0, after: null })).rejects.toThrow('only those who hold')
    await expect(ask('m1', { do: 'hand', stories, to: 'm3', sealed: 'AAAA' })).rejects.toThrow('nobody else')
    await expect(ask('reviewer', { do: 'hand', stories, to: 'm2', sealed: 'AAAA' })).rejects.toThrow('only members')
    await ask('m1', { do: 'hand', stories, to: 'm2', sealed: 'AAAA' })
    expect(await ask('m2', { do: 'handed', stories, after: null })).toStrictEqual({ sealed: ['AAAA'], next: null })
    expect(await ask('reviewer', { do: 'handed', stories, after: null })).toStrictEqual({ sealed: [], next: null })
  })

  it('gives parts and steps in pages, as an answer of a function holds 6 MB', async () => {
    const { board, ask, stories, boardroom } = opened()
    const until = NOW.getTime() / 1000 + 1000
    const places = Array.from({ length: 130 }, (_, at) => at.toString(16).padStart(32, '0'))
    for (const place of places) await boardroom.keep(`story-parts ${stories}`, `m2 m1 ${place}`, Buffer.from(place, 'hex'), until)
    const partsAfter = async (after: string | null) => {
      const found = await ask('m2', { do: 'handed', stories, after })
      return 'next' in found
        ? { next: found.next, places: found.sealed.map((each) => Buffer.from(each, 'base64url').toString('hex')) }
        : found
    }
    expect(await partsAfter(null)).toStrictEqual({ next: places[99], places: places.slice(0, 100) })
    expect(await partsAfter(places[99] ?? '')).toStrictEqual({ next: null, places: places.slice(100) })

    const { charterHash: charter, head: seen } = board.state
    const sig = { kind: 'ed25519', value: Buffer.alloc(64).toString('base64url') }
    for (let at = 0; at < 60; at++) {
      const step = {
        at,
        charter,
        seen,
        sig,
        by: 'm2',
        day: '2026-03-20',
        ask: { do: 'step', stories, box: BOXES[0], step: { kind: 'pass' } },
      }
      await boardroom.keep(`story-steps ${stories}`, String(at).padStart(8, '0'), Buffer.from(JSON.stringify(step)), until)
    }
    const stepsFrom = async (from: number) => {
      const found = await ask('m2', { do: 'steps', stories, from })
      return 'steps' in found ? { more: found.more, first: found.steps[0]?.at, many: found.steps.length } : found
    }
    expect(await stepsFrom(0)).toStrictEqual({ more: true, first: 0, many: 50 })
    expect(await stepsFrom(50)).toStrictEqual({ more: false, first: 50, many: 10 })
  })
})

describe('the care of readers (ST-10)', () => {
  it('is a pause after ten new stories in a row, and an end after thirty on a day', async () => {
    const { ask, box, given } = opened()
    for (let at = 0; at < 10; at++) expect(await ask('m2', box(at))).toHaveProperty('sealed')
    expect(await ask('m2', box(10))).toStrictEqual({ pace: 'pause' })
    expect(await ask('m2', box(9))).toHaveProperty('sealed')
    for (let at = 10; at < 30; at++) expect(await ask('m2', box(at, true))).toHaveProperty('sealed')
    expect(await ask('m2', box(30, true))).toStrictEqual({ pace: 'enough' })
    expect(given).not.toContain(BOXES[30])
    // The other reader has a pace of their own.
    expect(await ask('reviewer', box(30))).toHaveProperty('sealed')
  })
})

describe('two readers (ST-02)', () => {
  it('are kept blind by the server, too: nothing is opened before both are in', async () => {
    const { ask, stories } = opened()
    const step = (by: string, of: Extract<StoryAsk, { do: 'step' }>['step']) =>
      ask(by, { do: 'step', stories, box: BOXES[0] ?? '', step: of })
    const commit = { kind: 'commit', commitment: 'ab'.repeat(32), own: 'AAAA' } as const
    const open = { kind: 'open', copies: { m2: 'AAAA', reviewer: 'AAAA' } } as const
    await step('m2', commit)
    await expect(step('m2', open)).rejects.toThrow('when both are handed in')
    await expect(step('m2', commit)).rejects.toThrow('already')
    await expect(step('m3', commit)).rejects.toThrow('only the two')
    await step('reviewer', commit)
    await step('m2', open)
    const kept = await ask('reviewer', { do: 'steps', stories, from: 0 })
    expect('steps' in kept && kept.steps.map(({ by, ask: { step: of } }) => [by, of.kind])).toStrictEqual([
      ['m2', 'commit'],
      ['reviewer', 'commit'],
      ['m2', 'open'],
    ])
  })
})

describe('quotes in a report', () => {
  const told = surveyOf([section('a', [single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] }), A_TEXT])])
  const survey: Survey = { ...told, id: 'being-heard' }

  async function withCandidate() {
    const made = opened()
    const outcome = protect(
      { study: studyPlan(survey), tables: [table('q', { '': { yes: 200, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } })], release: 1 },
      secretOf(1),
    )
    if (outcome.kind !== 'protected') throw new Error('refused')
    const candidate = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-03-01' })
    await writeCandidate(made.candidates, survey.id, candidate, 'real')
    const step = (by: string, at: number, of: Extract<StoryAsk, { do: 'step' }>['step']) =>
      made.ask(by, { do: 'step', stories: made.stories, box: BOXES[at] ?? '', step: of })
    const decide = async (at: number) => {
      for (const by of ['m2', 'reviewer']) await step(by, at, { kind: 'commit', commitment: 'ab'.repeat(32), own: 'AAAA' })
      for (const by of ['m2', 'reviewer']) await step(by, at, { kind: 'open', copies: { m2: 'AAAA', reviewer: 'AAAA' } })
    }
    const quote = (by: string, text = 'They asked me first.', changes: object = {}) =>
      made.ask(by, {
        do: 'quotes',
        stories: made.stories,
        candidate: candidate.id,
        chosen: {
          quotes: [{ question: A_TEXT.id, language: 'en', quote: { as: 'words', text } }],
          how: 'chosen',
          from: { low: 5, high: 9 },
          someWereRemoved: false,
        },
        boxes: [BOXES[0] ?? ''],
        ...changes,
      })
    return { ...made, candidate, step, decide, quote }
  }

  it('come there for either reader in the same files, which name the two and hold the same numbers, and for nobody else', async () => {
    const { ask, board, candidate, decide, quote, candidates, stories, boardroom } = await withCandidate()
    await decide(0)
    for (const by of ['m1', 'm3', 'researcher', 'steward']) await expect(quote(by)).rejects.toThrow('only the two')
    const one = await quote('m2')
    expect(await quote('reviewer')).toStrictEqual(one)
    if (!('release' in one)) throw new Error('no release')
    const read = await readApprovedCandidate(candidates, survey.id, one.release)
    expect(read.tabulated).toBe(candidate.id)
    expect(read.content.quotes).toMatchObject({
      selection: { by: 'M2, REVIEWER', how: 'chosen' },
      quotes: [{ question: A_TEXT.id, as: 'words', text: 'They asked me first.' }],
    })
    const kept = await boardroom.read(`story-sources ${one.release}`, 'boxes', NOW.getTime() / 1000)
    expect(JSON.parse(Buffer.from(kept ?? []).toString())).toMatchObject({
      survey: board.state.surveys.get('being-heard')?.sha256,
      boxes: [BOXES[0]],
    })
    expect(await ask('m1', { do: 'views', stories })).toStrictEqual({ views: [] })
  })

  it('do not come there before both have opened what they decided, nor where one passed (ST-02)', async () => {
    const { files, decide, quote, step } = await withCandidate()
    const before = files.size
    const commit = { kind: 'commit', commitment: 'ab'.repeat(32), own: 'AAAA' } as const
    for (const by of ['m2', 'reviewer']) await step(by, 0, commit)
    await expect(quote('m2')).rejects.toThrow('when both of you have decided')
    await decide(1)
    await step('m2', 2, { kind: 'pass' })
    await expect(quote('m2', 'They asked.', { boxes: [BOXES[2]] })).rejects.toThrow('when both of you have decided')
    await expect(quote('m2', 'They asked.', { boxes: [BOXES[1], BOXES[1]] })).rejects.toThrow('a story of its own')
    expect(files.size).toBe(before)
  })

  it('are refused with what leads to a person, and in a report that is not here (ST-05)', async () => {
    const { files, decide, quote } = await withCandidate()
    await decide(0)
    const before = files.size
    await expect(quote('m2', 'Write to me at ada@example.org.')).rejects.toThrow('leads to a person')
    await expect(quote('m2', 'They asked me.', { candidate: 'ef'.repeat(32) })).rejects.toThrow('not among the candidates')
    expect(files.size).toBe(before)
  })

  it('are refused in a report that another version of Chorus counted, with what to do about it', async () => {
    const { candidate, candidates, decide, quote } = await withCandidate()
    await decide(0)
    const other = ofAnotherVersion(candidate.files)
    await writeCandidate(candidates, survey.id, other, 'real')
    await expect(quote('m2', 'They asked me.', { candidate: other.id })).rejects.toThrow('another version of Chorus counted this report')
  })

  it('can be put into twenty candidates by one person on one day, and no more', async () => {
    const { decide, quote } = await withCandidate()
    await decide(0)
    for (let more = 0; more < 20; more++) await quote('m2')
    await expect(quote('m2')).rejects.toThrow('go on tomorrow')
    expect(await quote('reviewer')).toHaveProperty('release')
  })
})

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { storyScriptFile } from '#functions/console/board-files.ts'
import { createConsole } from '#functions/console/console.tsx'
import { consoleRequest } from '#functions/console/console-request.ts'
import { agreedQuotes } from '#functions/story-desk/agreed-quotes.ts'
import { keyDesk } from '#functions/story-desk/key-desk.ts'
import { readableTo } from '#functions/story-desk/parts.ts'
import { putQuotes } from '#functions/story-desk/put-quotes.ts'
import { addStep, agreementFor, commitTo, lookAt, openOwn, reviewOf, stepsSoFar } from '#functions/story-desk/review-desk.ts'
import { storySecretOf } from '#functions/story-desk/story-secret.ts'
import { listRelease, writeCandidate } from '#functions/tabulate/candidate.ts'
import { act, holdStoryKeys, type MadeUpBoard, madeUpTurn } from '#infra/local/made-up-members.ts'
import { type MadeUpReading, readAlong } from '#infra/local/made-up-stories/made-up-reading.ts'
import { sendMadeUpStories } from '#infra/local/made-up-stories/send-stories.ts'
import { decisionOn, STORIES, STUDY } from '#infra/local/made-up-stories/written.ts'
import { toBase64url } from '#shared/bytes.ts'
import { expects } from '#shared/expectation/expected-of.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import { publicSealingKey } from '#shared/response/sealed-box.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import { type Decision, flawIn, proposedHash } from '#shared/stories/review/decision.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { withFewTables } from '#test/lambda/few-tables.ts'
import { boardroomInMemory, bucketInMemory, storiesInMemory, textOf } from '../console/helpers/board-town.ts'
import { ABoard, aCharter, keyOf, proposing } from '../governance/helpers/a-board.ts'
import { instrumentRelease } from '../release/instrument-release.ts'
import { inMemory } from '../respond/helpers/memory.ts'

const NOW = new Date('2026-03-02T12:00:00Z')
const ORIGIN = 'http://localhost:8321'
const MADE_UP = ['m1', 'm2', 'm3', 'm4', 'm5', 'researcher', 'reviewer', 'steward']
const YOU = 'm6'

/** A board with a person on it, m6, whose key the made-up people do not have; its console, its boxes and its candidates. */
function aHouse(demonstration: boolean) {
  const charter = aCharter(6, { demonstration, witnesses: [] })
  const lines = new ABoard(charter, '2026-03-02').lines
  const notes: string[] = []
  const ledger: Ledger = {
    append: async (seq, line) => seq === lines.length && lines.push(line) > 0,
    lines: async (from) => lines.slice(from),
    keepCheckpoint: async (_size, note) => void notes.splice(0, 1, note),
    keepWitnessed: async () => {},
    checkpoints: async () => notes,
  }
  const { ledger: board } = new ABoard(charter, '2026-03-02', lines)
  const reader = ledgerReader({ ledger, board })
  const boardroom = boardroomInMemory()
  const stories = storiesInMemory()
  const candidates = bucketInMemory(new Map())
  const { community } = inMemory()
  const clock = () => NOW
  const answer = createConsole({
    ...{ clock, ledger, reader, board, boardroom, stories, candidates, community, publicHost: undefined, expects: expects() },
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    boardKey: new Uint8Array(32).fill(5),
    logKey: keyOf('log'),
    keeping: { openings: async () => [], participation: async () => [] },
    approvals: approvalsOf({ ledger, board, clock }),
    storyScript: storyScriptFile('/* made up */'),
  })
  const send = async (at: URL, { body }: { readonly body: URLSearchParams }) => {
    const http = { method: 'POST' }
    const headers = { host: at.host, 'content-type': 'application/x-www-form-urlencoded' }
    const reply = await answer(
      consoleRequest({ rawPath: at.pathname, requestContext: { http }, queryStringParameters: {}, headers, body: body.toString() }),
    )
    return new Response(textOf(reply), { status: reply.statusCode })
  }
  const keys = new Map(MADE_UP.map((id) => [id, { id, privateKey: keyOf(id) }]))
  const members: MadeUpBoard = { ledger, reader, boardroom, candidates, keys, logKey: keyOf('log'), clock }
  const reading: MadeUpReading = {
    ...members,
    done: new Set(),
    deskOf: (own, state, open) => keyDesk({ own, state, ...open, at: ORIGIN, now: NOW }),
  }
  const state = async (): Promise<LedgerState> => (await reader.latest()).state
  return {
    ...{ members, reading, stories, candidates, send, state },
    /** Somebody adds entries, with a key of their own. */
    async add(by: (then: ABoard) => unknown): Promise<void> {
      const then = new ABoard(charter, '2026-03-02', lines)
      by(then)
      lines.push(...then.lines.slice(lines.length))
      notes.splice(0, 1, then.checkpoint())
    },
    proposals: async (kind: string) => [...(await state()).proposals.values()].filter(({ body }) => body.kind === kind),
    async desk(proposal: string) {
      const found = (await state()).proposals.get(proposal)
      if (found?.body.kind !== 'stories') throw new Error('no reading was proposed')
      const own = { id: YOU, privateKey: keyOf(YOU) }
      return keyDesk({ own, state: await state(), stories: proposal, readers: found.body.content.reviewers, at: ORIGIN, now: NOW })
    },
    readAlong: () => act(members, async (log) => readAlong(reading, log.state)),
  }
}

type House = ReturnType<typeof aHouse>

const held = () => ({ key: toBase64url(publicSealingKey(storySecretOf({ id: YOU, privateKey: keyOf(YOU) }))) })

async function withSurveyOpen(house: House, survey: Survey): Promise<void> {
  await house.add((then) => {
    const artifact = { kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) } as const
    const proposal = then.propose('researcher', proposing(artifact))
    then.votes(proposal, 'm1', 'm2', 'm3', 'm4').decide('m1', proposal).enact('steward', proposal)
  })
}

describe('the made-up stories of npm start', () => {
  const house = aHouse(true)
  let survey: Survey
  let reading: Proposal

  beforeAll(async () => {
    survey = withFewTables(await readSurvey(`surveys/${STUDY}`))
    vi.stubGlobal('fetch', house.send)
  })
  afterAll(() => void vi.unstubAllGlobals())

  it('are such as a reader can decide about: of each that may be read, the made-up decision has no flaw', () => {
    for (const { text, language, share, decision } of STORIES.slice(0, 8)) {
      const story = { question: 'cr16', language, text, share, quote: true, week: 2900, wait: 2 as const }
      expect(flawIn(story, decision, NOW), text).toBeUndefined()
    }
    expect(decisionOn('What somebody at the keyboard typed.').choice).toBe('drop')
  })

  it('are sealed to the made-up members, who make keys for that, and lie there once however often it starts', async () => {
    expect(await sendMadeUpStories(house.stories, await house.state(), survey, NOW)).toBe(0)
    expect(await holdStoryKeys(house.members)).toBe(6)
    expect(await holdStoryKeys(house.members)).toBe(0)
    expect([...(await house.state()).sealingKeys.keys()].toSorted()).toStrictEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'reviewer'])
    await withSurveyOpen(house, survey)
    for (const _ of [1, 2]) await sendMadeUpStories(house.stories, await house.state(), survey, NOW)
    const ids: unknown[] = []
    for await (const page of house.stories.ids(versionOf(survey), 0)) ids.push(...page)
    expect(ids).toHaveLength(10)
  })

  it('are opened by votes for somebody who made a key, who lets it take effect', async () => {
    expect(await madeUpTurn(house.members)).toBe(0)
    await house.add((then) => then.act(YOU, 'hold', held()))
    await madeUpTurn(house.members)
    const [proposed, ...more] = await house.proposals('stories')
    expect([proposed?.status, more]).toStrictEqual(['approved', []])
    expect(proposed?.body).toMatchObject({ content: { reviewers: [YOU, 'reviewer'] } })
    await house.readAlong()
    if (!proposed) throw new Error('no reading was proposed')
    await expect(readableTo(await house.desk(proposed.id))).rejects.toThrow('has not approved')
    await house.add((then) => then.enact(YOU, proposed))
    reading = proposed
    expect(await madeUpTurn(house.members)).toBe(0)
  })

  it('open with the parts of the made-up members, but for the one that is kept back and the one that waits', async () => {
    const desk = await house.desk(reading.id)
    expect((await readableTo(desk)).closed).toBe(10)
    await house.readAlong()
    const { boxes, closed } = await readableTo(desk)
    expect(closed).toBe(0)
    const read: string[] = []
    for (const [box, parts] of boxes) {
      const story = await lookAt(desk, box, parts)
      if (typeof story !== 'string') read.push(story.text)
    }
    expect(read.toSorted()).toStrictEqual(
      STORIES.slice(0, 8)
        .map(({ text }) => text)
        .toSorted(),
    )
  })

  /** Your decision: to keep all but the one whose teller allows a summary only. */
  const yours = (share: string): Decision =>
    share === 'summary'
      ? { choice: 'summarise', text: 'They asked about company on the way.', reason: 'They allow that.' }
      : { choice: 'keep', reason: 'It says much.' }

  it('are read by the other reader without a look at yours, and opened when both have decided', async () => {
    const desk = await house.desk(reading.id)
    for (const [box, parts] of (await readableTo(desk)).boxes) {
      const before = reviewOf(desk, await stepsSoFar(desk), box)
      expect([[...before.commitments.keys()], before.opened.size]).toStrictEqual([['reviewer'], 0])
      const story = await lookAt(desk, box, parts)
      if (typeof story !== 'string') await commitTo(desk, box, yours(story.share))
    }
    const steps = await stepsSoFar(desk)
    for (const box of (await readableTo(desk)).boxes.keys()) await openOwn(desk, box, reviewOf(desk, steps, box))
    await house.readAlong()
    expect(await outcomes()).toStrictEqual({ taken: 5, differ: 2, dropped: 1 })
  })

  async function outcomes(): Promise<Record<string, number>> {
    const desk = await house.desk(reading.id)
    const found: Record<string, number> = {}
    for (const [box, parts] of (await readableTo(desk)).boxes) {
      const story = await lookAt(desk, box, parts)
      if (typeof story === 'string') continue
      const agreement = agreementFor(desk, box, reviewOf(desk, await stepsSoFar(desk), box), story)
      found[agreement.outcome] = (found[agreement.outcome] ?? 0) + 1
      if (agreement.outcome === 'differ') {
        const edit = agreement.proposed.find(({ text }) => text.includes('[a centre]'))
        await addStep(desk, box, { kind: 'settle', takes: edit ? proposedHash(edit) : null })
      }
    }
    return found
  }

  it('are settled as you would have it', async () => {
    await house.readAlong()
    expect(await outcomes()).toStrictEqual({ taken: 6, dropped: 2 })
  })

  it('come into a report that both sign, and that the made-up board reviews, approves and leaves to you', async () => {
    const counted = await instrumentRelease(survey, 60)
    await writeCandidate(house.candidates, survey.id, counted, 'made-up')
    await listRelease(house.candidates, survey.id, 1, counted.id)
    const desk = await house.desk(reading.id)
    const { chosen, boxes } = await agreedQuotes(desk)
    if (!chosen) throw new Error('nothing was agreed on')
    const put = await putQuotes(desk, { candidate: counted.id, survey: versionOf(survey).hash }, { chosen, boxes })
    expect(put.quotes.map(({ text }) => text)).toContain('Two people without uniforms, and time to talk in the kitchen of [a centre].')
    await house.add((then) => then.act(YOU, 'quote', { stories: reading.id, release: put.release, sources: put.sources }))
    expect(await madeUpTurn(house.members)).toBe(0)
    expect(await house.readAlong()).toBe(1)
    expect([...((await house.state()).quoted.get(put.release)?.by ?? [])]).toStrictEqual([YOU, 'reviewer'])
    await madeUpTurn(house.members)
    const [proposed] = await house.proposals('release')
    expect([proposed?.status, proposed?.body.sha256]).toStrictEqual(['approved', put.release])
    expect(await house.readAlong()).toBe(0)
  })

  it('quotes that both did not agree on get no made-up signature', async () => {
    await house.add((then) => then.act(YOU, 'quote', { stories: reading.id, release: 'ab'.repeat(32), sources: 'cd'.repeat(32) }))
    expect(await house.readAlong()).toBe(0)
    expect([...((await house.state()).quoted.get('ab'.repeat(32))?.by ?? [])]).toStrictEqual([YOU])
  })

  it('are not there on a real board, where nobody signs in another’s name', async () => {
    const real = aHouse(false)
    await real.add((then) => {
      for (const id of ['m1', 'm2', 'm3', 'm4', 'm5']) {
        then.act(id, 'hold', { key: toBase64url(publicSealingKey(storySecretOf({ id, privateKey: keyOf(id) }))) })
      }
    })
    expect(await sendMadeUpStories(real.stories, await real.state(), survey, NOW)).toBe(0)
    for await (const page of real.stories.ids(versionOf(survey), 0)) expect(page).toStrictEqual([])
    const before = (await real.state()).size
    expect([await holdStoryKeys(real.members), await madeUpTurn(real.members), await real.readAlong()]).toStrictEqual([0, 0, 0])
    expect((await real.state()).size).toBe(before)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownKeysFrom, secretOfCode } from '#functions/console/reading/browser/own-keys.ts'
import type { BoardWords } from '#functions/console/words/en.ts'
import { type BoardLanguage, loadBoardWords } from '#functions/console/words/load-board-words.ts'
import { publishVersion } from '#functions/publish/publish-version.ts'
import type { QuoteSources } from '#functions/publish/quote-sources.ts'
import { handParts, readableTo } from '#functions/story-desk/parts.ts'
import { addStep, commitTo, lookAt, openOwn, reviewOf, stepsSoFar } from '#functions/story-desk/review-desk.ts'
import { listRelease, writeCandidate } from '#functions/tabulate/candidate.ts'
import { headOf, partFor } from '#shared/response/circle-box.ts'
import type { Share } from '#shared/survey/answer.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { bucketInMemory, textOf } from '#test/unit/console/helpers/board-town.ts'
import { instrumentRelease } from '#test/unit/release/instrument-release.ts'
import type { BoardVisit } from './board-visit.ts'
import { axeFindings } from './checks/axe.ts'
import { Findings } from './checks/findings.ts'
import { reflowFindings, smallTargets } from './checks/layout.ts'
import { type StoryHouse, storyHouse } from './story-house.ts'

/** The words of six people, and their choice. */
const WRITTEN: readonly (readonly [string, Share])[] = [
  ['The peer group at Rowan House asked me what I wanted before anybody else did.', 'words'],
  ['My canary sentence that nobody may ever read.', 'none'],
  ['I was told what the pills do only after I had asked three times about them.', 'summary'],
  ['Nothing helped for a year.', 'words'],
  ['It took one phone call.', 'words'],
  ['I waited nine weeks for it.', 'words'],
]
/** The time after which a test gives up on a page, on however busy a machine: nothing is measured by it. */
const PATIENCE = { timeout: 60_000 }
const SUMMARY = 'Somebody had to ask again and again before anybody explained.'

let house: StoryHouse
let town: StoryHouse['town']
let visit: BoardVisit
let words: BoardWords
let survey: StoryHouse['survey']
let reading = ''
const seen = new Findings()

beforeAll(async () => {
  house = await storyHouse()
  ;({ town, visit, survey } = house)
  const counted = await instrumentRelease(survey, 60)
  await writeCandidate(town.services.candidates, survey.id, counted, 'made-up')
  await listRelease(town.services.candidates, survey.id, 1, counted.id)
  await speak('en')
})
afterAll(() => house?.close())

async function speak(language: BoardLanguage): Promise<BoardWords> {
  words = await loadBoardWords(language)
  visit.speak(words)
  return words
}

async function look(name: string): Promise<void> {
  seen.add('axe', name, await axeFindings(visit.page))
  seen.add('reflow', name, await reflowFindings(visit.page))
  seen.add('targets', name, await smallTargets(visit.page))
}

const text = (id: string) => visit.page.locator(`#${id}`).textContent()

/** Makes a key for stories with a code, and signs it into the ledger. */
async function hold(id: string): Promise<void> {
  await visit.as(town.holder(id))
  await visit.open('/board/stories/key')
  await visit.pressHere(words.stories.byCode)
  await visit.page.locator('#kept').waitFor()
  if (id === 'otter') await look('in Arabic: a new code')
  house.codes.set(id, (await text('new-code')) ?? '')
  await visit.goOnAndSignHere()
}

const deskOf = (id: string, page: 'give' | 'read' = 'read') => house.deskOf(id, reading, page)

async function unlock(id: string): Promise<void> {
  await visit.writeHere('code', house.codes.get(id) ?? '')
  await visit.pressHere(words.stories.withCode)
}

function never(): never {
  throw new Error('the board is not there')
}

/** Waits until a story is shown whose words begin so. */
async function shown(): Promise<string> {
  await visit.page.locator('#story').waitFor()
  return (await text('text')) ?? ''
}

/** Decides on each story that is shown, until none is left. */
async function readAll(decide: (words: string) => readonly [choice: string, text?: string]): Promise<string> {
  let all = ''
  for (;;) {
    await visit.page.locator('#story:not([hidden]), #nothing:not([hidden])').first().waitFor()
    if (await visit.page.locator('#nothing').isVisible()) return all
    const before = await shown()
    all += before
    const [choice, other] = decide(before)
    await visit.page.locator(`[name=choice][value=${choice}]`).check()
    if (other !== undefined) await visit.writeHere('in-text', other)
    await visit.writeHere('in-reason', 'It says what many said.')
    await visit.pressHere(words.stories.handIn)
    const isOver = async () => visit.page.locator('#nothing').isVisible()
    const hasMovedOn = async () => (await isOver()) || (await text('text')) !== before || (await text('wrong')) !== ''
    await expect.poll(hasMovedOn, PATIENCE).toBe(true)
    expect(await text('wrong')).toBe('')
  }
}

describe('stories in the browser, by people who have a passkey and no file', () => {
  it('are sealed to keys that members make, in their browser by keyboard in Arabic', async () => {
    await speak('ar')
    visit.byKeyboard()
    await hold('otter')
    visit.byKeyboard(false)
    await speak('en')
    for (const id of ['birch', 'heron', 'finch', 'moss']) await house.holdElsewhere(id)
    for (const [words, share] of WRITTEN) await house.send(words, share)
  })

  it('open by the board’s votes alone, and with the parts of enough members (ST-09)', async () => {
    await visit.as(town.holder('ada'))
    await visit.open('/board/propose')
    await visit.page.locator('main a[href*="/propose/stories/"]').click()
    for (const reader of ['finch', 'moss']) await visit.page.locator(`[name=reader][value=${reader}]`).check()
    await visit.write('why', 'The report is to say how it felt.')
    await look('a reading to propose')
    await visit.goOnAndSign()
    reading = /\/board\/p\/([0-9a-f]{64})/.exec(visit.page.url())?.[1] ?? ''
    const page = async () => (await town.ask({ path: `/board/stories/${reading}/read`, cookie: await town.as('finch') })).statusCode
    expect(await page()).toBe(404)
    await town.approve(reading, 'birch', 'heron', 'otter')
    expect(await page()).toBe(200)
    expect(await handParts(await deskOf('birch', 'give'))).toBe(WRITTEN.length)
    for (const [at, id] of ['heron', 'otter'].entries()) {
      await speak((['es', 'ar'] as const)[at] ?? 'en')
      await visit.as(town.holder(id))
      await visit.open('/board/stories')
      if (id === 'otter') await look('in Arabic: stories')
      await visit.follow(words.stories.give)
      if (id === 'heron') await look('in Spanish: giving parts')
      if (id === 'otter') {
        await visit.writeHere('code', house.codes.get('birch') ?? '')
        await visit.pressHere(words.stories.withCode)
        await visit.page.getByText(words.stories.script.otherKey).waitFor()
      }
      await unlock(id)
      await visit.page.getByText(words.stories.script.given.replace('{}', '6')).waitFor()
    }
  })

  it('are read by two, each alone, with the teller’s conditions (ST-02, ST-07, ST-10)', async () => {
    const finch = await deskOf('finch')
    const keeps = { choice: 'keep', reason: 'Finch says so.' } as const
    const summarises = { choice: 'summarise', text: SUMMARY, reason: 'Finch says so.' } as const
    for (const [box, parts] of (await readableTo(finch)).boxes) {
      const story = await lookAt(finch, box, parts)
      if (typeof story === 'string') throw new Error(story)
      const drops = { choice: 'drop', reason: 'Finch says so.' } as const
      await commitTo(finch, box, story.text.includes('Rowan') ? keeps : story.text.includes('pills') ? summarises : drops)
    }

    await speak('es')
    await visit.as(town.holder('moss'))
    await visit.open(`/board/stories/${reading}/read`)
    expect(await visit.page.locator('main').textContent()).toContain(words.stories.note[1])
    await unlock('moss')
    visit.byKeyboard()
    await shown()
    await look('in Spanish: a story')
    await visit.pressHere(words.stories.handIn)
    await visit.page.getByText(words.stories.script.incomplete).waitFor()
    visit.byKeyboard(false)
    const all = await readAll((shown) => {
      if (shown.includes('Rowan')) return ['edit', shown.replace('Rowan House', '[a centre]')]
      return shown.includes('pills') ? ['summarise', SUMMARY] : ['drop']
    })
    expect(all).toContain('Rowan House')
    expect(all).not.toContain('canary')
    const views = textOf(await town.ask({ path: `/board/stories/${reading}/views`, cookie: await town.as('ada') }))
    // Five stories, two readers, one day; and not a word of any.
    expect(views.match(/<tr>/g)).toHaveLength(1 + 10)
    for (const [reader, times] of [
      ['FINCH', 5],
      ['MOSS', 5],
      ['BIRCH', 0],
    ] as const)
      expect([reader, views.split(`<td>\u2068${reader}\u2069</td>`).length - 1]).toStrictEqual([reader, times])
    for (const told of ['Rowan', 'pills', 'phone call']) expect(views).not.toContain(told)
    // Blind: finch has decided, and nothing of that is here.
    await visit.pressHere(words.stories.compare)
    await visit.page.locator('#both').waitFor()
    expect(await visit.page.locator('body').textContent()).not.toContain('Finch says so')
    expect(await text('outcomes')).not.toContain(SUMMARY)
  })

  it('are quoted where both agree, and settled where they differ', async () => {
    const finch = await deskOf('finch')
    const before = await stepsSoFar(finch)
    const { boxes } = await readableTo(finch)
    for (const box of boxes.keys()) await openOwn(finch, box, reviewOf(finch, before, box))
    await visit.pressHere(words.stories.compare)
    const { script } = words.stories
    await visit.page.getByText(script.taken).waitFor()
    expect(await text('outcomes')).toContain(SUMMARY)
    await look('in Spanish: two decisions that differ')
    await visit.page.locator('#outcomes .words', { hasText: '[a centre]' }).locator('xpath=following-sibling::button[1]').click()
    await expect.poll(async () => (await stepsSoFar(finch)).at(-1)?.ask.step.kind, PATIENCE).toBe('settle')
    const settled = (await stepsSoFar(finch)).at(-1)?.ask
    if (settled) await addStep(finch, settled.box, settled.step)
    await visit.pressHere(words.stories.compare)
    await visit.page.getByText(script.taken).nth(1).waitFor()
  })

  /** Has the quotes put into the report, looks at them, and signs its hash. */
  async function signQuotes(look?: () => Promise<void>): Promise<string> {
    await visit.pressHere(words.stories.intoReport)
    await visit.page.locator('#quoted').waitFor()
    expect(await text('quotes')).toContain('[a centre]')
    expect(await text('quotes')).toContain(SUMMARY)
    await look?.()
    const hash = (await text('quoted-hash')) ?? ''
    await visit.goOnAndSignHere()
    return hash
  }

  it('come into a report that both sign, the board approves, and the public reads (ST-12)', async () => {
    const folders = () => [...town.files.keys()].filter((key) => key.endsWith('/SHA256SUMS')).length
    expect([folders(), house.sent.filter((each) => each.includes(SUMMARY))]).toStrictEqual([1, []])
    const one = await signQuotes(() => look('in Spanish: quotes in a report'))
    await speak('en')
    const proposing = `/board/propose/release/${survey.id}/${one}`
    const offered = async (by: string) => textOf(await town.ask({ path: '/board/propose', cookie: await town.as(by) })).includes(proposing)
    // One of the two has signed.
    expect(await offered('birch')).toBe(false)
    await visit.as(town.holder('finch'))
    await visit.open(`/board/stories/${reading}/read`)
    await unlock('finch')
    await visit.pressHere(words.stories.compare)
    await visit.page.locator('#both').waitFor()
    expect([await signQuotes(), folders()]).toStrictEqual([one, 2])
    expect(town.entries().slice(-2)).toMatchObject(
      ['moss', 'finch'].map((by) => ({ kind: 'quote', by, body: { stories: reading, release: one }, sig: { kind: 'passkey' } })),
    )

    expect(await offered('birch')).toBe(true)
    const about = { title: 'Publish it', askedBy: 'We did.', benefits: 'All.', returns: 'Aloud.', harms: 'Few.' }
    const { headers } = await town.act('birch', proposing, about)
    const proposal = /\/board\/p\/([0-9a-f]{64})/.exec(headers.location ?? '')?.[1] ?? ''
    for (const by of ['reed', 'stone']) await town.act(by, `/board/p/${proposal}/review`, { outcome: 'approve', reasons: 'I read it.' })
    for (const by of ['reed', 'stone']) await town.act(by, `/board/p/${proposal}/openReview`, {})
    await town.approve(proposal, 'heron', 'otter', 'reed')
    const published = new Map<string, Uint8Array>()
    const { boardroom, candidates, ledger, clock } = town.services
    const holds: QuoteSources['stories']['holds'] = async (version, box) => (await town.stories.read(version, box)) !== undefined
    const sources = {
      ledger,
      board: town.board,
      candidates,
      clock,
      findings: bucketInMemory(published),
      quotes: { boardroom, stories: { holds } },
      logKey: town.services.logKey,
    }
    expect(await publishVersion(sources, { study: survey.id, number: 1 })).toMatchObject({ outcome: 'published' })
    const page = [...published].find(([key]) => key.endsWith('/report.html'))?.[1]
    expect(Buffer.from(page ?? []).toString()).toContain('[a centre] asked me what I wanted')
    expect([...published.values()].filter((bytes) => /Rowan|canary|pills|nine weeks/.test(Buffer.from(bytes).toString()))).toStrictEqual([])
  })

  it('never left the browser, nor did a part, a code or a secret; and every page passes axe and fits (ST-09)', async () => {
    const secrets: string[] = []
    const version = versionOf(survey)
    const heads: Uint8Array[] = []
    for (let shard = 0; shard < 8; shard++)
      for await (const ids of town.stories.ids(version, shard))
        for (const id of ids) heads.push(headOf((await town.stories.read(version, id)) ?? new Uint8Array()) ?? never())
    expect(heads).toHaveLength(WRITTEN.length)
    for (const code of house.codes.values()) {
      const secret = secretOfCode(code) ?? never()
      const { sealing, asking } = ownKeysFrom(secret)
      const parts = heads.flatMap((head) => partFor(head, sealing) ?? [])
      for (const bytes of [secret, sealing, asking, ...parts])
        for (const form of ['hex', 'base64', 'base64url'] as const) secrets.push(Buffer.from(bytes).toString(form))
      secrets.push(code, code.replaceAll('-', ''))
    }
    expect(secrets.length).toBeGreaterThan(5 * 11)
    const traffic = house.sent.map((each) => decodeURIComponent(each.replaceAll('+', ' ')))
    expect(traffic.filter((each) => each.includes('"do":"hand"'))).toHaveLength(4)
    // Of all that was written only what both would publish was sent, once by each of the two.
    for (const quoted of ['[a centre]', SUMMARY]) expect(traffic.filter((each) => each.includes(quoted))).toHaveLength(2)
    for (const secret of [...secrets, 'Rowan', 'canary', 'pills', 'nine weeks', 'what many said'])
      expect([...house.sent, ...traffic].filter((each) => each.includes(secret))).toStrictEqual([])
    for (const check of ['axe', 'reflow', 'targets']) expect(seen.of(check)).toEqual([])
  })
})

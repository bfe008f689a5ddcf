import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import type { BoardWords } from '#functions/console/words/en.ts'
import { loadBoardWords } from '#functions/console/words/load-board-words.ts'
import { makeLink } from '#functions/enrolment-links.ts'
import { listRelease, writeCandidate } from '#functions/tabulate/candidate.ts'
import { ledgerOf } from '#infra/local/board-ledger.ts'
import { MARKER } from '#infra/local/data-folder.ts'
import { createGateway } from '#infra/local/gateway.ts'
import { listen } from '#infra/local/listen.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { functions } from '#infra/topology.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { charterHash } from '#shared/governance/charter.ts'
import { dayOf } from '#shared/governance/days.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { charterOf, found } from '#test/board/founded.ts'
import { aHolder, type Holder } from '#test/board/passkey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { boardTown } from '#test/unit/console/helpers/board-town.ts'
import { keyOf, section, single, surveyOf, table } from '../unit/disclosure/sample.ts'
import { keyOf as logKey } from '../unit/governance/helpers/a-board.ts'
import { BoardVisit } from './board-visit.ts'
import { axeFindings } from './checks/axe.ts'
import { Findings } from './checks/findings.ts'
import { reflowFindings, smallTargets } from './checks/layout.ts'
import { shapeOf } from './checks/shape.ts'
import { launchShell } from './chromium.ts'
import { aFreePort } from './story-house.ts'

const PHONE = { width: 360, height: 740 }

let running: Running
let chromium: Browser
let first: Survey
let second: Survey
let people: ReadonlyMap<string, Holder>
let visit: BoardVisit
let inWords: BoardWords

/** The pages that were looked at, and what is wrong with them. */
const seen = new Findings()

beforeAll(async () => {
  inWords = await loadBoardWords('en')
  const port = await aFreePort()
  const origin = `http://localhost:${port}`
  const holders = [
    ...['birch', 'heron', 'otter', 'reed', 'stone'].map((id) => aHolder(id, 'member', origin)),
    ...[aHolder('ada', 'researcher', origin), aHolder('finch', 'reviewer', origin), aHolder('moss', 'reviewer', origin)],
  ]
  people = new Map(holders.map((each) => [each.person.id, each]))
  const charter = charterOf(holders)
  const dataDir = await aFolderWithLogKey()
  running = await runDeployment([], { port, board: charterHash(charter), dataDir })
  await found(ledgerOf(running.deployment), charter, holders, dayOf(new Date()))
  first = await readSurvey('surveys/crisis-response')
  second = { ...first, version: '1.9.9' }
  const community = communityOf(running.deployment)
  for (const each of [first, second]) await community.storeSurvey(versionOf(each), canonicalBytes(each))
  await community.open({ link: linkOf(first.id), version: versionOf(second) })
  await aCandidate()
  chromium = await launchShell()
  const page = await (await chromium.newContext({ viewport: PHONE, acceptDownloads: true })).newPage()
  visit = await BoardVisit.on(page, origin, inWords)
})
afterAll(async () => {
  await chromium?.close()
  await running?.remove()
})

/** A data folder with the key of the board's log, as chorus board init makes it. */
async function aFolderWithLogKey(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-board-'))
  await mkdir(join(folder, 'board'))
  await writeFile(join(folder, MARKER), 'A data folder.')
  const privateKey = logKey('log').export({ format: 'der', type: 'pkcs8' }).toString('base64')
  await writeFile(join(folder, 'board', 'log.key'), JSON.stringify({ format: 'chorus-key/1', id: 'log', privateKey }))
  return folder
}

/** A report of another survey, where tabulation would have put it. */
async function aCandidate(): Promise<void> {
  const survey = surveyOf([section('a', [single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] }), { id: 'w', type: 'text', max: 200 }])])
  await communityOf(running.deployment).storeSurvey(versionOf(survey), canonicalBytes(survey))
  const tables = [table('q', { '': { yes: 200, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } })]
  const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  const made = releaseOf({ survey, report: outcome.report, release: 1, date: '2026-05-04', people: 'made-up' })
  const bucket = folderBucket(running.deployment.folder.candidates)
  await writeCandidate(bucket, survey.id, made, 'made-up')
  await listRelease(bucket, survey.id, 1, made.id)
}

function holder(id: string): Holder {
  const found = people.get(id)
  if (!found) throw new Error(`nobody is called ${id}`)
  return found
}

/** Pages made alike are given to axe once in each language: the same parts have the same faults. */
const shapes = new Set<string>()

async function look(name: string, page = visit.page): Promise<void> {
  seen.add('reflow', name, await reflowFindings(page))
  seen.add('targets', name, await smallTargets(page))
  const shape = `${inWords.language} ${await shapeOf(page)}`
  if (shapes.has(shape)) return
  shapes.add(shape)
  seen.add('axe', name, await axeFindings(page))
}

/** A researcher or a member brings something to the board. */
async function propose(by: string, choose: string | RegExp, met?: string): Promise<void> {
  const { page } = visit
  await visit.as(holder(by))
  await visit.open('/board/propose')
  await page.locator('main').getByRole('link', { name: choose }).first().click()
  for (const field of ['askedBy', 'benefits', 'returns', 'harms']) await visit.write(field, `About ${field}.`)
  if (met !== undefined) await visit.write('met', met)
  await visit.press(inWords.forms.go)
  await look('a proposal to sign')
  await visit.sign()
}

async function vote(by: string, choice: string, more: { readonly category?: string; readonly reason?: string } = {}): Promise<void> {
  await visit.as(holder(by))
  await visit.follow(inWords.proposal.actions.vote)
  await visit.choose('choice', choice)
  if (more.category) await visit.choose('category', more.category)
  if (more.reason) await visit.write('reason', more.reason)
  await visit.goOnAndSign()
}

async function decideAndEnact(by: string): Promise<void> {
  await visit.as(holder(by))
  await visit.follow(inWords.proposal.actions.decide)
  await visit.goOnAndSign()
  await visit.follow(inWords.proposal.actions.enact)
  await visit.goOnAndSign()
}

async function review(by: string, reasons: string): Promise<void> {
  await visit.as(holder(by))
  await visit.follow(inWords.proposal.actions.review)
  await visit.choose('outcome', 'approve')
  await visit.write('reasons', reasons)
  await visit.goOnAndSign()
}

async function openReview(by: string): Promise<void> {
  await visit.as(holder(by))
  await visit.follow(inWords.proposal.actions.openReview)
  await visit.goOnAndSign()
}

/** As the clock of a deployment does each hour. */
const publish = () => running.deployment.runWorkflow('publication', {})
const textAt = async (path: string) => (await fetch(new URL(path, running.origin))).text()
const statusOf = async (path: string) => (await fetch(new URL(path, running.origin))).status
const main = async () => (await visit.page.locator('main').textContent()) ?? ''

describe('a board that decides with passkeys, on a phone', () => {
  it('reads a survey as people will see it, with the exact bytes; one objects, and it comes back', async () => {
    const { page } = visit
    expect(await statusOf(`/s/${linkOf(first.id)}`)).toBe(404)
    await propose('ada', `(${first.version})`)

    await visit.as(holder('birch'))
    await look('what waits')
    await page.locator('main h2 a').first().click()
    await look('a proposal')
    const proposal = page.url()
    await visit.follow(inWords.proposal.readSurvey)
    expect(await main()).toContain(textsFor(first, 'en').consent.summary[0])
    await look('a survey to read')
    await page.goto(proposal)
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: inWords.proposal.bytes, exact: true }).click()
    const bytes = await readFile(await (await saved).path())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(versionOf(first).hash)

    await vote('birch', 'consent')
    await visit.as(holder('heron'))
    await visit.follow(inWords.proposal.actions.vote)
    await page.locator('[name=choice][value=object]').check()
    await visit.press(inWords.forms.go)
    expect(await main()).toContain(inWords.forms.categoryMissing)
    expect(await main()).toContain(inWords.forms.reasonMissing)
    await look('a vote with something missing')
    await vote('heron', 'object', { category: 'harm', reason: 'It asks about force on its first page.' })
    await vote('otter', 'consent')
    await vote('reed', 'concern', { reason: 'It is long.' })
    await visit.follow(inWords.proposal.actions.decide)
    await look('a decision')
    await visit.goOnAndSign()
    expect(await main()).toContain(inWords.statuses.returned)
  })

  it('integrates what was said, opens the survey by votes, pauses it alone, and goes on together', async () => {
    await propose('ada', `(${second.version})`, 'Force comes later now, after a note.')
    for (const member of ['birch', 'heron', 'otter']) await vote(member, 'consent')
    expect(await statusOf(`/s/${linkOf(first.id)}`)).toBe(404)
    await decideAndEnact('reed')
    expect(await statusOf(`/s/${linkOf(first.id)}`)).toBe(200)

    await visit.as(holder('stone'))
    await visit.open('/board/surveys')
    await look('open surveys')
    await visit.follow(inWords.proposal.actions.pause)
    await look('a pause')
    await visit.write('text', 'Somebody was frightened.')
    await visit.goOnAndSign()
    expect(await statusOf(`/s/${linkOf(first.id)}`)).toBe(503)

    await visit.as(holder('birch'))
    await visit.open('/board/surveys')
    await visit.page.locator('.card a').filter({ hasText: second.version }).first().click()
    await visit.follow(inWords.proposal.actions.resume)
    await visit.write('text', 'We spoke with them.')
    await visit.goOnAndSign()
    for (const member of ['heron', 'otter', 'reed']) await vote(member, 'consent')
    await decideAndEnact('stone')
    expect(await statusOf(`/s/${linkOf(first.id)}`)).toBe(200)
  })

  it('shows in each language how a finding would stand in the board’s words, and what is wrong with a sentence', async () => {
    await visit.as(holder('birch'))
    for (const language of ['en', 'es', 'ar'] as const) {
      inWords = await loadBoardWords(language)
      visit.speak(inWords)
      const { wording: say } = inWords
      await visit.open('/board/propose')
      await visit.follow(say.link)
      await visit.write('say-q-en', 'Half of {asked}, {count} in all, said yes.')
      await visit.press(say.look)
      expect(await main()).toContain(say.flaws['number word'])
      if (language === 'ar') await look('in Arabic: a sentence with something wrong')
      await visit.write('say-q-en', '{count} of {asked} said yes.')
      await visit.press(say.look)
      expect(await main()).toMatch(/About \d+ of about \d+ people who were asked said yes\. That is \d+/)
      await look(`in ${language}: the board’s words for a finding`)
    }
  })

  it('publishes a report after two blind reviews, in Arabic', async () => {
    const { page } = visit
    inWords = await loadBoardWords('ar')
    visit.speak(inWords)
    await propose('birch', new RegExp(inWords.kinds.release))
    await review('finch', 'كل جدول كبير بما يكفي.')
    await visit.as(holder('moss'))
    expect(await (await page.request.get(page.url())).text()).not.toContain('كل جدول')
    await review('moss', 'لا أرى أحدًا فيه.')
    await openReview('finch')
    await openReview('moss')
    await look('in Arabic: a report')
    await visit.as(holder('heron'))
    await visit.follow(inWords.proposal.actions.vote)
    await look('in Arabic: a vote')
    for (const member of ['heron', 'otter', 'reed']) await vote(member, 'consent')
    await decideAndEnact('stone')
    await look('in Arabic: a report in effect')
    expect(await statusOf('/r/sample/v1/')).toBe(404)
    await publish()
    expect(await statusOf('/r/sample/v1/report.html')).toBe(200)

    await page.context().clearCookies()
    await visit.open('/board/reports')
    expect(await main()).toContain(inWords.reports.nothingBack)
    await look('in Arabic: reports')
    await visit.open('/board/ledger')
    await look('in Arabic: the ledger')
    await visit.open('/board/people')
    await look('in Arabic: people')
  })

  it('corrects the report and then takes it back, in Spanish, with the keys alone', async () => {
    inWords = await loadBoardWords('es')
    visit.speak(inWords)
    visit.byKeyboard()
    await visit.as(holder('birch'))
    await visit.open('/board/reports')
    await visit.enter('.card h2 a')
    await look('in Spanish: a report in effect')
    await visit.follow(inWords.proposal.actions.correct)
    await visit.write('text', 'La pregunta se hizo en mayo, no en junio.')
    await look('in Spanish: a correction')
    await visit.press(inWords.forms.go)
    await look('in Spanish: a correction to sign')
    await visit.sign()
    for (const member of ['heron', 'otter', 'reed']) await vote(member, 'consent')
    await decideAndEnact('stone')
    await publish()
    expect(await textAt('/r/sample/v1/')).toContain('/r/sample/v2/')
    expect(await textAt('/r/sample/v2/')).toContain('/r/sample/v1/')
    for (const number of [1, 2]) expect(await textAt(`/r/sample/v${number}/`)).toContain('La pregunta se hizo en mayo')

    await visit.as(holder('birch'))
    await visit.open('/board/reports')
    await look('in Spanish: reports')
    await visit.enter('.card h2 a')
    await visit.follow(inWords.proposal.actions.retract)
    await visit.write('text', 'Alguien podría ser reconocido.')
    await visit.goOnAndSign()
    for (const member of ['heron', 'otter', 'reed']) await vote(member, 'consent')
    await decideAndEnact('stone')
    await look('in Spanish: a retraction in effect')
    for (const number of [1, 2]) {
      expect(await textAt(`/r/sample/v${number}/`)).toContain('Alguien podría ser reconocido.')
      expect(await statusOf(`/r/sample/v${number}/report.csv`)).toBe(410)
    }
  })

  it('shows every page without JavaScript, and says there that the signature alone needs it; nothing typed is lost', async () => {
    inWords = await loadBoardWords('en')
    visit.speak(inWords)
    await visit.as(holder('heron'))
    const context = await chromium.newContext({ viewport: PHONE, javaScriptEnabled: false })
    await context.addCookies(await visit.page.context().cookies())
    const page = await context.newPage()
    for (const path of ['/board/waiting', '/board/surveys', '/board/reports', '/board/ledger', '/board/people', '/board/propose']) {
      expect((await page.goto(`${visit.origin}${path}`))?.status(), path).toBe(200)
      expect(await page.locator('noscript').count(), path).toBe(0)
    }
    await page.goto(`${visit.origin}/board/surveys`)
    await page.locator('main').getByRole('link', { name: inWords.proposal.actions.pause }).first().click()
    await page.locator('[name=text]').fill('Typed without JavaScript.')
    await page.locator('main').getByRole('button', { name: inWords.forms.go }).click()
    expect(await page.locator('main').textContent()).toContain('Typed without JavaScript.')
    await page.locator('main').getByRole('button', { name: inWords.sign.button }).click()
    for (const said of ['Typed without JavaScript.', inWords.signIn.needsScript])
      expect(await page.locator('main').textContent()).toContain(said)
    expect(await statusOf(`/s/${linkOf(first.id)}`)).toBe(200)
    await context.close()
  })

  it('is founded on its own pages: three people make their keys, one writes the charter, and each signs it in their language', async () => {
    const town = await boardTown('no board')
    const server = createGateway([{ routes: functions.console.routes, invoke: town.answer }], { onFailure: () => {} })
    const origin = `http://localhost:${await listen(server, 0)}`
    const context = await chromium.newContext({ viewport: PHONE })
    const page = await context.newPage()
    const founders = await Promise.all(
      (['en', 'es', 'ar'] as const).map(async (language, at) => ({ id: `m${at + 1}`, words: await loadBoardWords(language) })),
    )
    const theirs = await BoardVisit.on(page, origin, founders[0]?.words ?? inWords)
    const keys = new Map<string, Awaited<ReturnType<BoardVisit['credentials']>>>()
    for (const [at, { id, words }] of founders.entries()) {
      theirs.speak(words)
      const whom = { id, alias: id.toUpperCase(), role: 'member', lived: true } as const
      const link = await makeLink(town.services.boardroom, whom, new Uint8Array(32).fill(at + 1), town.clock.now.getTime() / 1000)
      await theirs.hold()
      await theirs.open(link)
      await theirs.press(words.join.button)
      await page.getByRole('heading', { name: words.join.doneHeading }).waitFor()
      keys.set(id, await theirs.credentials())
    }
    theirs.byKeyboard()
    for (const [at, { id, words }] of founders.entries()) {
      theirs.speak(words)
      await theirs.asCredential(keys.get(id) ?? [], 'founding')
      if (at === 0) {
        await theirs.write('group', 'People of the river')
        await theirs.press(words.forms.go)
      }
      await look(`in ${words.language}: the founding of a board`, page)
      await theirs.press(words.found.sign)
      await page
        .getByText(at < 2 ? words.found.signed : words.found.doneHeading)
        .first()
        .waitFor()
    }
    await look('in Arabic: a board that was founded', page)
    expect(town.entries()).toMatchObject([{ kind: 'found', body: { charter: { demonstration: false, livedExperience: 3 } } }])
    await context.close()
    await new Promise((closed) => server.close(closed))
  })

  it('lets somebody in by a one-time link and the votes of the board (GO-15: and every page seen passes axe and fits)', async () => {
    const { page } = visit
    inWords = await loadBoardWords('en')
    visit.speak(inWords)
    await visit.as(holder('birch'))
    await visit.open('/board/invite')
    await visit.write('id', 'wren')
    await visit.write('alias', 'Wren')
    await visit.choose('role', 'member')
    await page.locator('[name=lived]').check()
    await visit.press(inWords.people.button)
    const address = new URL((await page.locator('main .hash').textContent()) ?? '')
    expect(address.origin).toBe(visit.origin)
    await look('a new link')

    await page.context().clearCookies()
    await visit.hold()
    await visit.open(address.pathname)
    await look('making a key')
    await visit.press(inWords.join.button)
    await page.getByRole('heading', { name: inWords.join.doneHeading }).waitFor()
    const wren = await visit.credentials()
    await visit.open(address.pathname)
    expect(await main()).toContain(inWords.join.used)
    await visit.open('/board/sign-in')
    await visit.press(inWords.signIn.button)
    await page.getByRole('heading', { name: inWords.waiting.notYetHeading }).waitFor()

    await visit.as(holder('birch'))
    await visit.follow(inWords.waiting.proposeThem)
    await visit.write('why', 'We asked Wren.')
    await look('a new charter')
    await visit.goOnAndSign()
    for (const member of ['heron', 'otter', 'reed', 'stone']) await vote(member, 'consent')
    await visit.asCredential(wren)
    await visit.follow(inWords.proposal.actions.accept)
    await visit.goOnAndSign()
    await decideAndEnact('heron')
    await visit.asCredential(wren)
    await visit.open('/board/propose')
    expect(await main()).toContain(inWords.propose.lead)
    await visit.follow(inWords.upload.heading)
    await look('a survey of one’s own')
    for (const check of ['axe', 'reflow', 'targets']) expect(seen.of(check)).toEqual([])
    expect(running.failures).toEqual([])
  })
})

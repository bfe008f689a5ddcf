import { readFileSync } from 'node:fs'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readExport } from '#cli/board/read-export.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { consoleRoutes } from '#functions/console/console.tsx'
import { keepNewcomer } from '#functions/console/desk.ts'
import { listRelease, writeCandidate } from '#functions/tabulate/candidate.ts'
import { type FunctionName, type FunctionSpec, functions } from '#infra/topology.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { versionsIn } from '#shared/governance/published-versions.ts'
import { verdict } from '#shared/governance/verdict.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease, withSentences } from '#shared/release/read.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { aHolder } from '#test/board/passkey.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'
import { ofAnotherVersion } from '../findings/another-version.ts'
import { boardTown, ORIGIN, textOf } from './helpers/board-town.ts'

const survey = await readSurvey('surveys/being-heard')
const studied = surveyOf([section('a', [single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] })])])
const { app, declared } = consoleRoutes()

function aRelease(date = '2026-03-01') {
  const outcome = protect(
    { study: studyPlan(studied), tables: [table('q', { '': { yes: 200, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } })], release: 1 },
    keyOf(1),
  )
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey: studied, report: outcome.report, release: 1, date })
}

async function keepCandidate({ services }: Pick<Awaited<ReturnType<typeof boardTown>>, 'services'>, release: ReturnType<typeof aRelease>) {
  await writeCandidate(services.candidates, studied.id, release, 'real')
}

/** A board with a report that was proposed by birch and reviewed by nobody yet. */
async function withReport() {
  const town = await boardTown({}, survey)
  const release = aRelease()
  await keepCandidate(town, release)
  const about = { title: 'Publish it', askedBy: 'We did.', benefits: 'All.', returns: 'Aloud.', harms: 'Few.' }
  const { headers } = await town.act('birch', `/board/propose/release/${studied.id}/${release.id}`, about)
  const proposal = /\/board\/p\/([0-9a-f]{64})/.exec(headers.location ?? '')?.[1] ?? ''
  const review = (by: string, reasons: string) => town.act(by, `/board/p/${proposal}/review`, { outcome: 'approve', reasons })
  const openReview = (by: string) => town.act(by, `/board/p/${proposal}/openReview`, {})
  return { town, release, proposal, review, openReview }
}

describe('the words of a board', () => {
  it('are not put into a report that another version of Chorus counted, and the page says what to do', async () => {
    const town = await boardTown({}, survey)
    const other = ofAnotherVersion(aRelease().files)
    await keepCandidate(town, other)
    const cookie = await town.as('birch')
    const path = `/board/words/${studied.id}/${other.id}`
    for (const asked of [{ path }, { path, form: {} }]) {
      const answer = await town.ask({ ...asked, cookie })
      expect(answer.statusCode).toBe(404)
      expect(textOf(answer)).toContain('Another version of Chorus counted this report')
      expect(textOf(answer)).toContain('chorus board words')
    }
    expect(textOf(await town.ask({ path: `/board/words/${studied.id}/${'ef'.repeat(32)}`, cookie }))).toContain('There is no such page')
  })
})

describe('GO-01: the routes of the topology', () => {
  /** Where each function that shows something to people is asked for every route of it. Another one has to be added here, with such a test. */
  const TESTED: Partial<Record<FunctionName, string>> = {
    respond: 'test/unit/respond/approval.test.ts',
    console: 'test/unit/console/routes.test.ts',
    findings: 'test/unit/findings/site.test.ts',
  }

  it('each belong to a function whose every route is known to ask the verdict', () => {
    const reached = Object.entries<FunctionSpec>(functions).flatMap(([name, { routes }]) => (routes.length > 0 ? [name] : []))
    expect(reached.toSorted()).toEqual(Object.keys(TESTED).toSorted())
    for (const file of Object.values(TESTED)) expect(readFileSync(file, 'utf8')).toMatch(/describe\('GO-01: (every route|the routes)/)
  })

  it('of the console are those that are declared, each with who may come there', () => {
    const answering = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/board/file/:name')
      .map(({ method, path }) => `${method} ${path}`)
    expect(answering.toSorted()).toEqual(declared.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted())
  })

  const sampled = declared.map(({ method, path, who }) => ({
    method,
    who,
    path: path
      .replace(/:token\{[^}]*\}+/, 'ab'.repeat(32))
      .replace(/\{[^}]*\}+\??/g, (shape) => (shape.endsWith('?') ? '?' : ''))
      .replace(/\/:[a-z]+\?$/, '')
      .replace(/:kind/, path.includes(':study') ? 'survey' : 'without')
      .replace(/:seq/, '10')
      .replace(/:[a-z]+/g, 'abc'),
  }))

  it.each(sampled.filter(({ who }) => who !== 'anybody' && who !== 'verdict' && who !== 'signed'))(
    '$method $path shows nothing to somebody who has not signed in',
    async ({ method, path }) => {
      const town = await boardTown({}, survey)
      const before = town.entries().length
      const { statusCode, headers } = await town.ask({ path, ...(method === 'post' ? { form: {} } : {}) })
      expect([statusCode, headers.location]).toEqual([303, expect.stringMatching(/^\/board\/sign-in\//)])
      expect(town.entries()).toHaveLength(before)
    },
  )

  it.each(sampled)('$method $path shows nothing while the ledger does not hold', async ({ method, path }) => {
    const town = await boardTown({}, survey)
    const line = town.ledger.kept[0] ?? new Uint8Array()
    town.ledger.kept[0] = Buffer.from(Buffer.from(line).toString().replace('People of the river', 'People of the rivet'))
    const { statusCode } = await town.ask({ path, ...(method === 'post' ? { form: {} } : {}) })
    expect(statusCode).toBe(503)
  })

  it('name a report to anybody by the verdict alone: no candidate, nothing that is paused, and nothing but what was voted on', async () => {
    const { town, proposal, review, openReview } = await withReport()
    const listed = async () => textOf(await town.ask({ path: '/board/reports' })).includes(`/r/${studied.id}/v1/`)
    expect(await listed()).toBe(false)
    await review('finch', 'I read every table.')
    await review('moss', 'So did I.')
    await openReview('finch')
    await openReview('moss')
    await town.approve(proposal, 'heron', 'otter', 'reed')
    expect(await listed()).toBe(true)

    const key = [...town.files.keys()].find((each) => each.endsWith('SHA256SUMS')) ?? ''
    const bytes = town.files.get(key) ?? new Uint8Array()
    town.files.set(key, bytes.slice(1))
    expect(await listed()).toBe(false)
    town.files.set(key, bytes)

    const asked = town.services.approvals
    Object.assign(town.services, { approvals: () => Promise.reject(new Error('the ledger is on fire')) })
    await expect(town.ask({ path: '/board/reports' })).rejects.toThrow()
    Object.assign(town.services, { approvals: asked })

    await town.act('stone', `/board/p/${proposal}/pause`, { text: 'A name is in it.' })
    expect(await listed()).toBe(false)
  })

  it('read one file of each report to list them, whatever else it has', async () => {
    const { town, proposal, review, openReview } = await withReport()
    for (const by of ['finch', 'moss']) await review(by, 'Fine.')
    for (const by of ['finch', 'moss']) await openReview(by)
    await town.approve(proposal, 'heron', 'otter', 'reed')
    const read: string[] = []
    const noted = <T>(key: string, found: T) => {
      if (found !== undefined) read.push(key)
      return found
    }
    const { candidates } = town.services
    const counting: typeof candidates = { ...candidates, read: async (key) => noted(key, await candidates.read(key)) }
    Object.assign(town.services, { candidates: counting })
    expect(textOf(await town.ask({ path: '/board/reports' }))).toContain(`/r/${studied.id}/v1/`)
    expect(read).toEqual([expect.stringMatching(/\/SHA256SUMS$/)])
  })

  it('show a candidate to those who decide on it, and to nobody else', async () => {
    const { town, proposal } = await withReport()
    const states = await Promise.all(
      ['birch', 'finch', 'ada', 'op'].map(
        async (id) => (await town.ask({ path: `/board/p/${proposal}/report/report.csv`, cookie: await town.as(id) })).statusCode,
      ),
    )
    expect(states).toEqual([200, 200, 403, 403])
    const page = async (cookie: string) => textOf(await town.ask({ path: `/board/p/${proposal}`, cookie }))
    expect(await page(await town.as('birch'))).toContain('report.html')
    expect(await page(await town.as('ada'))).not.toContain('report.html')

    const wren = aHolder('wren', 'reviewer', ORIGIN)
    await keepNewcomer(town.services, { person: wren.person, lived: false }, town.clock.now.getTime() / 1000)
    await town.act('birch', '/board/propose/person/wren', { why: 'We need a third reviewer.', lived: '4' })
    const seen = await page(await town.signIn(wren.authenticator))
    expect(seen).toContain('Publish it')
    expect(seen).not.toContain('report.html')
  })
})

describe('reviews', () => {
  it('GO-05: are blind until both are in, for everybody who asks any page', async () => {
    const { town, proposal, review, openReview } = await withReport()
    await review('finch', 'The smallest table worries me.')
    const everybody = [...town.holders.keys()]
    const pages = [
      '/board/ledger',
      '/board/ledger/ledger.jsonl',
      `/board/p/${proposal}`,
      `/board/p/${proposal}/review`,
      '/board/waiting',
      '/board/export/board.zip',
    ]
    for (const id of everybody) {
      const cookie = await town.as(id)
      for (const path of pages) expect(textOf(await town.ask({ path, cookie })), `${id} ${path}`).not.toContain('smallest table')
    }
    const early = await town.ask({ path: `/board/p/${proposal}/openReview`, cookie: await town.as('finch') })
    expect(early.statusCode).toBe(404)
    await review('moss', 'Fine.')
    await openReview('finch')
    expect(textOf(await town.ask({ path: `/board/p/${proposal}`, cookie: await town.as('moss') }))).toContain('smallest table')
  })

  it('are not lost when somebody filled in two forms and signs both: the one in the ledger is the one that opens', async () => {
    const { town, proposal, review, openReview } = await withReport()
    const cookie = await town.as('finch')
    const posts = []
    for (const reasons of ['The first reading.', 'The second reading.']) {
      const { headers } = await town.ask({ path: `/board/p/${proposal}/review`, form: { outcome: 'approve', reasons }, cookie })
      posts.push(await town.toSign(headers.location ?? '', cookie, town.holder('finch')))
    }
    const states: number[] = []
    for (const post of posts) states.push((await town.ask(post)).statusCode)
    expect(states).toEqual([303, 409])
    await review('moss', 'Fine.')
    await openReview('finch')
    const last = town.entries().at(-1)
    expect(last).toMatchObject({ kind: 'review', by: 'finch', body: { reasons: 'The first reading.' } })
  })

  it('are not for who wrote the proposal, nor for those without a say', async () => {
    const { town, proposal } = await withReport()
    const states = await Promise.all(
      ['birch', 'ada', 'op'].map(
        async (id) => (await town.ask({ path: `/board/p/${proposal}/review`, cookie: await town.as(id) })).statusCode,
      ),
    )
    expect(states).toEqual([404, 404, 404])
  })
})

describe('while a survey is open', () => {
  it('anybody in the charter is told how many have answered in steps of ten, and nothing more', async () => {
    const town = await boardTown({}, survey)
    const page = textOf(await town.ask({ path: '/board/surveys', cookie: await town.as('ada') }))
    expect(page).toContain('40 or more')
    expect(page).toContain('2026-03-02')
  })

  it('the button that stops it is there for people who can stop it, until they did', async () => {
    const town = await boardTown({}, survey)
    const proposal = await town.propose('ada', survey)
    const hasButton = async (id: string) =>
      textOf(await town.ask({ path: '/board/surveys', cookie: await town.as(id) })).includes(`/board/p/${proposal}/pause`)
    const asked = ['birch', 'op', 'ada', 'finch'] as const
    const before = []
    for (const id of asked) before.push(await hasButton(id))
    expect(before).toEqual([true, true, false, false])
    await town.act('birch', `/board/p/${proposal}/pause`, { text: 'Wait.' })
    expect([await hasButton('birch'), await hasButton('heron')]).toEqual([false, true])
  })

  it('a trial that somebody stopped is said to be shown to nobody', async () => {
    const town = await boardTown({}, survey)
    await town.community.open({ link: linkOf(survey.id), version: versionOf(survey), trial: true })
    const page = async () => textOf(await town.ask({ path: '/board/surveys', cookie: await town.as('heron') }))
    expect(await page()).toContain('A trial:')
    expect(await page()).not.toContain('It is not shown to anybody')
    const proposal = await town.propose('ada', survey)
    await town.act('birch', `/board/p/${proposal}/pause`, { text: 'Wait.' })
    expect(await page()).toContain('It is not shown to anybody')
  })
})

describe('before anybody votes on a survey', () => {
  it('people in the charter read what a first report would show, in words and in their language', async () => {
    const town = await boardTown({}, studied)
    const proposal = await town.propose('ada', studied)
    const cookie = await town.as('birch')
    expect(textOf(await town.ask({ path: `/board/p/${proposal}`, cookie }))).toContain(`/board/p/${proposal}/expected`)
    const page = textOf(await town.ask({ path: `/board/p/${proposal}/expected`, cookie }))
    for (const people of [60, 150, 400]) expect(page).toContain(`If ${people} people answer`)
    expect(page).toMatch(/Of everyone: \d+% of the answers have a number of their own, 100% have one alone or together/)
    const arabic = textOf(await town.ask({ path: `/board/p/${proposal}/expected?lang=ar`, cookie }))
    expect(arabic).toMatch(/إذا أجاب 150 شخصًا/)
  })

  it('nobody waits for an estimate that takes minutes: the page names the command that makes it', async () => {
    const many = surveyOf([
      section(
        'a',
        Array.from({ length: 160 }, (_, at) => single(`q${at}`, ['yes', 'no'], { auto: ['pns'] })),
      ),
    ])
    const hidden = {
      ...surveyOf([section('a', [single('age', ['a', 'b']), single('q', ['yes', 'no'])])]),
      disclosure: { profile: 'exact-closed' },
    } as const
    for (const large of [many, hidden]) {
      const town = await boardTown({}, large)
      const proposal = await town.propose('ada', large)
      const page = textOf(await town.ask({ path: `/board/p/${proposal}/expected`, cookie: await town.as('birch') }))
      expect(page).toContain('chorus survey expect')
      expect(page).not.toContain('people answer</h2>')
    }
  })
})

describe('a correction', () => {
  it('CI-08: is proposed, voted on and in effect as a version of its own; both versions name each other, and the old one stays', async () => {
    const { town, proposal, review, openReview } = await withReport()
    for (const by of ['finch', 'moss']) await review(by, 'Fine.')
    for (const by of ['finch', 'moss']) await openReview(by)
    const early = await town.ask({ path: `/board/p/${proposal}/correct`, cookie: await town.as('ada') })
    expect(early.statusCode).toBe(404)
    await town.approve(proposal, 'heron', 'otter', 'reed')

    const cookie = await town.as('ada')
    const empty = await town.ask({ path: `/board/p/${proposal}/correct`, form: { text: ' ' }, cookie })
    expect(textOf(await town.ask({ path: empty.headers.location ?? '', cookie }))).toContain('Please write something here.')
    const { headers } = await town.ask({ path: `/board/p/${proposal}/correct`, form: { text: 'The question was asked in May.' }, cookie })
    const shown = textOf(await town.ask({ path: headers.location ?? '', cookie }))
    for (const said of ['The question was asked in May.', 'Publish it', 'the same numbers, with these words in every file'])
      expect(shown).toContain(said)
    const signed = await town.ask(await town.toSign(headers.location ?? '', cookie, town.holder('ada')))
    const correction = /\/board\/p\/([0-9a-f]{64})/.exec(signed.headers.location ?? '')?.[1] ?? ''
    await town.approve(correction, 'birch', 'heron', 'otter')

    const versions = versionsIn(verifyLog({ lines: town.ledger.kept, checkpoints: await town.ledger.checkpoints() }, town.board))
    expect(versions).toMatchObject([
      { number: 1, kind: 'release', correctedBy: [{ number: 2, why: 'The question was asked in May.' }] },
      { number: 2, kind: 'correction', corrects: 1, why: 'The question was asked in May.', correctedBy: [] },
    ])
    expect(textOf(await town.ask({ path: '/board/reports' }))).toContain('The question was asked in May.')
  })

  it('puts another report of the same survey in its place, and nothing that the board has not approved', async () => {
    const { town, release, proposal, review, openReview } = await withReport()
    for (const by of ['finch', 'moss']) await review(by, 'Fine.')
    for (const by of ['finch', 'moss']) await openReview(by)
    await town.approve(proposal, 'heron', 'otter', 'reed')
    const second = aRelease('2026-03-02')
    await keepCandidate(town, second)
    const about = { title: 'Publish it again', askedBy: 'We did.', benefits: 'All.', returns: 'Aloud.', harms: 'Few.' }
    const proposed = await town.act('birch', `/board/propose/release/${studied.id}/${second.id}`, about)
    const again = /\/board\/p\/([0-9a-f]{64})/.exec(proposed.headers.location ?? '')?.[1] ?? ''
    const form = async () => textOf(await town.ask({ path: `/board/p/${proposal}/correct`, cookie: await town.as('ada') }))
    expect(await form()).not.toContain(second.id)
    const choose = async (replacement: string) => {
      const cookie = await town.as('ada')
      const { headers } = await town.ask({ path: `/board/p/${proposal}/correct`, form: { text: 'An age was wrong.', replacement }, cookie })
      return { location: headers.location ?? '', cookie }
    }

    for (const by of ['finch', 'moss']) await town.act(by, `/board/p/${again}/review`, { outcome: 'approve', reasons: 'Fine.' })
    for (const by of ['finch', 'moss']) await town.act(by, `/board/p/${again}/openReview`, {})
    await town.approve(again, 'heron', 'otter', 'reed')
    expect(await form()).toContain(second.id)
    expect((await choose('f'.repeat(64))).location).toMatch(/\/correct\//)
    const { location, cookie } = await choose(second.id)
    const signed = await town.ask(await town.toSign(location, cookie, town.holder('ada')))
    await town.approve(/\/board\/p\/([0-9a-f]{64})/.exec(signed.headers.location ?? '')?.[1] ?? '', 'birch', 'heron', 'otter')
    const versions = versionsIn(verifyLog({ lines: town.ledger.kept, checkpoints: await town.ledger.checkpoints() }, town.board))
    expect(versions).toMatchObject([
      { number: 1, artifact: release.id, correctedBy: [{ number: 2, why: 'An age was wrong.' }] },
      { number: 2, artifact: second.id, corrects: 1, correctedBy: [] },
    ])
  })
})

describe('what a group keeps', () => {
  it('GO-06: an objection without a category or a reason is asked for, and one that stands brings the proposal back', async () => {
    const town = await boardTown({}, survey)
    const proposal = await town.propose('ada', survey)
    const cookie = await town.as('heron')
    const { headers } = await town.ask({ path: `/board/p/${proposal}/vote`, form: { choice: 'object' }, cookie })
    const page = textOf(await town.ask({ path: headers.location ?? '', cookie }))
    expect(page).toContain('An objection says what it is about.')
    expect(page).toContain('each have a reason')
    await town.vote('heron', proposal, 'object', { category: 'identifiability', reason: 'Our street is in it.' })
    for (const member of ['birch', 'otter', 'reed']) await town.vote(member, proposal)
    await town.act('birch', `/board/p/${proposal}/decide`, {})
    expect(town.entries().at(-1)).toMatchObject({ kind: 'decide', body: { outcome: 'returned' } })

    const again = await town.propose('ada', survey)
    expect(again).toBe('')
  })

  it('GO-16: takes everything along in one file, from which another place says the same verdict', async () => {
    const { town, release } = await withReport()
    const proposal = await town.propose('ada', survey)
    await town.approve(proposal, 'birch', 'heron', 'otter')
    const zip = await town.ask({ path: '/board/export/board.zip', cookie: await town.as('stone') })
    const taken = readExport('board.zip', Buffer.from(zip.body, 'base64'))
    expect(taken.board).toBe(town.board)
    expect(taken.releases.map(({ read }) => read.id)).toEqual([release.id])
    const bytes = taken.surveys.find(({ version }) => version.hash === versionOf(survey).hash)?.bytes ?? new Uint8Array()
    expect(Buffer.from(bytes).equals(canonicalBytes(survey))).toBe(true)
    const log = { lines: taken.lines, checkpoints: taken.checkpoints.map(({ note }) => note) }
    expect(verdict({ kind: 'survey', id: survey.id, bytes }, log, taken.board, town.clock.now)).toMatchObject({ ok: true, proposal })
    const changed = Object.entries(unzipSync(Buffer.from(zip.body, 'base64'))).map(([name, each]) => [
      name,
      name.endsWith('report.csv') ? each.slice(1) : each,
    ])
    expect(() => readExport('board.zip', zipSync(Object.fromEntries(changed)))).toThrow('Nothing was written')
    expect((await town.ask({ path: '/board/export/board.zip', cookie: await town.as('ada') })).statusCode).toBe(403)
  })

  it('GO-17: a report says what came back to the community, and shows it when nothing did', async () => {
    const { town, proposal, review, openReview } = await withReport()
    for (const by of ['finch', 'moss']) await review(by, 'Fine.')
    for (const by of ['finch', 'moss']) await openReview(by)
    await town.approve(proposal, 'heron', 'otter', 'reed')
    const page = async () => textOf(await town.ask({ path: '/board/reports' }))
    expect(await page()).toContain('Nothing has come back to the community yet.')
    await town.act('otter', `/board/p/${proposal}/returned`, { text: 'We read it aloud on Friday.' })
    expect(await page()).toContain('We read it aloud on Friday.')
    expect(await page()).not.toContain('Nothing has come back')
    expect((await town.ask({ path: `/board/p/${proposal}/returned`, cookie: await town.as('op') })).statusCode).toBe(404)
  })
})

describe("the board's words for what leads a report", () => {
  const at = `/board/words/${studied.id}/${aRelease().id}`
  const FIELD = 'say-q-en'

  async function town() {
    const made = await boardTown({}, survey)
    await keepCandidate(made, aRelease())
    return made
  }

  async function written(made: Awaited<ReturnType<typeof town>>, said: string) {
    const cookie = await made.as('birch')
    const { statusCode, headers } = await made.ask({ path: at, form: { [FIELD]: said }, cookie })
    expect(statusCode).toBe(303)
    return { cookie, path: headers.location ?? '' }
  }

  it('are written beside what the program says, and stand with its numbers and under the hash of the candidate that has them', async () => {
    const made = await town()
    expect(textOf(await made.ask({ path: at, cookie: await made.as('birch') }))).toContain('people who were asked “Question q?”')
    const { cookie, path } = await written(made, '{count} of {asked} agreed.')
    const page = textOf(await made.ask({ path, cookie }))
    const sheet = JSON.parse(textOf(await made.ask({ path: `${path}/words.yaml`, cookie })))
    const worded = withSentences(readRelease('there', aRelease().files), [{ question: 'q', words: { en: '{count} of {asked} agreed.' } }])

    expect(sheet).toEqual({ q: { en: '{count} of {asked} agreed.' } })
    expect(page).toMatch(/About 200 of about \d+ people who were asked agreed\. That is \d+/)
    expect(page).toContain(worded.id)
    expect(made.files.has(`${studied.id}/candidate-${worded.id}/SHA256SUMS`)).toBe(false)
    const proposing = `/board/propose/release/${studied.id}/${worded.id}`
    expect((await made.ask({ path: `${path}/make`, form: {}, cookie })).headers.location).toBe(proposing)
    expect(made.files.get(`${studied.id}/candidate-${worded.id}/SHA256SUMS`)).toStrictEqual(worded.files.get('SHA256SUMS'))
    expect(textOf(await made.ask({ path, cookie }))).toContain(`/board/propose/release/${studied.id}/${worded.id}`)
  })

  it('are proposed with whether this deployment counted their numbers, and by anybody who finds them on the page', async () => {
    const made = await town()
    const worded = withSentences(readRelease('there', aRelease().files), [{ question: 'q', words: { en: '{count} of {asked} agreed.' } }])
    await made.community.storeSurvey(versionOf(studied), canonicalBytes(studied))
    await keepCandidate(made, worded)
    const listed = async () => textOf(await made.ask({ path: '/board/propose', cookie: await made.as('heron') }))
    const about = { title: 'Publish it', askedBy: 'We did.', benefits: 'All.', returns: 'Aloud.', harms: 'Few.' }
    const checks = async (by: string) => {
      await made.act(by, `/board/propose/release/${studied.id}/${worded.id}`, about)
      const entry = made.entries().at(-1)
      const body = entry?.kind === 'propose' ? entry.body : undefined
      return body?.kind === 'release' ? body.checks.map(({ name, result }) => [name, result]) : []
    }

    expect(await listed()).toContain('with the words of the board')
    expect(await checks('birch')).toContainEqual(['numbers counted here', 'look'])
    await listRelease(made.services.candidates, studied.id, 1, aRelease().id)
    expect(await checks('heron')).toContainEqual(['numbers counted here', 'pass'])
  })

  it('come back with what is wrong and lose nothing, where a number was typed', async () => {
    const made = await town()
    const { cookie, path } = await written(made, '{count} of {asked} agreed, two in three.')
    const page = textOf(await made.ask({ path, cookie }))

    expect(page).toContain('numbers come from the tables alone')
    expect(page).toContain('agreed, two in three.')
    expect((await made.ask({ path: `${path}/words.yaml`, cookie })).statusCode).toBe(404)
  })

  it('are for members alone, of a candidate that is here', async () => {
    const made = await town()
    const other = await made.ask({ path: `/board/words/${studied.id}/${'0'.repeat(64)}`, cookie: await made.as('birch') })

    expect(other.statusCode).toBe(404)
    for (const { path, who } of declared.filter((each) => each.path.startsWith('/board/words/')))
      expect([path, who]).toEqual([path, ['member']])
  })
})

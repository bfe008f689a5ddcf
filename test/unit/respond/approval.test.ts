import { describe, expect, it } from 'vitest'
import { type Approvals, approvalsOf } from '#functions/approvals.ts'
import { respondRoutes } from '#functions/respond/respond.tsx'
import type { ReasonCode } from '#shared/governance/verdict.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { textsFor } from '#shared/survey/survey.ts'
import { ABoard, aCharter, aPerson, openedSurvey } from '../governance/helpers/a-board.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { approving, begin, eventOf, textOf, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)
const { title, intro } = textsFor(survey, survey.languages[0] ?? 'en')
const refusing =
  (...codes: ReasonCode[]): Approvals =>
  async () => ({ ok: false, missing: codes.map((code) => ({ code, text: code })) })
const failing: Approvals = () => Promise.reject(new Error('the ledger is on fire'))

/** Every route of a survey, as a request. */
const ROUTES = respondRoutes()
  .routes.filter(({ path }) => path.startsWith('/s/:link'))
  .map(({ method, path }) => ({
    method,
    path: path
      .replace(':link', link)
      .replace(/:number\{[^}]*\}+/, '1')
      .replace(/\/:place\{[^}]*\}\??/, ''),
  }))

/** Pages that say of a visit that it is over, take something back, or name places to turn to: they ask nothing. */
const ASKS_NOTHING = /\/(receipt|stop|stopped|ended|support)$/

async function answers(town: Awaited<ReturnType<typeof townWith>>) {
  return Promise.all(
    ROUTES.map(async ({ method, path }) => {
      const body = method === 'POST' ? { body: 'go=next' } : {}
      const headers = method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } : {}
      const result = await town.call(
        eventOf({ method: method === 'POST' ? 'POST' : 'GET', url: new URL(path, 'https://survey.example'), headers, ...body }),
      )
      return { path, method, status: result.statusCode, text: textOf(await town.follow(result)), location: result.headers.location ?? '' }
    }),
  )
}

describe('GO-01: every route of a survey asks the board', () => {
  it('and there are none that this test does not know how to call', () => {
    expect(ROUTES.length).toBeGreaterThan(24)
    expect(ROUTES.filter(({ path }) => path.includes(':') || path.includes('{'))).toEqual([])
  })

  it.each<[string, Approvals]>([
    ['has not approved it', refusing('not approved')],
    ['does not exist', refusing('no board')],
    ['took it back', refusing('retracted')],
    ['has let its approval run out', refusing('expired')],
    ['has paused it', refusing('paused')],
    ['approved a later version', refusing('superseded')],
    ['cannot be asked, as its ledger does not hold', refusing('ledger')],
    ['gives no reason', refusing()],
    ['cannot be asked at all', failing],
  ])('that %s: no page shows the survey, and nothing is stored', async (_what, says) => {
    const town = await townWith(survey)
    town.board.says = says
    for (const { path, method, status, text } of await answers(town)) {
      const where = `${method} ${path} ${status}`
      expect(
        [title, intro].filter((words) => text.includes(words)),
        where,
      ).toEqual([])
      if (method === 'GET' && !ASKS_NOTHING.test(path)) expect([404, 410, 500, 503], where).toContain(status)
    }
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it('in the middle of a visit, too: what was begun is not sent while the board says no, and goes on when it says yes', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    await begin(browser, survey)
    town.board.says = refusing('paused')
    expect((await browser.open(`/s/${link}/1`)).status).toBe(503)
    expect((await browser.open(`/s/${link}/send`)).status).toBe(503)
    expect(town.counts()).toMatchObject({ responses: 0, drafts: 1 })
    town.board.says = approving
    expect((await browser.open(`/s/${link}/1`)).status).toBe(200)
  })

  it('GO-07: says of a pause that it is one, and of an end that it is an end', async () => {
    const town = await townWith(survey)
    town.board.says = refusing('paused')
    expect(await town.browser().open(`/s/${link}`)).toMatchObject({ status: 503, page: { text: expect.stringContaining('break') } })
    town.board.says = refusing('expired')
    expect(await town.browser().open(`/s/${link}`)).toMatchObject({ status: 410 })
  })

  it('GO-10: with a ledger in the store and the survey marked open there, but no approval in the ledger: nothing opens', async () => {
    const town = await townWith(survey)
    const board = new ABoard(aCharter(5))
    const store = (lines: readonly Uint8Array[]) => ({
      lines: async (from: number) => lines.slice(from),
      checkpoints: async () => [board.checkpoint()],
    })
    const clock = () => new Date('2026-04-01')
    town.board.says = approvalsOf({ ledger: store(board.lines), board: board.ledger, clock })
    expect((await town.browser().open(`/s/${link}`)).status).toBe(404)

    const forged = new ABoard(aCharter(3, { people: ['a', 'b', 'c'].map((id) => aPerson(id, 'member')), livedExperience: 3 }))
    const artifact = { kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) } as const
    const proposal = forged.propose('a', { ...openedByNobody(), id: survey.id, sha256: versionOf(survey).hash })
    forged.votes(proposal, 'b', 'c').on('2026-03-10').decide('b', proposal).on('2026-03-12').enact('c', proposal)
    expect(forged.missing(artifact)).toEqual([])
    town.board.says = approvalsOf({ ledger: store(forged.lines), board: board.ledger, clock })
    expect((await town.browser().open(`/s/${link}`)).status).toBe(503)
  })

  it('opens what the board approved, closes at the next request after a pause, and is closed by a ledger that lost the pause', async () => {
    const town = await townWith(survey)
    const board = new ABoard(aCharter(5))
    openedSurvey(board, { kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) })
    const kept = { lines: [...board.lines], checkpoints: [board.checkpoint()] }
    const ledger = { lines: async (from: number) => kept.lines.slice(from), checkpoints: async () => kept.checkpoints }
    const asked = () => approvalsOf({ ledger, board: board.ledger, clock: () => new Date('2026-04-01') })
    town.board.says = asked()
    expect((await town.browser().open(`/s/${link}`)).status).toBe(200)
    expect((await town.browser().open(`/s/${link}`)).page.text).not.toContain('A made-up board')

    board.pause('m2', versionOf(survey).hash)
    kept.lines = [...board.lines]
    expect((await town.browser().open(`/s/${link}`)).status).toBe(503)

    kept.checkpoints = [board.checkpoint()]
    kept.lines = board.lines.slice(0, -1)
    town.board.says = asked()
    expect((await town.browser().open(`/s/${link}`)).status).toBe(503)
  })

  it.each<[string, Approvals, number]>([
    ['has never approved it', refusing('not approved'), 200],
    ['does not exist', refusing('no board'), 200],
    ['has paused it before it was approved', refusing('not approved', 'paused'), 503],
    ['has paused it', refusing('paused'), 503],
    ['took it back', refusing('retracted'), 410],
    ['has let its approval run out', refusing('expired'), 410],
    ['approved a later version', refusing('superseded'), 404],
    ['has approved it for real', approving, 404],
    ['cannot be asked, as its ledger does not hold', refusing('ledger'), 503],
    ['gives no reason', refusing(), 503],
    ['cannot be asked at all', failing, 503],
  ])('a trial goes on only while nothing stands against it; the board %s', async (_what, says, status) => {
    const town = await townWith(survey)
    await town.memory.community.open({ link, version: versionOf(survey), trial: true })
    town.board.says = refusing('not approved')
    const browser = town.browser()
    await begin(browser, survey)
    town.board.says = says
    expect((await town.browser().open(`/s/${link}`)).status).toBe(status)
    const inside = await browser.open(`/s/${link}/1`)
    if (status === 200) expect(inside.status).toBe(200)
    else expect(inside.page.text).not.toContain(title)
    expect(town.counts()).toMatchObject({ responses: 0 })
  })

  it('a survey that the board paused is not served again as a trial, even if the table says that it is one', async () => {
    const town = await townWith(survey)
    const board = new ABoard(aCharter(5))
    const { body } = openedSurvey(board, { kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) })
    board.pause('m2', body.sha256)
    const ledger = { lines: async (from: number) => board.lines.slice(from), checkpoints: async () => [board.checkpoint()] }
    town.board.says = approvalsOf({ ledger, board: board.ledger, clock: () => new Date('2026-04-01') })
    await town.memory.community.open({ link, version: versionOf(survey), trial: true })
    expect((await town.browser().open(`/s/${link}`)).status).toBe(503)
  })

  it('says on every page of a survey that a demonstration opened that no community did', async () => {
    const town = await townWith(survey)
    town.board.says = async (artifact) => ({ ...(await approving(artifact)), demonstration: true }) as Awaited<ReturnType<Approvals>>
    const browser = town.browser()
    await begin(browser, survey)
    for (const path of ['', '/consent', '/all', '/1', '/check', '/send', '/support', '/stop']) {
      await browser.open(`/s/${link}${path}`)
      expect(town.lastPage(), path).toContain('A made-up board opened this survey')
    }
  })
})

function openedByNobody() {
  const about = { askedBy: 'Me.', benefits: 'Me.', returns: 'No.', harms: 'None.' }
  const checks = [{ name: 'all', result: 'pass' as const }]
  return { kind: 'survey' as const, title: 'Mine', authors: [], replaces: null, met: null, about, checks, review: '2026-12-31' }
}

import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { failedReply } from '#functions/console/failed-reply.tsx'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from '../respond/helpers/surveys.ts'
import { boardTown, textOf } from './helpers/board-town.ts'

const survey = fullSurvey()

async function proposedTown() {
  const town = await boardTown({}, survey)
  return { town, proposal: await town.propose('ada', survey) }
}

/** Somebody with a vote that is filled in and waits for their passkey. */
async function aboutToVote(town: Awaited<ReturnType<typeof boardTown>>, id: string, proposal: string, choice = 'consent') {
  const cookie = await town.as(id)
  const { headers } = await town.ask({ path: `/board/p/${proposal}/vote`, form: { choice }, cookie })
  return { cookie, location: headers.location ?? '', post: await town.toSign(headers.location ?? '', cookie, town.holder(id)) }
}

describe('an act on the board’s pages', () => {
  it('is in the ledger with the passkey’s own answer, which anybody can check again', async () => {
    const { town, proposal } = await proposedTown()
    expect((await town.vote('birch', proposal)).statusCode).toBe(303)

    const last = town.entries().at(-1)
    expect(last).toMatchObject({ kind: 'vote', by: 'birch', body: { proposal, choice: 'consent' }, sig: { kind: 'passkey' } })
    const log = verifyLog({ lines: town.ledger.kept, checkpoints: await town.ledger.checkpoints() }, town.board)
    expect(log.pinnedSize).toBe(log.state.size)
  })

  it('is shown whole before it is signed: what a proposal says, who else wrote it, and until when it holds', async () => {
    const town = await boardTown({}, survey)
    const cookie = await town.as('ada')
    const form = {
      title: 'Open it',
      review: '2026-12-31',
      authors: 'birch',
      askedBy: 'The Friday group asked.',
      benefits: 'People who wait.',
      returns: 'We read it aloud.',
      harms: 'It may wake memories.',
    }
    const { headers } = await town.ask({ path: `/board/propose/survey/${survey.id}/${versionOf(survey).hash}`, form, cookie })
    const page = textOf(await town.ask({ path: headers.location ?? '', cookie }))
    const { askedBy, benefits, returns, harms, review } = form
    for (const said of [askedBy, benefits, returns, harms, review]) expect(page).toContain(said)
    expect(page).toMatch(/Also written by \u2068birch\u2069/i)
  })

  it('is shown whole before it is signed: a charter, by whom it takes off the board and why', async () => {
    const town = await boardTown({}, survey)
    const cookie = await town.as('birch')
    const form = { why: 'Stone asked for it.', lived: '4' }
    const { headers } = await town.ask({ path: '/board/propose/without/stone', form, cookie })
    const page = textOf(await town.ask({ path: headers.location ?? '', cookie }))
    expect(page).toContain('Stone asked for it.')
    expect(page).toMatch(/Not on the board any more: \u2068stone\u2069/i)
  })

  it('may be in the ledger although the page failed afterwards, and the page of a failure does not deny it', async () => {
    const { town, proposal } = await proposedTown()
    const { post } = await aboutToVote(town, 'birch', proposal)
    const { boardroom } = town.services
    Object.assign(town.services, { boardroom: { ...boardroom, remove: () => Promise.reject(new Error('the table is away')) } })
    await expect(town.ask(post)).rejects.toThrow('the table is away')
    expect(town.entries().at(-1)).toMatchObject({ kind: 'vote', by: 'birch' })
    const page = textOf(await failedReply('en'))
    expect(page).not.toContain('Nothing was added')
    expect(page).toContain('look in the ledger whether it is there')
  })

  it('that opens something opens nothing when the process is killed before the log signed for it, and everything when anybody acts next', async () => {
    const sound = await readSurvey('surveys/being-heard')
    const town = await boardTown({}, sound)
    const proposal = await town.propose('ada', sound)
    for (const member of ['birch', 'heron', 'otter']) await town.vote(member, proposal)
    await town.act('birch', `/board/p/${proposal}/decide`, {})
    const { ledger, approvals } = town.services
    Object.assign(town.services, { ledger: { ...ledger, keepCheckpoint: () => Promise.reject(new Error('killed')) } })
    await expect(town.act('heron', `/board/p/${proposal}/enact`, {})).rejects.toThrow('killed')
    expect(town.entries().at(-1)).toMatchObject({ kind: 'enact', by: 'heron' })
    const artifact = { kind: 'survey', id: sound.id, bytes: canonicalBytes(sound) } as const
    expect(await approvals(artifact)).toMatchObject({ ok: false, missing: [{ code: 'checkpoint' }] })

    Object.assign(town.services, { ledger })
    await town.act('reed', '/board/propose/without/stone', { why: 'Stone asked for it.', lived: '4' })
    expect(await approvals(artifact)).toMatchObject({ ok: true, proposal })
    expect(town.entries().filter(({ kind }) => kind === 'enact')).toHaveLength(1)
  })

  it('is told that it is too long, where it is, and not that something failed', async () => {
    const { town, proposal } = await proposedTown()
    const form = { text: 'long '.repeat(300_000) }
    const answer = await town.ask({ path: `/board/p/${proposal}/clarify`, form, cookie: await town.as('birch') })
    expect(answer.statusCode).toBe(413)
    expect(textOf(answer)).toContain('What you sent is too long.')
  })

  it('is added once: the same answer sent again, or twice at once, adds nothing', async () => {
    const { town, proposal } = await proposedTown()
    const { post } = await aboutToVote(town, 'birch', proposal)
    const both = await Promise.all([town.ask(post), town.ask(post)])
    expect(both.map(({ statusCode }) => statusCode)).toContain(303)
    expect((await town.ask(post)).statusCode).toBe(409)
    expect(town.entries().filter(({ kind }) => kind === 'vote')).toHaveLength(1)
  })

  it('takes the next place when somebody else was quicker', async () => {
    const { town, proposal } = await proposedTown()
    const first = await aboutToVote(town, 'birch', proposal)
    const second = await aboutToVote(town, 'heron', proposal)
    let isFirst = true
    town.ledger.before = async () => {
      if (!isFirst) return
      isFirst = false
      expect((await town.ask(second.post)).statusCode).toBe(303)
    }
    expect((await town.ask(first.post)).statusCode).toBe(303)
    expect(town.entries().flatMap((entry) => (entry.kind === 'vote' ? [entry.by] : []))).toEqual(['heron', 'birch'])
  })

  it.each<[string, (post: { form: Record<string, string> }, other: { form: Record<string, string> }) => Record<string, string>]>([
    ['of somebody else', (_post, other) => other.form],
    ['with a bit changed', ({ form }) => ({ ...form, value: `${form.value?.slice(0, -4)}AAAA` })],
    ['for another day', ({ form }) => ({ ...form, day: '2026-03-03' })],
  ])('is refused with an answer %s, and nothing is added', async (_what, forged) => {
    const { town, proposal } = await proposedTown()
    const mine = await aboutToVote(town, 'birch', proposal)
    const other = await aboutToVote(town, 'heron', proposal)
    const before = town.entries().length
    const answer = await town.ask({ ...mine.post, form: forged(mine.post, other.post) })
    expect(answer.statusCode).toBe(409)
    expect(town.entries()).toHaveLength(before)
  })

  it('is signed by the one who wrote it down: another member cannot sign what waits for me', async () => {
    const { town, proposal } = await proposedTown()
    const mine = await aboutToVote(town, 'birch', proposal)
    const cookie = await town.as('heron')
    expect((await town.ask({ path: mine.location, cookie })).statusCode).toBe(409)
    expect((await town.ask({ ...mine.post, cookie })).statusCode).toBe(409)
  })

  it('by somebody who was taken off the board meanwhile is worth nothing, and their session ends', async () => {
    const { town, proposal } = await proposedTown()
    const late = await aboutToVote(town, 'stone', proposal)
    const charter = await town.act('birch', '/board/propose/without/stone', { why: 'Stone asked for it.', lived: '4' })
    const id = /\/board\/p\/([0-9a-f]{64})/.exec(charter.headers.location ?? '')?.[1] ?? ''
    await town.approve(id, 'stone', 'heron', 'otter', 'reed')
    expect(town.entries().at(-1)).toMatchObject({ kind: 'enact', body: { proposal: id } })

    const before = town.entries().length
    const answer = await town.ask(late.post)
    expect(answer.statusCode).toBe(200)
    expect(textOf(answer)).toContain('You are not on the board yet')
    expect(town.entries()).toHaveLength(before)
    expect(textOf(await town.ask({ path: '/board/surveys', cookie: late.cookie }))).toContain('not on the board')
    expect(await town.signIn(town.holder('stone').authenticator)).toBe('')
  })

  it('that was begun under an old charter has to be signed again', async () => {
    const { town, proposal } = await proposedTown()
    const late = await aboutToVote(town, 'reed', proposal)
    const charter = await town.act('birch', '/board/propose/without/stone', { why: 'Stone asked for it.', lived: '4' })
    await town.approve(/\/board\/p\/([0-9a-f]{64})/.exec(charter.headers.location ?? '')?.[1] ?? '', 'stone', 'heron', 'otter', 'reed')
    const before = town.entries().length
    expect((await town.ask(late.post)).statusCode).toBe(409)
    expect(town.entries()).toHaveLength(before)
  })

  it('may be signed right before midnight and come after it, and not later', async () => {
    const { town, proposal } = await proposedTown()
    town.clock.now = new Date('2026-03-04T23:59:30Z')
    const [birch, heron] = [await aboutToVote(town, 'birch', proposal), await aboutToVote(town, 'heron', proposal)]
    town.clock.now = new Date('2026-03-05T00:00:10Z')
    expect((await town.ask(birch.post)).statusCode).toBe(303)
    expect((await town.ask({ ...heron.post, form: { ...heron.post.form, day: '2026-03-06' } })).statusCode).toBe(422)
    town.clock.now = new Date('2026-03-06T10:00:00Z')
    expect((await town.ask({ ...heron.post, cookie: await town.as('heron') })).statusCode).toBe(409)
  })

  it('cannot open anything while the clock of the machine is behind the ledger, and can still stop it', async () => {
    const { town, proposal } = await proposedTown()
    town.clock.now = new Date('2026-03-02T10:00:00Z')
    expect((await town.vote('birch', proposal, 'object', { category: 'harm', reason: 'Wait.' })).statusCode).toBe(303)
    expect((await town.act('heron', `/board/p/${proposal}/pause`, { text: 'Stop.' })).statusCode).toBe(303)
    const before = town.entries().length
    const refused = await town.act('birch', '/board/propose/without/stone', { why: 'Stone asked for it.', lived: '4' })
    expect(refused.statusCode).toBe(409)
    expect(textOf(refused)).toContain('nothing but a vote, a question or a pause is taken')
    expect(town.entries()).toHaveLength(before)
  })
})

describe('a session', () => {
  it('ends after half an hour in which nothing was done, and what was typed is kept', async () => {
    const { town, proposal } = await proposedTown()
    const cookie = await town.as('birch')
    town.clock.now = new Date(town.clock.now.getTime() + 31 * 60_000)
    const form = { choice: 'object', category: 'harm', reason: 'Half a page that nobody wants to type twice.' }
    const { headers } = await town.ask({ path: `/board/p/${proposal}/vote`, form, cookie })
    expect(headers.location).toMatch(/^\/board\/sign-in\/p\//)

    const again = await town.as('birch')
    const page = await town.ask({ path: (headers.location ?? '').replace('/sign-in', ''), cookie: again })
    expect(textOf(page)).toContain('Half a page that nobody wants to type twice.')
    expect(
      textOf(await town.ask({ path: (headers.location ?? '').replace('/sign-in', ''), cookie: await town.as('heron') })),
    ).not.toContain('Half a page')
  })

  it('keeps a form that is far too long, in no more than one place of the database takes', async () => {
    const { town, proposal } = await proposedTown()
    const sizes: number[] = []
    const { boardroom } = town.services
    const keep: typeof boardroom.keep = (list, key, bytes, expires) => {
      sizes.push(bytes.length)
      return boardroom.keep(list, key, bytes, expires)
    }
    Object.assign(town.services, { boardroom: { ...boardroom, keep } })
    const cookie = await town.as('birch')
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, each) => [`more${each}`, 'ق'.repeat(15_000)]))
    for (const form of [
      { choice: 'object', reason: `Kept. ${'x'.repeat(900_000)}` },
      { choice: 'object', reason: 'Kept.', ...many },
    ]) {
      const { headers } = await town.ask({ path: `/board/p/${proposal}/vote`, form, cookie })
      expect(textOf(await town.ask({ path: headers.location ?? '', cookie }))).toContain('Kept.')
    }
    expect(Math.max(...sizes)).toBeLessThan(400_000 - 1_000)
  })

  it('goes on while somebody works, and not longer than eight hours', async () => {
    const { town } = await proposedTown()
    let cookie = await town.as('birch')
    const states: number[] = []
    for (let minutes = 20; minutes <= 8 * 60 + 20; minutes += 20) {
      town.clock.now = new Date(town.clock.now.getTime() + 20 * 60_000)
      const { statusCode, cookies } = await town.ask({ path: '/board/waiting', cookie })
      states.push(statusCode)
      cookie = cookies[0]?.split(';')[0] ?? cookie
    }
    expect([states[0], states.at(-3), states.at(-1)]).toEqual([200, 200, 303])
  })

  it('is nothing that anybody can make up, and its sign-in works once', async () => {
    const { town } = await proposedTown()
    for (const value of ['AAAA'.repeat(30), (await town.as('birch')).split('=')[1]?.replace(/^..../, 'AAAA') ?? '']) {
      expect((await town.ask({ path: '/board/waiting', cookie: `__Host-board=${value}` })).statusCode).toBe(303)
    }
    const { answerTo } = await import('#test/board/passkey.ts')
    const page = textOf(await town.ask({ path: '/board/sign-in' }))
    const challenge = /data-challenge="([^"]+)"/.exec(page)?.[1] ?? ''
    const token = /name="token" value="([^"]*)"/.exec(page)?.[1] ?? ''
    const { authenticator } = town.holder('birch')
    const form = { token, credential: authenticator.key.credential, ...answerTo(challenge, authenticator) }
    expect((await town.ask({ path: '/board/sign-in', form })).cookies).toHaveLength(1)
    expect((await town.ask({ path: '/board/sign-in', form })).cookies).toEqual([])
    expect((await town.ask({ path: '/board/sign-in', form: { ...form, token: token.replace(/^../, 'AA') } })).cookies).toEqual([])
  })

  it('is not opened by a form from another site, nor under a name that no passkey can be for', async () => {
    const { town } = await proposedTown()
    const cookie = await town.as('birch')
    expect((await town.ask({ path: '/board/sign-out', form: {}, cookie, from: 'cross-site' })).statusCode).toBe(403)
    expect((await town.ask({ path: '/board/waiting', cookie, host: 'evil.example' })).statusCode).toBe(403)
    expect((await town.ask({ path: '/board/ledger', host: '127.0.0.1:8321' })).headers.location).toBe('http://localhost:8321/board/ledger')
  })
})

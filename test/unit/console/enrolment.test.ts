import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { anAuthenticator, registration } from '#test/board/passkey.ts'
import { fullSurvey } from '../respond/helpers/surveys.ts'
import { boardTown, challengeOn, ORIGIN, textOf } from './helpers/board-town.ts'

const survey = fullSurvey()

async function invited() {
  const town = await boardTown()
  const form = { id: 'wren', alias: 'Wren', role: 'member', lived: 'yes' }
  const cookie = await town.as('birch')
  const shownAt = (await town.ask({ path: '/board/invite', form, cookie })).headers.location ?? ''
  const page = textOf(await town.ask({ path: shownAt, cookie }))
  const path = /http:\/\/localhost:8321(\/board\/join\/[0-9a-f]+)/.exec(page)?.[1] ?? ''
  return { town, path, shownAt, cookie }
}

describe('a one-time link', () => {
  it('lets one person make one key; two who use it at once get one', async () => {
    const { town, path } = await invited()
    const challenge = challengeOn(textOf(await town.ask({ path })))
    const both = await Promise.all([1, 2].map(() => town.ask({ path, form: registration(challenge, anAuthenticator(ORIGIN)) })))
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 404])
    expect((await town.ask({ path })).statusCode).toBe(404)
  })

  it('puts nobody on the board: the new key sees nothing of it', async () => {
    const { town, path } = await invited()
    const own = anAuthenticator(ORIGIN)
    await town.ask({ path, form: registration(challengeOn(textOf(await town.ask({ path }))), own) })
    const cookie = await town.signIn(own)
    for (const page of ['/board/waiting', '/board/surveys', '/board/propose', '/board/export/board.zip']) {
      expect(textOf(await town.ask({ path: page, cookie }))).toContain('You are not on the board yet')
    }
    expect(town.entries()).toHaveLength(1)
  })

  it.each<[string, (challenge: string) => ReturnType<typeof registration>]>([
    [
      'made for another site',
      (challenge) => registration(challenge, anAuthenticator('http://evil.example'), { origin: 'http://evil.example' }),
    ],
    ['made at another origin', (challenge) => registration(challenge, anAuthenticator(ORIGIN), { origin: 'http://localhost:1' })],
    ['for another challenge', () => registration(randomBytes(32).toString('base64url'), anAuthenticator(ORIGIN))],
    ['without knowing who is there', (challenge) => registration(challenge, anAuthenticator(ORIGIN), { flags: 0x41 })],
    ['that is none at all', () => ({ credential: 'AAAA', clientData: 'AAAA', attestation: 'AAAA' })],
  ])('takes no key %s, and still works afterwards', async (_what, forged) => {
    const { town, path } = await invited()
    const challenge = challengeOn(textOf(await town.ask({ path })))
    expect(textOf(await town.ask({ path, form: forged(challenge) }))).toContain('The key could not be taken.')
    expect((await town.ask({ path, form: registration(challenge, anAuthenticator(ORIGIN)) })).headers.location).toBe('/board/joined')
  })

  it('gives somebody who lost their key another one by the votes of the others; the lost one then opens and signs nothing', async () => {
    const town = await boardTown({}, survey)
    const proposal = await town.propose('ada', survey)
    await town.vote('heron', proposal)
    const [lost, old] = [await town.as('heron'), town.holder('heron')]
    const form = { id: 'heron', alias: old.person.alias, role: 'member', lived: 'yes' }
    const cookie = await town.as('birch')
    const page = textOf(await town.ask({ path: (await town.ask({ path: '/board/invite', form, cookie })).headers.location ?? '', cookie }))
    const path = /(\/board\/join\/[0-9a-f]+)/.exec(page)?.[1] ?? ''
    const own = anAuthenticator(ORIGIN)
    await town.ask({ path, form: registration(challengeOn(textOf(await town.ask({ path }))), own) })

    // Of five members it takes all who did not propose it, and one of them has no key: so the steward proposes.
    const asked = await town.act('op', '/board/propose/person/heron', { why: 'The phone is lost.', lived: '5' })
    const charter = /\/board\/p\/([0-9a-f]{64})/.exec(asked.headers.location ?? '')?.[1] ?? ''
    for (const member of ['birch', 'otter', 'reed', 'stone']) await town.vote(member, charter)
    town.holders.set('heron', { person: { ...old.person, key: own.key }, authenticator: own })
    // Somebody else could have made the key: it counts when the one who holds it has signed.
    await town.act('heron', `/board/p/${charter}/accept`, {})
    await town.act('otter', `/board/p/${charter}/decide`, {})
    await town.act('reed', `/board/p/${charter}/enact`, {})
    expect(town.entries().at(-1)).toMatchObject({ kind: 'enact', body: { proposal: charter } })

    expect(await town.signIn(old.authenticator)).toBe('')
    expect(textOf(await town.ask({ path: '/board/surveys', cookie: lost }))).toContain('not on the board')
    // What was begun is asked anew, and the new key has a voice in it.
    const again = await town.propose('ada', survey)
    await town.vote('heron', again)
    expect(town.entries().at(-1)).toMatchObject({ kind: 'vote', by: 'heron', body: { proposal: again } })
  })

  it('is shown for ten minutes to the member who made it and to nobody else, and a reload makes no second one', async () => {
    const { town, path, shownAt, cookie } = await invited()
    expect(textOf(await town.ask({ path: shownAt, cookie }))).toContain(path)
    expect(await town.services.boardroom.all('link', 0)).toHaveLength(1)
    expect((await town.ask({ path: shownAt, cookie: await town.as('heron') })).statusCode).toBe(404)
    town.clock.now = new Date(town.clock.now.getTime() + 10 * 60_000)
    expect((await town.ask({ path: shownAt, cookie })).statusCode).toBe(404)
  })

  it('works for seven days, and cannot be guessed from what is kept', async () => {
    const { town, path } = await invited()
    const kept = await town.services.boardroom.all('link', 0)
    expect(kept.map(({ key }) => key)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(kept.some(({ key }) => path.includes(key))).toBe(false)
    town.clock.now = new Date(town.clock.now.getTime() + 7 * 24 * 3_600_000)
    expect((await town.ask({ path })).statusCode).toBe(404)
  })

  it('is made by members alone, and says what is wrong with a name all at once', async () => {
    const { town } = await invited()
    expect((await town.ask({ path: '/board/invite', cookie: await town.as('op') })).statusCode).toBe(403)
    const cookie = await town.as('birch')
    const { headers } = await town.ask({ path: '/board/invite', form: { id: 'Wren!', alias: ' ' }, cookie })
    const page = textOf(await town.ask({ path: headers.location ?? '', cookie }))
    for (const said of ['begin with a letter', 'Please write something here.', 'Please choose one.']) expect(page).toContain(said)
  })
})

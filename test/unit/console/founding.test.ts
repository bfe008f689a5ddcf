import { describe, expect, it } from 'vitest'
import { makeLink } from '#functions/enrolment-links.ts'
import { charterHash } from '#shared/governance/charter.ts'
import { publicHalf } from '#shared/governance/signing-keys.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { type Authenticator, anAuthenticator, answerTo, registration } from '#test/board/passkey.ts'
import { keyOf } from '../governance/helpers/a-board.ts'
import { boardTown, challengeOn, fieldOn, ORIGIN, textOf } from './helpers/board-town.ts'

const NAMES = ['birch', 'heron', 'otter', 'reed'] as const
type Name = (typeof NAMES)[number]
type Town = Awaited<ReturnType<typeof boardTown>>

/** Three members and a researcher, each with a passkey that they made by a link of their own. */
async function founders() {
  const town = await boardTown('no board')
  const keys = new Map<Name, Authenticator>()
  for (const [at, id] of NAMES.entries()) {
    const role = id === 'reed' ? 'researcher' : 'member'
    const whom = { id, alias: id.toUpperCase(), role, lived: id !== 'otter' && id !== 'reed' } as const
    const path = await makeLink(town.services.boardroom, whom, new Uint8Array(32).fill(at + 1), nowOf(town))
    const own = anAuthenticator(ORIGIN)
    const page = textOf(await town.ask({ path }))
    expect((await town.ask({ path, form: registration(challengeOn(page), own) })).headers.location).toBe('/board/joined')
    keys.set(id, own)
  }
  const own = (id: Name): Authenticator => keys.get(id) ?? anAuthenticator(ORIGIN)
  const as = (id: Name) => town.signIn(own(id))
  const page = async (id?: Name) => textOf(await town.ask({ path: '/board/founding', ...(id ? { cookie: await as(id) } : {}) }))
  const write = async (id: Name, group = 'People of the river', people: readonly string[] = NAMES) =>
    town.ask({
      path: '/board/founding',
      cookie: await as(id),
      form: new URLSearchParams([['group', group], ...people.map((each): [string, string] => ['people', each])]),
    })
  /** The form that somebody's browser would post from the page as it is now. */
  const signature = async (id: Name) => {
    const shown = await page(id)
    const answer = answerTo(challengeOn(shown), own(id))
    return { charter: fieldOn(shown, 'charter'), credential: own(id).key.credential, ...answer }
  }
  const post = async (id: Name, form: Readonly<Record<string, string>>) =>
    town.ask({ path: '/board/founding/sign', cookie: await as(id), form })
  const sign = async (id: Name) => post(id, await signature(id))
  return { town, page, write, sign, signature, post }
}

function nowOf({ clock }: Town): number {
  return Math.floor(clock.now.getTime() / 1000)
}

describe('a board that people found on its pages', () => {
  it('is founded when everybody in the charter has signed it with their passkey, and not before', async () => {
    const { town, page, write, sign } = await founders()
    expect((await write('birch')).headers.location).toBe('/board/founding')
    for (const id of ['birch', 'reed', 'heron'] as const) await sign(id)
    expect(town.entries()).toEqual([])
    const waits = await page('otter')
    expect(waits).toContain('Signed by \u2068BIRCH\u2069, \u2068HERON\u2069, \u2068REED\u2069.')
    expect(waits).toContain('Not signed yet by \u2068OTTER\u2069.')
    expect((await sign('otter')).headers.location).toBe('/board/founding')

    const [entry, ...more] = town.entries()
    if (entry?.kind !== 'found') throw new Error('nothing was founded')
    expect([more.length, entry.body.charter]).toMatchObject([
      0,
      { group: 'People of the river', demonstration: false, livedExperience: 2, log: { publicKey: publicHalf(keyOf('log')) } },
    ])
    const board = charterHash(entry.body.charter)
    const log = verifyLog({ lines: town.ledger.kept, checkpoints: await town.ledger.checkpoints() }, board)
    expect([log.pinnedSize, log.state.charter.people.map(({ id }) => id)]).toEqual([1, [...NAMES]])
    expect(await page()).toContain(`chorus board adopt ${board}`)
  })

  it('asks everybody to sign again when a letter of the charter changed, and takes no signature on what it was before', async () => {
    const { town, page, write, sign, signature, post } = await founders()
    await write('birch')
    for (const id of ['birch', 'heron', 'reed'] as const) await sign(id)
    const late = await signature('otter')
    await write('heron', 'People of the rivet')
    const refused = await post('otter', late)
    expect([refused.statusCode, textOf(refused)]).toEqual([422, expect.stringContaining('The charter was changed in between.')])
    expect(await page('otter')).toContain('Not signed yet by \u2068BIRCH\u2069, \u2068HERON\u2069, \u2068OTTER\u2069, \u2068REED\u2069.')
    await sign('otter')
    expect(town.entries()).toEqual([])
  })

  it('is written twenty times a day by one person at most, who cannot take away what the others signed without end', async () => {
    const { write, page, sign } = await founders()
    for (let more = 0; more < 20; more++) expect((await write('birch', `Group ${more}`)).statusCode).toBe(303)
    await sign('heron')
    const refused = await write('birch', 'Another group')
    expect([refused.statusCode, textOf(refused)]).toEqual([429, expect.stringContaining('[board-limit]')])
    expect(await page()).toContain('Signed by \u2068HERON\u2069.')
    expect((await write('otter', 'Another group')).statusCode).toBe(303)
  })

  it('takes nobody’s signature for another’s, and none of a person who is not named in it', async () => {
    const { town, write, signature, post, sign } = await founders()
    await write('birch', 'People of the river', ['birch', 'heron', 'otter'])
    expect((await post('heron', await signature('birch'))).statusCode).toBe(422)
    expect((await post('reed', await signature('birch'))).statusCode).toBe(422)
    const forged = await signature('heron')
    expect((await post('heron', { ...forged, value: `${forged.value?.slice(0, -4)}AAAA` })).statusCode).toBe(422)
    expect((await post('heron', { charter: forged.charter ?? '', clientData: '' })).statusCode).toBe(422)
    for (const id of ['birch', 'heron'] as const) await sign(id)
    expect(town.entries()).toEqual([])
    await sign('otter')
    expect(town.entries()).toHaveLength(1)
  })

  it('believes nothing that lies in the table, only what is signed', async () => {
    const { town, write, sign } = await founders()
    await write('birch')
    for (const id of ['birch', 'heron', 'reed'] as const) await sign(id)
    const kept = await town.services.boardroom.all('agreement', nowOf(town))
    const one = kept[0]
    if (!one) throw new Error('nobody signed')
    await town.services.boardroom.keep('agreement', one.key.replace(/[a-z]+$/, 'otter'), one.bytes, nowOf(town) + 99)
    await sign('birch')
    expect(town.entries()).toEqual([])
  })

  it('comes to one board when the last two sign at once, and goes on where it was broken off', async () => {
    const { town, write, sign, signature, post } = await founders()
    await write('birch')
    for (const id of ['birch', 'reed'] as const) await sign(id)
    const [heron, otter] = [await signature('heron'), await signature('otter')]
    const append = town.ledger.append.bind(town.ledger)
    Object.assign(town.ledger, { append: () => Promise.reject(new Error('the table is away')) })
    expect((await post('heron', heron)).statusCode).toBe(303)
    await expect(post('otter', otter)).rejects.toThrow('the table is away')
    Object.assign(town.ledger, { append })
    const both = await Promise.all([post('heron', heron), post('otter', otter)])
    expect(both.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect(town.entries()).toHaveLength(1)
  })

  it('is no board of two, nor one without a name, and says so without losing what was chosen', async () => {
    const { town, write } = await founders()
    const two = await write('birch', 'People of the river', ['birch', 'heron'])
    expect([two.statusCode, textOf(two)]).toEqual([422, expect.stringContaining('This charter is not sound.')])
    expect(textOf(two)).toContain('value="People of the river"')
    const nameless = await write('birch', ' ')
    expect([nameless.statusCode, textOf(nameless)]).toEqual([422, expect.stringContaining('Please write something here.')])
    expect(await town.services.boardroom.read('founding', 'draft', nowOf(town))).toBeUndefined()
  })

  it('is written by nobody without a key, and by nobody once it is founded or where a board decides', async () => {
    const { town, write, sign, page } = await founders()
    const form = { group: 'Nobody', people: 'birch' }
    const { headers } = await town.ask({ path: '/board/founding', form })
    expect(headers.location).toBe('/board/sign-in/founding')
    await write('birch')
    for (const id of NAMES) await sign(id)
    await write('birch', 'Another group')
    expect(await page('birch')).toContain('The board is founded')
    expect(town.entries()).toHaveLength(1)

    const other = await boardTown()
    for (const path of ['/board/founding', '/board/founding/sign'])
      expect((await other.ask({ path, form })).headers.location).toBe('/board')
  })
})

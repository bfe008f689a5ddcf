import { createPrivateKey, createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownKeysFrom, publicHalves } from '#functions/console/reading/browser/own-keys.ts'
import type { BoardWords } from '#functions/console/words/en.ts'
import { loadBoardWords } from '#functions/console/words/load-board-words.ts'
import { makeLink } from '#functions/enrolment-links.ts'
import { handParts, readableTo } from '#functions/story-desk/parts.ts'
import { lookAt } from '#functions/story-desk/review-desk.ts'
import { type StoryHouse, storyHouse } from './story-house.ts'

const STORY = 'Somebody asked me what I wanted.'

let house: StoryHouse
let words: BoardWords

beforeAll(async () => {
  house = await storyHouse()
  words = await loadBoardWords('en')
})
afterAll(() => house?.close())

/** Somebody comes by a one-time link, makes a key in the browser on the console's own page, and the board votes them in. */
async function joins(id: string, { hasPrf }: { readonly hasPrf: boolean }): Promise<void> {
  const { town, visit } = house
  const whom = { id, alias: id.toUpperCase(), role: 'member', lived: true } as const
  const link = await makeLink(town.services.boardroom, whom, new Uint8Array(32).fill(id.length), town.clock.now.getTime() / 1000)
  await visit.page.context().clearCookies()
  await visit.hold(undefined, { hasPrf })
  await visit.open(link)
  await visit.press(words.join.button)
  await visit.page.getByRole('heading', { name: words.join.doneHeading }).waitFor()

  const [made] = await visit.credentials()
  const privateKey = createPrivateKey({ key: Buffer.from(made?.privateKey ?? '', 'base64'), format: 'der', type: 'pkcs8' })
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const credential = Buffer.from(made?.credentialId ?? '', 'base64').toString('base64url')
  const key = { kind: 'passkey', credential, x, y, site: 'localhost', origin: visit.origin } as const
  const own = { person: { id, alias: whom.alias, role: whom.role, key }, authenticator: { key, privateKey } }
  town.holders.set(id, own)
  const before = (await town.services.reader?.latest())?.state.charter.livedExperience ?? 0
  const form = { why: 'They know it.', lived: String(before + 1) }
  const { headers } = await town.act('birch', `/board/propose/person/${id}`, form)
  const proposal = /\/board\/p\/([0-9a-f]{64})/.exec(headers.location ?? '')?.[1] ?? ''
  await town.act(id, `/board/p/${proposal}/accept`, {})
  await town.approve(proposal, 'heron', 'otter', 'reed', 'stone')
}

async function signIn(): Promise<void> {
  const { visit } = house
  await visit.page.context().clearCookies()
  await visit.open('/board/sign-in')
  await visit.press(words.signIn.button)
  await visit.page.waitForURL('**/board/waiting*')
}

const stateNow = async () => (await house.town.services.reader?.latest())?.state

/** Asks the passkey for its secret for this board as the WebAuthn specification says, and without our code. */
function secretInPage(ledger: string, credential: string): Promise<number[]> {
  return house.visit.page.evaluate<number[]>(`(async () => {
    const first = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('chorus story key ${ledger}')))
    const id = Uint8Array.from(atob('${credential}'), each => each.charCodeAt(0))
    const challenge = crypto.getRandomValues(new Uint8Array(32))
    const given = await navigator.credentials.get({ publicKey: { challenge, rpId: 'localhost', allowCredentials: [{ type: 'public-key', id }],
      userVerification: 'required', extensions: { prf: { eval: { first } } } } })
    return [...new Uint8Array(given.getClientExtensionResults().prf.results.first)]
  })()`)
}

/** Counts everything that a page of this browser could leave behind. */
const LEFT = `(async () => ({
  local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
}))()`

describe('a part of what opens stories, kept by a passkey', () => {
  it('is made from the secret that the passkey gives this board (WebAuthn’s prf), and the ledger names its public half', async () => {
    const { visit, town } = house
    await joins('wren', { hasPrf: true })
    await signIn()
    await visit.open('/board/stories/key')
    await visit.pressHere(words.stories.byPasskey)
    await visit.press(words.sign.button)
    await visit.page.waitForURL('**/board/stories/done*')
    const [made] = await visit.credentials()
    const secret = Uint8Array.from(await secretInPage(town.board, made?.credentialId ?? ''))
    expect(secret).toHaveLength(32)
    const state = await stateNow()
    const { key, asks } = publicHalves(ownKeysFrom(secret))
    expect([state?.sealingKeys.get('wren'), state?.askKeys.get('wren')]).toStrictEqual([key, [asks]])
  })

  it('opens a story together with those of others, and neither the secret nor anything made from it is sent or left behind', async () => {
    const { visit, town, sent } = house
    for (const id of ['birch', 'heron', 'finch', 'moss']) await house.holdElsewhere(id)
    await house.send(STORY, 'words')
    const survey = (await stateNow())?.surveys.get('being-heard')?.sha256 ?? ''
    const form = new URLSearchParams([
      ['reader', 'finch'],
      ['reader', 'moss'],
      ['why', 'Say how it felt.'],
    ])
    const cookie = await town.as('ada')
    const asked = await town.ask({ path: `/board/propose/stories/being-heard/${survey}`, form, cookie })
    const signed = await town.ask(await town.toSign(asked.headers.location ?? '', cookie, town.holder('ada')))
    const reading = /\/board\/p\/([0-9a-f]{64})/.exec(signed.headers.location ?? '')?.[1] ?? ''
    await town.approve(reading, 'birch', 'heron', 'otter', 'reed')
    for (const id of ['birch', 'heron']) await handParts(await house.deskOf(id, reading, 'give'))
    const finch = await house.deskOf('finch', reading)
    // It takes three: the two who keep a code are too few.
    expect(await readableTo(finch)).toMatchObject({ closed: 1, boxes: new Map() })

    await visit.open('/board/stories')
    await visit.follow(words.stories.give)
    await visit.pressHere(words.stories.withPasskey)
    await visit.page.getByText(words.stories.script.given.replace('{}', '1')).waitFor()
    const [[box, parts] = never()] = (await readableTo(finch)).boxes
    expect(await lookAt(finch, box, parts)).toMatchObject({ text: STORY })

    expect(await visit.page.evaluate(LEFT)).toStrictEqual({ local: 0, session: 0, databases: 0, caches: 0 })
    const [made] = await visit.credentials()
    const secret = Uint8Array.from(await secretInPage(town.board, made?.credentialId ?? ''))
    const { sealing, asking } = ownKeysFrom(secret)
    const traffic = sent.map((each) => decodeURIComponent(each.replaceAll('+', ' ')))
    expect(traffic.some((each) => each.includes('"do":"hand"'))).toBe(true)
    for (const bytes of [secret, sealing, asking])
      for (const as of ['hex', 'base64', 'base64url'] as const)
        expect(traffic.filter((each) => each.includes(Buffer.from(bytes).toString(as)))).toStrictEqual([])
  })

  it('falls back to a code on paper where the passkey has no prf, and says so', async () => {
    const { visit } = house
    await joins('robin', { hasPrf: false })
    await signIn()
    await visit.open('/board/stories/key')
    await visit.pressHere(words.stories.byPasskey)
    await visit.page.getByText(words.stories.script.noPrf).waitFor()
    expect((await stateNow())?.sealingKeys.has('robin')).toBe(false)
    await visit.pressHere(words.stories.byCode)
    const code = await visit.page.locator('#new-code').textContent()
    expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){12}[0-9a-hjkmnp-tv-z]{4}$/)
    await visit.goOnAndSignHere()
    expect((await stateNow())?.sealingKeys.has('robin')).toBe(true)

    await visit.follow(words.stories.give)
    await visit.pressHere(words.stories.withPasskey)
    await visit.page.getByText(words.stories.script.noPrf).waitFor()
    await visit.writeHere('code', code ?? '')
    await visit.pressHere(words.stories.withCode)
    // Words that were sealed before hold no part of this key.
    await visit.page.getByText(words.stories.script.given.replace('{}', '0')).waitFor()
  })
})

function never(): never {
  throw new Error('the story does not open')
}

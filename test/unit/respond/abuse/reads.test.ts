import { describe, expect, it } from 'vitest'
import { makeInvitations } from '#cli/make-invitations.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { section, single, surveyOf } from '../helpers/surveys.ts'
import { AGREES, goOn, limitedTown, press, type Town } from '../helpers/town.ts'

const quiet = surveyOf([section('a', [single('one')])])
const guarded = { ...quiet, id: 'guarded', access: 'invitation' as const, abuse: { proofOfWork: true as const }, followUp: true as const }

/** The parts of a request that may be looked at, whatever guards a survey has. */
const ALLOWED = [
  'body',
  'cookies',
  'headers',
  'headers.accept-encoding',
  'headers.content-type',
  'headers.host',
  'headers.origin',
  'headers.sec-fetch-site',
  'headers.sec-purpose',
  'isBase64Encoded',
  'queryStringParameters',
  'queryStringParameters.lang',
  'rawPath',
  'requestContext',
  'requestContext.http',
  'requestContext.http.method',
]

/** Notes every property that is read of an event, at any depth. */
function watch(value: unknown, read: Set<string>, path = ''): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver)
      if (typeof key !== 'string') return found
      const at = path === '' ? key : `${path}.${key}`
      read.add(at)
      return watch(found, read, at)
    },
  })
}

/** Every guard at work: budgets spent, the trap filled in, an invitation wrong, right and used, work done and not, a contact left. */
async function everyGuard(town: Town, id: string, code: string): Promise<void> {
  const browser = town.browser()
  const link = linkOf(id)
  const invited = { ...AGREES, _invitation: [code] }
  await press(browser, await browser.open(`/s/${link}/consent`), AGREES)
  for (let i = 0; i < 4; i++) await press(browser, await browser.open(`/s/${link}/all`), { ...invited, _url: i === 0 ? ['junk'] : [] })
  const page = await press(browser, await browser.open(`/s/${link}/consent`), invited)
  if (page.status === 200) await press(browser, await goOn(browser, page, '/send'))
  const contact = await browser.open(`/s/${link}/contact`)
  if (contact.status === 200) for (let i = 0; i < 3; i++) await press(browser, contact, { _contact: ['robin@example.org'] })
  for (let i = 0; i < 4; i++) await press(browser, await browser.open('/withdraw'), { _code: ['0000-0000-0000-0000-0'] })
}

describe('what is looked at of a request (CO-12)', () => {
  it.each([quiet, guarded])('is this and nothing else, with every guard at work: $id', async (survey) => {
    const town = await limitedTown({ sends: 1, contacts: 1, withdrawals: 1 }, survey)
    const [code = ''] = await makeInvitations(town.memory.invitations, survey.id, 1, (bytes) => new Uint8Array(bytes).fill(7))
    const read = new Set<string>()
    town.plantIn((event) => watch(event, read))

    await everyGuard(town, survey.id, code)

    expect([...read].toSorted()).toEqual(ALLOWED)
    expect(town.results.map(({ statusCode }) => statusCode)).toEqual(expect.arrayContaining([422, 429]))
  })
})

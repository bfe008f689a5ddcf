import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openStory } from '#shared/response/story.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './respond/helpers/surveys.ts'
import { AGREES, begin, goOn, press, receiptOn, STORY_SECRET, type Town, textOf, townWith } from './respond/helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)
const WORDS = 'canary-words: they did not believe me'

/** Planted wherever a request can carry something about the person who sends it. */
const CANARIES = {
  address: '198.51.100.77',
  agent: 'canary-agent',
  referrer: 'canary-referrer',
  cookie: 'canary-cookie',
  header: 'canary-header',
  query: 'canary-query',
  request: 'canary-request-id',
  host: 'canary-host',
  time: '1772619630777',
  field: 'canary-field',
}

/** Makes every event of a town carry all canaries. */
function plant(town: Town): void {
  town.plantIn((event) => {
    const record = typeof event === 'object' && event !== null ? event : {}
    return {
      ...record,
      rawQueryString: `utm=${CANARIES.query}`,
      queryStringParameters: { utm: CANARIES.query, lang: CANARIES.query },
      headers: {
        ...('headers' in record && typeof record.headers === 'object' ? record.headers : {}),
        'user-agent': CANARIES.agent,
        referer: `https://${CANARIES.referrer}.example/`,
        'x-forwarded-for': `${CANARIES.address}, 203.0.113.1`,
        'x-device-id': CANARIES.header,
        'accept-language': CANARIES.header,
        host: CANARIES.host,
      },
      cookies: [
        `other=${CANARIES.cookie}`,
        ...('cookies' in record && Array.isArray(record.cookies) ? record.cookies : []),
        `_ga=${CANARIES.cookie}`,
      ],
      requestContext: {
        ...('requestContext' in record && typeof record.requestContext === 'object' ? record.requestContext : {}),
        requestId: CANARIES.request,
        domainName: CANARIES.host,
        timeEpoch: Number(CANARIES.time),
        authorizer: { principal: CANARIES.header },
      },
    }
  })
}

/** Everything a store holds, in every spelling a value could hide in. */
function everythingStored(town: Town): string {
  const { drafts, responses, stories } = town.memory.kept
  const items = [...drafts, ...responses, ...stories].map(([key, item]) => [
    key,
    ...Object.values(item).map((value) =>
      value instanceof Uint8Array ? [Buffer.from(value).toString('latin1'), Buffer.from(value).toString('hex')] : value,
    ),
  ])
  return JSON.stringify(items)
}

const spellings = (text: string) => [
  text,
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  createHash('sha256').update(text).digest('hex'),
]

describe('what a request says about its sender', () => {
  it('is in no stored item, no log line and no response, whatever happens on the way', async () => {
    const town = await townWith(survey)
    plant(town)
    const stored: string[] = []
    const browser = town.browser()
    let shown = await goOn(browser, await begin(browser, survey), '/10', { words: [WORDS], [CANARIES.field]: [CANARIES.field] })
    stored.push(everythingStored(town))
    shown = await goOn(browser, shown, '/send', { 'words.share': ['summary'] })
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error(`${CANARIES.address} ${WORDS}`)
    }
    shown = await press(browser, shown)
    town.memory.before = () => {}
    const code = receiptOn(await press(browser, shown, {}, 'Try to send again'))
    stored.push(everythingStored(town))
    const other = town.browser()
    receiptOn(await press(other, await other.open(`/s/${link}/all`), { ...AGREES, words: [WORDS] }))
    stored.push(everythingStored(town))
    // A store that fails with a message full of canaries, and an event that is none.
    town.memory.before = () => {
      throw new Error(Object.values(CANARIES).join(' '))
    }
    expect((await other.open(`/s/${link}`)).status).toBe(503)
    await town.call({ rawPath: `/${CANARIES.query}/${CANARIES.header}` })
    town.memory.before = () => {}
    await press(other, await other.open('/withdraw'), { _code: [code] })
    await other.open('/leave')

    expect(town.lines).toHaveLength(3)
    for (const canary of [...Object.values(CANARIES), '203.0.113.9', 'Agent/1'].flatMap(spellings)) {
      for (const each of stored) expect(each).not.toContain(canary)
      expect(town.lines.join('\n')).not.toContain(canary)
      for (const result of town.results) {
        expect(JSON.stringify([result.headers, result.cookies])).not.toContain(canary)
        expect(textOf(result)).not.toContain(canary)
      }
    }
  })
})

describe("a person's own words", () => {
  it('are on their own pages while they write, and afterwards only in a story that only the story key opens', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send', { words: [WORDS] })
    expect(town.results.some((result) => textOf(result).includes('canary-words'))).toBe(true)
    const pagesBefore = town.results.length

    receiptOn(await press(browser, ready))
    await browser.open(`/s/${link}`)
    await browser.open(`/s/${link}/9`)

    for (const spelling of spellings(WORDS)) {
      expect(everythingStored(town)).not.toContain(spelling)
      expect(town.lines.join('\n')).not.toContain(spelling)
      for (const result of town.results) expect(JSON.stringify([result.headers, result.cookies])).not.toContain(spelling)
      for (const result of town.results.slice(pagesBefore)) expect(textOf(result)).not.toContain(spelling)
    }
    const [story] = [...town.memory.kept.stories.values()]
    const sealed = story?.sealed ?? new Uint8Array()
    expect(openStory(sealed, STORY_SECRET).text).toBe(WORDS)
    expect(() => openStory(sealed, new Uint8Array(32).fill(8))).toThrow()
  })

  it('leave no length behind: a long answer and a short one make drafts and stories of one size', async () => {
    const sizes = await Promise.all(
      ['Yes', 'A longer answer, of a few dozen words, that goes on for a while, and then some.'].map(async (words) => {
        const town = await townWith(survey)
        const browser = town.browser()
        const ready = await goOn(browser, await begin(browser, survey), '/send', { words: [words] })
        const draft = [...town.memory.kept.drafts.values()][0]?.ciphertext.length
        await press(browser, ready)
        return [draft, [...town.memory.kept.stories.values()][0]?.sealed.length]
      }),
    )
    expect(sizes[0]).toEqual(sizes[1])
  })
})

describe('what is stored', () => {
  it('tells nothing of when a person came: a week in the response, a full hour in a draft, and no order', async () => {
    const visit = async (at: string) => {
      const town = await townWith(survey)
      town.clock.now = new Date(at)
      const browser = town.browser()
      const ready = await goOn(browser, await begin(browser, survey), '/send')
      const draft = [...town.memory.kept.drafts.values()][0]
      receiptOn(await press(browser, ready))
      const [[key, response] = []] = [...town.memory.kept.responses]
      return { expires: draft?.expires, key, consent: Buffer.from(response?.consent ?? []).toString('hex'), answers: response?.answers }
    }
    const monday = await visit('2026-03-02T00:00:01Z')
    const sunday = await visit('2026-03-08T23:59:59Z')
    expect({ ...sunday, expires: 0 }).toEqual({ ...monday, expires: 0 })
    expect([monday.expires, sunday.expires].map((expires) => (expires ?? 1) % 3600)).toEqual([0, 0])
  })
})

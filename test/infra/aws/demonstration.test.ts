import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { pullRelease } from '#cli/board/pull-release.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { sessionCookie } from '#functions/console/board-cookie.ts'
import { encryptSession, newSession } from '#functions/console/session.ts'
import { makeLink } from '#functions/enrolment-links.ts'
import { keysOf } from '#infra/keys-of.ts'
import { type FunctionSpec, functions, tables } from '#infra/topology.ts'
import { attack } from '#shared/disclosure/attack/attack-history.ts'
import { WIDE } from '#shared/disclosure/attack/attack-summary.ts'
import { ONLY_THE_FILES } from '#shared/disclosure/attack/prior-knowledge.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { widthOf } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { checkPublished } from '#shared/governance/check-published.ts'
import { readEntry } from '#shared/governance/entries.ts'
import { readRelease } from '#shared/release/read.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { approveRelease, BOARD, memberOfBoard, proposeMember } from '#test/approved.ts'
import { bytesOfItems } from '#test/attack/tables.ts'
import { BoardVisitor } from '#test/board/board-visitor.ts'
import { anAuthenticator, registration } from '#test/board/passkey.ts'
import { type Cloud, startCloud } from '#test/lambda/cloud.ts'
import { withFewTables } from '#test/lambda/few-tables.ts'
import { once, visit } from '#test/lambda/person.ts'
import { challengeOn } from '#test/unit/console/helpers/board-town.ts'
import { keyOf } from '#test/unit/governance/helpers/a-board.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const EVENTS = join(ROOT, '..', 'shared', 'schemas', 'aws-events')
const SURVEYS = ['being-heard', 'crisis-response'] as const
/** Reports with all their tables are attacked in test/attack/disclosure/demonstration.test.ts and test/attack/canary.test.ts. */
const REPORTED = 'being-heard'
/** Whatever the key, enough of them stay for a report. */
const PEOPLE = 85

const CALLS = { get: 'GetItem', put: 'PutItem', record: 'PutItem', delete: 'DeleteItem', query: 'Query', keys: 'Query' } as const
const REQUESTS = { read: 'GET', put: 'PUT', add: 'PUT', delete: 'DELETE' } as const

describe('the bundles of the synthesised assembly, in the runtime of Lambda', { timeout: 240_000 }, () => {
  let surveys: Survey[]
  let cloud: Cloud
  const surveyOf = (id: string): Survey => {
    const found = surveys.find((each) => each.id === id)
    if (!found) throw new Error(`there is no survey ${id}`)
    return found
  }

  beforeAll(async () => {
    surveys = (await Promise.all(SURVEYS.map((id) => readSurvey(join(ROOT, 'surveys', id))))).map(withFewTables)
    // The key that the test's charter names for the log; elsewhere it is made of the board's key.
    const logKey = keyOf('log').export({ format: 'der', type: 'pkcs8' }).toString('base64')
    cloud = await startCloud(surveys, { CHORUS_LOG_KEY: logKey })
  }, 200_000)
  afterAll(() => cloud?.stop())

  it.each([
    ['being-heard', 'one-page', PEOPLE],
    ['crisis-response', 'one-page', 3],
    ['being-heard', 'pages', 3],
  ] as const)('let people answer %s (%s) and take back: %i of them', async (id, mode, people) => {
    const survey = surveyOf(id)
    const habit = { mode, withdraws: 0.1 }
    const visits = await simulate({ origin: cloud.origin, survey, seed: `cloud ${mode}`, people, habit, clients: 2, now: () => new Date() })

    expect(visits.filter(({ outcome }) => outcome === 'failed')).toStrictEqual([])
    expect(visits).toHaveLength(people)
  })

  it('let the community have its report, and leave nothing on the way', async () => {
    const result = await cloud.runWorkflow('tabulation', { survey: versionOf(surveyOf(REPORTED)), release: 1 })

    expect(result).toMatchObject({ outcome: 'candidate' })
    const keys = [...cloud.s3.objects.keys()]
    expect(keys.filter((key) => key.startsWith(`candidates/${REPORTED}/`) && key.endsWith('/SHA256SUMS'))).toHaveLength(1)
    expect(keys.filter((key) => !key.startsWith('candidates/'))).toStrictEqual([])
  })

  it('give away no hidden count in the report, nor one within fewer than five values', async () => {
    const file = (name: string) => {
      const key = [...cloud.s3.objects.keys()].find((each) => each.startsWith(`candidates/${REPORTED}/`) && each.endsWith(`/${name}`))
      return cloud.s3.objects.get(key ?? '')?.toString() ?? ''
    }
    const release = readAttacked(file('report.csv'), file('methods.json'), file('survey.json'))

    const learned = attack(await loadSolver(), { history: [release], knowledge: ONLY_THE_FILES, wide: WIDE })

    expect(learned.length).toBeGreaterThan(100)
    expect(learned.filter((each) => widthOf(each) < 5)).toStrictEqual([])
  })

  it('publish what the board approved, with a proof that holds for somebody who reads it over HTTP, and nothing before', async () => {
    expect(await cloud.runWorkflow('publication', {})).toStrictEqual([])
    expect((await fetch(new URL('/r/being-heard/v1/', cloud.origin))).status).toBe(404)
    const key = [...cloud.s3.objects.keys()].find((each) => each.startsWith('candidates/being-heard/') && each.endsWith('/SHA256SUMS'))
    await approveRelease(cloud.ledger, 'being-heard', cloud.s3.objects.get(key ?? '') ?? new Uint8Array())

    expect(await cloud.runWorkflow('publication', {})).toMatchObject([{ study: 'being-heard', number: 1, outcome: 'published' }])
    expect(await cloud.runWorkflow('publication', {})).toStrictEqual([])
    const address = new URL('/r/being-heard/v1/', cloud.origin).href
    expect(await (await fetch(address)).text()).toContain('Approved by People of the river')
    const files = await pullRelease(address)
    expect(checkPublished(files, BOARD, new Date())).toMatchObject({ ok: true })
    expect(['publish', 'findings'].flatMap((name) => cloud.function(z.enum(['publish', 'findings']).parse(name)).printed)).toStrictEqual([
      expect.stringContaining('"event":"published"'),
    ])
  })

  it('let somebody make a passkey by a one-time link, sign in, and put what they signed into the ledger', async () => {
    const origin = `http://localhost:${cloud.origin.port}`
    const own = anAuthenticator(origin)
    const wren = new BoardVisitor(origin, own)
    for (const path of ['/board', '/board/ledger', '/board/people', '/board/reports']) expect((await wren.get(path)).status).toBe(200)
    const whom = { id: 'wren', alias: 'Wren', role: 'member', lived: true } as const
    const link = await makeLink(cloud.boardroom, whom, randomBytes(32), Math.floor(Date.now() / 1000))
    const made = await wren.post(link, registration(challengeOn((await wren.get(link)).text), own))
    expect([made.status, made.location]).toEqual([303, '/board/joined'])

    const proposal = await proposeMember(cloud.ledger, { id: 'wren', alias: 'Wren', role: 'member', key: own.key })
    expect((await wren.signIn()).location).toBe('/board/waiting')
    expect((await wren.get('/board/waiting')).text).toContain(`/board/p/${proposal}/accept`)
    expect((await wren.act(`/board/p/${proposal}/accept`, {})).location).toBe(`/board/p/${proposal}/done`)
    const last = (await cloud.ledger.lines(0)).map(readEntry).at(-1)
    expect(last).toMatchObject({ kind: 'accept', by: 'wren', body: { proposal }, sig: { kind: 'passkey' } })
    const [survey] = (await cloud.ledger.lines(0)).map(readEntry).flatMap((entry) => (entry.kind === 'enact' ? [entry.body.proposal] : []))
    expect((await wren.get(`/board/p/${survey}`)).text).toContain('/bytes')
    expect(cloud.function('console').printed).toStrictEqual([])
  })

  it('let a member put the words of the board into a counted candidate: another one beside it, and nothing in the list of what was counted', async () => {
    const session = newSession(memberOfBoard('m2'), Math.floor(Date.now() / 1000))
    const cookie = sessionCookie(
      encryptSession(session, { boardKey: cloud.boardKey, random: (bytes) => new Uint8Array(randomBytes(bytes)) }),
    )
    const headers = { 'sec-fetch-site': 'same-origin', cookie: cookie.split(';')[0] ?? '' }
    const ask = (path: string, form?: Readonly<Record<string, string>>) =>
      fetch(new URL(path, `http://localhost:${cloud.origin.port}`), {
        headers,
        redirect: 'manual',
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      })
    const under = (prefix: string) => [...cloud.s3.objects.keys()].filter((key) => key.startsWith(`candidates/${REPORTED}/${prefix}`))
    const [before, listed] = [under('candidate-'), under('releases/')]
    const counted =
      cloud.s3.objects
        .get(listed[0] ?? '')
        ?.toString()
        .trim() ?? ''
    const form = await (await ask(`/board/words/${REPORTED}/${counted}`)).text()
    const question = /name="say-([a-z0-9_]+)-en"/.exec(form)?.[1] ?? ''
    const said = { en: '{count} of {asked} said so.', es: 'Lo dijeron {count} de {asked}.', ar: 'قال ذلك {count} من {asked}.' }
    const fields = Object.entries(said).map(([language, text]) => [`say-${question}-${language}`, text] as const)
    const draft = (await ask(`/board/words/${REPORTED}/${counted}`, Object.fromEntries(fields))).headers.get('location') ?? ''
    const made = (await ask(`${draft}/make`, {})).headers.get('location') ?? ''

    expect(made).toMatch(new RegExp(`^/board/propose/release/${REPORTED}/[0-9a-f]{64}$`))
    const [folder = ''] = under(`candidate-${made.slice(-64)}/SHA256SUMS`)
    const files = new Map(
      under(folder.slice(`candidates/${REPORTED}/`.length, -'SHA256SUMS'.length)).map((key) => [
        key.slice(folder.lastIndexOf('/') + 1),
        new Uint8Array(cloud.s3.objects.get(key) ?? []),
      ]),
    )
    expect(readRelease('worded', files)).toMatchObject({ id: made.slice(-64), tabulated: counted })
    expect(under('candidate-').length).toBe(before.length + files.size)
    expect(under('releases/')).toStrictEqual(listed)
    expect(cloud.function('console').printed).toStrictEqual([])
  })

  it('print nothing about a visit that went well', () => {
    expect(cloud.function('respond').printed).toStrictEqual([])
  })

  it('delete again after a restore what had been withdrawn, and nothing else', async () => {
    const survey = surveyOf('being-heard')
    const found = () => cloud.responsesOf(versionOf(survey))
    const before = await found()
    const [taken] = [await visit({ cloud, survey }, 'takes back', once), await visit({ cloud, survey }, 'leaves it', once)]
    const backup = await cloud.backup('responses')
    const body = new URLSearchParams({ _code: taken?.code ?? '', _go: 'everything' })
    expect((await fetch(new URL('/withdraw', cloud.origin), { method: 'POST', body })).status).toBe(200)
    expect(await found()).toBe(before + 1)

    await cloud.restore(backup)
    expect(await found()).toBe(before + 2)
    await cloud.runWorkflow('restoration', {})

    expect(await found()).toBe(before + 1)
  })

  it('find nothing to delete on a day on which no promise ends, and close nothing', async () => {
    const before = await cloud.backup('responses')

    expect(await cloud.runWorkflow('retention', {})).toStrictEqual([])
    expect(await cloud.backup('responses')).toStrictEqual(before)
    expect((await fetch(new URL(`/s/${linkOf('being-heard')}`, cloud.origin))).status).toBe(200)
  })

  it('use every right that they have, but those of a survey by invitation, of leaving an address, of a crowd, of stories, and of an end', () => {
    const granted = keysOf(functions).flatMap((name) => {
      const spec: FunctionSpec = functions[name]
      const onTables = keysOf(spec.tables).flatMap((table) =>
        (spec.tables[table] ?? []).map((action) => `${name} ${CALLS[action]} ${table}`),
      )
      const onBuckets = keysOf(spec.buckets).flatMap((bucket) =>
        (spec.buckets[bucket] ?? []).map((action) => `${REQUESTS[action]} ${bucket}`),
      )
      return [...onTables, ...onBuckets]
    })
    const used = [...cloud.database.calls, ...cloud.s3.calls]

    expect(used.filter((call) => !granted.includes(call))).toStrictEqual([])
    // Partial results of these surveys are small, and nothing was written twice: test/unit/tabulate-function/partials.test.ts.
    // Stories are read by two in test/infra/stories.test.ts.
    const elsewhere =
      /^(respond \w+ (invitations|followups|budgets)|retain (DeleteItem|Query|PutItem|GetItem) (stories|community|invitations|responses)|\w+ partials|GET candidates|tabulate DeleteItem series|respond DeleteItem \w+|console (GetItem|Query) stories|publish (Query stories|GetItem boardroom))$/
    expect(granted.filter((call) => !used.includes(call) && !elsewhere.test(call))).toStrictEqual([])
  })

  describe.skipIf(!existsSync(EVENTS))('given the events that AWS publishes as samples (needs ../shared/schemas)', () => {
    const sample = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(EVENTS, path), 'utf8'))

    const throughTheEdge = (event: Record<string, unknown>) => ({
      ...event,
      headers: { ...Object(event.headers), 'x-chorus-edge': cloud.edgeKey },
    })

    it.each(['respond', 'console', 'findings'] as const)('refuse in %s what comes past the edge, and ask no table for it', async (name) => {
      const event = sample('powertools-python/apiGatewayProxyV2Event_GET.json')
      let asked = 0
      cloud.database.faultOf = () => {
        asked++
        return undefined
      }
      for (const headers of [{}, { 'x-chorus-edge': 'a'.repeat(64) }]) {
        expect(await cloud.function(name).invoke({ ...event, headers })).toMatchObject({
          statusCode: 403,
          headers: { 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' },
          body: expect.stringContaining('Use the link that you were given.'),
        })
      }
      cloud.database.faultOf = () => undefined
      expect(asked).toBe(0)
    })

    it.each([
      'aws-lambda-go/apigw-v2-request-no-authorizer.json',
      'powertools-python/apiGatewayProxyV2Event_GET.json',
      'powertools-python/apiGatewayProxyV2Event.json',
    ])('answer %s with a page that repeats nothing of it', async (path) => {
      const result = await cloud.function('respond').invoke(throughTheEdge(sample(path)))

      expect(result).toMatchObject({ statusCode: expect.any(Number), cookies: [] })
      expect(JSON.stringify(result)).not.toMatch(/1\.2\.3\.4|192\.0\.2|curl|Mozilla|LV7fzho/)
    })

    it('show a survey at the path of the sample request', async () => {
      const event = { ...sample('aws-lambda-go/apigw-v2-request-no-authorizer.json'), rawPath: `/s/${linkOf('being-heard')}` }

      expect(await cloud.function('respond').invoke(throughTheEdge(event))).toMatchObject({ statusCode: 200 })
    })

    it.each(['powertools-python/eventBridgeSchedulerEvent.json', 'aws-lambda-rust-runtime/example-eventbridge-schedule.json'])(
      'do nothing for %s, which comes by no way that there is, and say nothing of it',
      async (path) => {
        await expect(cloud.function('tabulate').invoke(sample(path))).rejects.toThrow(/^the tabulation failed$/)
        await expect(cloud.function('retain').invoke(sample(path))).rejects.toThrow(/^the retention failed$/)
      },
    )

    it('keep nothing of who asked: no address or agent of the samples is in a table, an object or a log', async () => {
      const items = await Promise.all(keysOf(tables).map((table) => cloud.backup(table)))
      const stored = bytesOfItems(items.flat()).map(([, bytes]) => Buffer.from(bytes).toString('latin1'))
      const objects = [...cloud.s3.objects.values()].map((bytes) => bytes.toString('latin1'))
      const printed = keysOf(functions).flatMap((name) => cloud.function(name).printed)

      expect(stored.length).toBeGreaterThan(PEOPLE)
      for (const text of [...stored, ...objects, ...printed]) expect(text).not.toMatch(/\b1\.2\.3\.4\b|192\.0\.2\.|agent|curl\/|Mozilla/)
    })

    it('start the retention with what the schedule of EventBridge gives to Step Functions', async () => {
      const { detail } = z.object({ detail: z.string() }).parse(sample('powertools-python/eventBridgeSchedulerEvent.json'))

      expect(await cloud.runWorkflow('retention', z.record(z.string(), z.unknown()).parse(JSON.parse(detail)))).toStrictEqual([])
    })
  })
})

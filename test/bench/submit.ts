import { randomBytes } from 'node:crypto'
import middy from '@middy/core'
import { encodeForm, fillForm } from '#cli/simulate/fill-form.ts'
import { readPage } from '#cli/simulate/html-form.ts'
import { limits } from '#functions/respond/abuse/limits.ts'
import { FIELD } from '#functions/respond/fields.ts'
import { onlyForRespond } from '#functions/respond/only-for-respond.ts'
import { createRespond } from '#functions/respond/respond.tsx'
import { isRespondRequest } from '#functions/respond/respond-request.ts'
import type { HttpResult } from '#functions/web/http-result.ts'
import { keysOf } from '#infra/keys-of.ts'
import { consentTextHash, encodeConsent, weekOf } from '#shared/consent/record.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { onePageCodeBits, responseId } from '#shared/response/secret.ts'
import { publicStoryKey, sealStory } from '#shared/response/story.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { readAnswer } from '#shared/survey/form.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { memoryRepositories } from './memory.ts'
import { peerSurvey } from './peer-survey.ts'
import { budgeted, median, percentile, type Row, rounded } from './row.ts'

const BODIES = 500
const ROUNDS = 40
const CALLS_A_ROUND = 300
const WARM_UP_ROUNDS = 6
const BUDGET_MS = 0.1

/**
 * Measures one submission of a whole survey without any store: real posted bodies of 22 questions through the real handler over
 * stores in memory, and its parts by themselves. "Framework" is everything that is neither the page that comes back nor
 * cryptography: middy, the allow-list, the parsed form, the route, the reply, reading and settling every answer, coding them.
 */
export async function benchSubmit(): Promise<readonly Row[]> {
  const survey = await peerSurvey()
  const { call, paths } = handlerFor(survey)
  const page = await call(eventOf('GET', paths.all))
  const bodies = bodiesOf(survey, page.body)
  const read = readerOf(survey)

  const measured = await inTurn(bodies, {
    // A request that posts the whole form but is only led away has all of the framework and nothing of the page.
    framework: async ({ body, fields }) => {
      await call(eventOf('GET', paths.leave, body))
      read.settled(fields)
    },
    keys: ({ body }) => read.keys(body),
    sealing: () => read.sealed(),
    submission: ({ body }) => call(eventOf('POST', paths.all, body)),
  })
  const { framework, keys, sealing, submission } = measured
  return [
    budgeted('framework of a submission, p99', percentile(p99s(framework), 0), 'ms', { atMost: BUDGET_MS }, { detail: spread(framework) }),
    timed('keys of a response from its code', keys),
    timed('sealing one written answer', sealing),
    timed('whole submission in memory, receipt page included', submission),
  ]
}

type Posted = { readonly body: string; readonly fields: URLSearchParams }
/** Milliseconds of each call, by round. */
type Rounds = readonly (readonly number[])[]

function timed(what: string, rounds: Rounds): Row {
  return { what, measured: `${rounded(percentile(p99s(rounds), 0))} ms (${spread(rounds)})`, ok: true }
}

function p99s(rounds: Rounds): number[] {
  return rounds.map((times) => percentile(times, 0.99))
}

/** Other work on the machine only ever adds, so the p99 that counts is that of the quietest round; the middle one stands beside it. */
function spread(rounds: Rounds): string {
  return `p99 of the quietest of ${ROUNDS} rounds; middle round ${rounded(median(p99s(rounds)))}, p50 ${rounded(median(rounds.map((times) => median(times))))}`
}

/** Every piece of work gets its turn in every round. */
async function inTurn<Name extends string>(
  bodies: readonly string[],
  work: Readonly<Record<Name, (posted: Posted) => unknown>>,
): Promise<Record<Name, number[][]>> {
  const posted = bodies.map((body) => ({ body, fields: new URLSearchParams(body) }))
  const names = keysOf(work)
  const rounds = names.map((name) => ({ name, run: work[name], times: [] as number[][] }))
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const { run, times } of rounds) {
      const took: number[] = []
      for (let i = 0; i < CALLS_A_ROUND; i++) {
        const next = posted[i % posted.length]
        if (!next) throw new Error('nobody posted anything')
        const began = performance.now()
        await run(next)
        took.push(performance.now() - began)
      }
      if (round >= 0) times.push(took)
    }
  }
  return Object.assign({}, ...rounds.map(({ name, times }) => ({ [name]: times })))
}

const PEPPER = new Uint8Array(randomBytes(32))
const STORY_KEY = publicStoryKey(randomBytes(32))

function handlerFor(survey: Survey) {
  const [link, version] = [linkOf(survey.id), versionOf(survey)]
  const respond = createRespond({
    clock: () => new Date(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    pepper: PEPPER,
    storyKey: STORY_KEY,
    storyCircle: async () => undefined,
    leaveTo: 'https://example.org/',
    limits: limits.parse({}),
    repositories: memoryRepositories({ link, version, bytes: canonicalBytes(survey) }),
    approvals: async () => ({ ok: true, sha256: version.hash, proposal: version.hash, demonstration: false, smallBoard: false }),
    log: () => undefined,
  })
  const handler = middy<unknown, HttpResult>()
    .use(onlyForRespond(() => undefined))
    .handler(async (event: unknown) => {
      if (!isRespondRequest(event)) throw new Error('the allow-list did not run')
      return respond(event)
    })
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'bench',
    functionVersion: '1',
    invokedFunctionArn: '',
    memoryLimitInMB: '512',
    awsRequestId: '',
    logGroupName: '',
    logStreamName: '',
    getRemainingTimeInMillis: () => 10_000,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  }
  return { call: (event: unknown) => handler(event, context), paths: { all: `/s/${link}/all`, leave: '/leave' } }
}

function eventOf(method: 'GET' | 'POST', path: string, body?: string) {
  return {
    rawPath: path,
    requestContext: { http: { method } },
    headers: body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
  }
}

/** The bodies that many different people post from the page. */
function bodiesOf(survey: Survey, html: string): string[] {
  const form = readPage(html).forms.find((each) => each.method === 'POST')
  if (!form) throw new Error('the page has no form')
  const population = populationOf(survey, 'submit')
  return Array.from({ length: BODIES }, (_, index) => {
    const { wishes } = drawPerson(survey, population, 'submit', index)
    return encodeForm(fillForm(form, { ...wishes, [FIELD.adult]: ['yes'], [FIELD.purpose]: ['aggregate'] }), form.submits[0])
  })
}

function readerOf(survey: Survey) {
  const codebook = codebookOf(survey)
  const questions = questionsOf(survey)
  const consent = { textHash: consentTextHash(survey, 'en'), given: ['aggregate' as const], week: weekOf(new Date()) }
  const nonce = randomBytes(16)
  return {
    settled(fields: URLSearchParams): void {
      const given: Record<string, Answer> = {}
      for (const question of questions) {
        if (question.type === 'info') continue
        const read = readAnswer(question, (name) => fields.getAll(name))
        if ('answer' in read) given[question.id] = read.answer
      }
      encodeAnswers(codebook, applySkipLogic(survey, given, new Set()))
      encodeConsent(consent)
    },
    keys: (body: string) => responseId(PEPPER, onePageCodeBits(nonce, Buffer.from(body))),
    sealed: () =>
      sealStory({ question: 'w1', language: 'en', text: 'A sentence.', share: 'none', week: consent.week }, STORY_KEY, randomBytes(32)),
  }
}

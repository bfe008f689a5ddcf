import { describe, expect, it } from 'vitest'
import { MOST_PIECES } from '#functions/tabulate/audit-hand-out.ts'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import { carrier, type EncryptedTally, MOST_INLINE } from '#functions/tabulate/partials.ts'
import type { Services } from '#functions/tabulate/services.ts'
import { type Input, input } from '#functions/tabulate/workflow-steps.ts'
import { definitionOf } from '#infra/aws/state-machine-definition.ts'
import { workflows } from '#infra/topology.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { disclosure, type Survey, type SurveyVersion } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { emptyTally } from '#shared/tabulate/tally.ts'
import { execute } from '#test/lambda/states.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'
import { memoryBucket, responsesOf, tabulateServices } from './memory.ts'

type Study = {
  readonly survey: Survey
  readonly start: { readonly survey: SurveyVersion; readonly release: number; readonly date: string }
  readonly rows: Uint8Array[]
}

/** So many questions of so many answers by as many ages, and 90 people. */
function studyOf(questions: number, answers: number, profile: 'rounded' | 'ckm'): Study {
  const options = Array.from({ length: answers }, (_, i) => `o${i}`)
  const all = Array.from({ length: questions }, (_, i) => single(`q${i}`, options))
  const survey = { ...surveyOf([section('a', [single('age', options), ...all])]), disclosure: disclosure.parse({ profile }) }
  const answered = (person: number) => ({ state: 'answered' as const, options: [`o${person % 2}`] })
  const rows = Array.from({ length: 90 }, (_, person) =>
    encodeAnswers(codebookOf(survey), Object.fromEntries(['age', ...all.map(({ id }) => id)].map((id) => [id, answered(person)]))),
  )
  return { survey, start: { survey: versionOf(survey), release: 1, date: '2026-05-04' }, rows }
}

/** Far over what one event carries, eight times. */
const large = studyOf(40, 12, 'ckm')
const small = studyOf(1, 2, 'rounded')

function services(more: Partial<Services> = {}, { survey, rows }: Study = large) {
  const partials = memoryBucket()
  const candidates = memoryBucket()
  const all = tabulateServices(survey, { responses: responsesOf(survey, rows), candidates, partials, ...more })
  return { all, partials, candidates }
}

/** All of the small study by way of the bucket. */
const bySmall = () => services({ mostInline: 0 }, small)

type Broken = (event: Input, nth: number) => 'before' | 'after' | undefined

/** The workflow as Step Functions runs it; `broken` says which call is lost before its work is done, or after. */
function run(using: Services, broken: Broken = () => undefined, { start }: Study = large): Promise<unknown> {
  const tabulate = createTabulate(using)
  let nth = 0
  const invoke = async (_: string, payload: unknown) => {
    const event = input.parse(payload)
    const lost = broken(event, nth++)
    if (lost === 'before') throw new Error('the worker was lost')
    const made = await tabulate(event)
    if (lost === 'after') throw new Error('the answer was lost')
    return made
  }
  return execute(definitionOf(workflows.tabulation, 'tabulate'), start, { invoke, waited: () => {} })
}

async function sent(using: Services): Promise<Extract<EncryptedTally, { partial: string }>[]> {
  const planned = await createTabulate(using)({ ...small.start, step: 'plan' })
  const shards = 'shards' in planned ? planned.shards : []
  const all = await Promise.all(shards.map((shard) => createTabulate(using)({ ...small.start, step: 'tally', shard })))
  return all.map((each) => {
    if (!('partial' in each)) throw new Error('a tally went itself')
    return each
  })
}

describe('tallies that a workflow service would not carry', { timeout: 60_000 }, () => {
  it('are larger than it carries here: without the bucket, the run ends', async () => {
    const bytes = emptyTally(reportPlan(large.survey)).counts.length * 4
    expect(((bytes * 4) / 3) * SHARDS).toBeGreaterThan(256 * 1024)

    await expect(run(services({ mostInline: Number.POSITIVE_INFINITY }).all)).rejects.toThrow('States.DataLimitExceeded')
  })

  it('go by way of the bucket, encrypted, and leave nothing there', async () => {
    const laid = new Set<string>()
    const { all, partials, candidates } = services()
    const watched: Services = {
      ...all,
      partials: { ...partials, put: (key, bytes) => partials.put(`${laid.add(key) && key}`, bytes) },
    }

    expect(await run(watched)).toMatchObject({ outcome: 'candidate' })
    expect(laid.size).toBe(SHARDS)
    expect(partials.objects.size).toBe(0)
    expect(candidates.objects.size).toBeGreaterThan(0)
  })

  it('come to the same release as tallies that go themselves', async () => {
    const byBucket = await run(bySmall().all, undefined, small)

    expect(byBucket).toMatchObject({ outcome: 'candidate' })
    expect(await run(services({}, small).all, undefined, small)).toStrictEqual(byBucket)
  })

  it.each(['before', 'after'] as const)('count nobody twice and lose nobody when any one call is lost %s its work', async (when) => {
    const smooth = await run(bySmall().all, undefined, small)
    // plan, eight tallies, release, tidy.
    for (let lost = 0; lost < SHARDS + 3; lost++) {
      const broken: Broken = (_, nth) => (nth === lost ? when : undefined)
      expect(await run(bySmall().all, broken, small), `call ${lost}`).toStrictEqual(smooth)
    }
  })

  it('are still there for a release that is tried again', async () => {
    const { all, partials } = bySmall()
    let releases = 0
    const twiceLost: Broken = ({ step }) => (step === 'release' && releases++ < 2 ? 'after' : undefined)

    expect(await run(all, twiceLost, small)).toMatchObject({ outcome: 'candidate' })
    expect(partials.objects.size).toBe(0)
  })

  it('that cannot be removed expire by themselves, and cost no release', async () => {
    const { all, partials } = bySmall()
    const stuck = { ...partials, remove: () => Promise.reject(new Error('the bucket did not answer')) }

    expect(await run({ ...all, partials: stuck }, undefined, small)).toMatchObject({ outcome: 'candidate' })
  })
})

describe('a partial result is refused', () => {
  const release = (using: Services, tallies: readonly EncryptedTally[]) =>
    createTabulate(using)({ ...small.start, step: 'release', tallies: [...tallies] })

  it('when one of them is counted twice, under its own shard or another', async () => {
    const { all } = bySmall()
    const tallies = await sent(all)
    const twice = tallies.map((each) => (each.shard.number === 1 ? { ...each, shard: { ...each.shard, number: 0 } } : each))
    const elsewhere = tallies.map((each) => (each.shard.number === 1 ? { ...each, partial: tallies[0]?.partial ?? '' } : each))

    await expect(release(all, twice)).rejects.toThrow('each shard, once')
    await expect(release(all, [...tallies, ...tallies.slice(0, 1)])).rejects.toThrow('each shard, once')
    await expect(release(all, elsewhere)).rejects.toThrow()
    await expect(release(all, tallies)).resolves.toMatchObject({ outcome: 'candidate' })
  })

  it('when it is gone, was changed, or is of another key', async () => {
    const { all, partials } = bySmall()
    const tallies = await sent(all)
    const first = tallies[0]?.partial ?? ''
    const kept = partials.objects.get(first) ?? new Uint8Array()

    partials.objects.set(first, kept.with(20, (kept[20] ?? 0) ^ 1))
    await expect(release(all, tallies)).rejects.toThrow()
    partials.objects.delete(first)
    await expect(release(all, tallies)).rejects.toThrow('start the workflow again')
    partials.objects.set(first, kept)
    await expect(release({ ...all, studyKey: keyOf(2) }, tallies)).rejects.toThrow()
    await expect(release(all, tallies)).resolves.toMatchObject({ outcome: 'candidate' })
  })

  it.each(['../candidates/sample', 'sample/0', `sample/${'0'.repeat(32)}/x`, 'SAMPLE/x'])('when it would lie at %j', (partial) => {
    expect(
      input.safeParse({ ...small.start, step: 'release', tallies: [{ shard: { number: 0, run: 1 }, attempt: '0'.repeat(16), partial }] })
        .success,
    ).toBe(false)
  })
})

describe('the bound on what goes itself', () => {
  it('leaves a quarter of 256 KB for everything else, at any number of shards', () => {
    expect(Math.ceil(MOST_INLINE / 3) * 4 * SHARDS).toBeLessThanOrEqual(196_608)
  })

  it('leaves room for the names of all pieces of the longest audit', () => {
    const key = `${'s'.repeat(40)}/${'0'.repeat(32)}`
    // 30 rounds and four fallbacks.
    const attacked = Array.from({ length: 34 * MOST_PIECES }, () => ({ run: 99_999, piece: key, found: key }))
    const event = input.parse({ ...small.start, step: 'release', tallies: [], attacked })

    expect(JSON.stringify(event).length).toBeLessThan(65_536)
  })

  it('is a bound: one byte more lies in the bucket', async () => {
    const partials = memoryBucket()
    const { send } = carrier(partials, (bytes) => new Uint8Array(bytes), MOST_INLINE)

    const from = { shard: { number: 3, run: 1 }, attempt: '0'.repeat(16) }
    const partial = `sample/${'0'.repeat(32)}`
    expect(await send('sample', from, new Uint8Array(MOST_INLINE))).toHaveProperty('ciphertext')
    expect(await send('sample', from, new Uint8Array(MOST_INLINE + 1))).toStrictEqual({ ...from, partial })
    expect([...partials.objects.keys()]).toStrictEqual([partial])
  })
})

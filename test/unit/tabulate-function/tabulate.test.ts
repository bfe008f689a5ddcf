import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import { decryptTally, encryptTally } from '#functions/tabulate/encrypted-tally.ts'
import { carrier, type EncryptedTally, MOST_INLINE } from '#functions/tabulate/partials.ts'
import { runReleaseStep } from '#functions/tabulate/release-step.ts'
import type { Services } from '#functions/tabulate/services.ts'
import { input, type Output } from '#functions/tabulate/workflow-steps.ts'
import { agreedTo, ConsentMismatch } from '#shared/consent/agreed.ts'
import { consentTextHash, encodeConsent } from '#shared/consent/record.ts'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { countedSince, memberOf } from '#shared/disclosure/series/membership.ts'
import type { LogLine } from '#shared/log.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { emptyCohorts } from '#shared/tabulate/cohorts.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { emptyTally } from '#shared/tabulate/tally.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'
import { communityWith, consentTo, entriesOf, idOf, memoryBucket, memorySeries, responsesOf, tabulateServices } from './memory.ts'

const survey = surveyOf([section('a', [single('age', ['young', 'old']), single('q', ['yes', 'no', 'maybe'])])])
const version = versionOf(survey)
/** Says which folder is the first release. */
const LISTED = 'sample/releases/000001'
const start = { survey: version, release: 1 }

type Group = { readonly age: string; readonly q: string; readonly people: number }

/** Small cells that are hidden: 3 no, 5 maybe among the old; a group of 12 young people. */
const people: readonly Group[] = [
  { age: 'young', q: 'yes', people: 12 },
  { age: 'old', q: 'yes', people: 200 },
  { age: 'old', q: 'no', people: 3 },
  { age: 'old', q: 'maybe', people: 5 },
]

function rowsOf(groups: readonly Group[]): Uint8Array[] {
  const coded = ({ age, q }: Group) =>
    encodeAnswers(codebookOf(survey), { age: { state: 'answered', options: [age] }, q: { state: 'answered', options: [q] } })
  return groups.flatMap((group) => Array.from({ length: group.people }, () => coded(group)))
}

function services(rows: readonly Uint8Array[], more: Partial<Services> = {}) {
  const lines: LogLine[] = []
  const bucket = memoryBucket()
  const series = memorySeries()
  const all = tabulateServices(survey, {
    responses: responsesOf(survey, rows),
    series,
    candidates: bucket,
    log: (line) => lines.push(line),
    ...more,
  })
  return { all, bucket, series, lines }
}

type Inline = Extract<EncryptedTally, { ciphertext: string }>

async function tally(using: Services, shard: { number: number; run: number }): Promise<Inline> {
  const made = await createTabulate(using)({ ...start, step: 'tally', shard })
  if (!('ciphertext' in made)) throw new Error('not a tally')
  return made
}

async function talliesOf(using: Services): Promise<Inline[]> {
  const planned = await createTabulate(using)({ ...start, step: 'plan' })
  return Promise.all(('shards' in planned ? planned.shards : []).map((shard) => tally(using, shard)))
}

/** The whole workflow; every step's input goes through the schema, as in the handler. */
async function run(using: Services): Promise<Output> {
  const tallies = await talliesOf(using)
  return createTabulate(using)(input.parse({ ...start, step: 'release', tallies }))
}

const hex = (objects: ReadonlyMap<string, Uint8Array>) => [...objects].map(([key, bytes]) => [key, Buffer.from(bytes).toString('hex')])

describe('the tabulation workflow', () => {
  it('goes from coded responses in shards to a candidate folder named by its hash', async () => {
    const { all, bucket, lines } = services(rowsOf(people))
    const done = await run(all)

    expect(done).toMatchObject({ outcome: 'candidate', prefix: expect.stringMatching(/^sample\/candidate-[0-9a-f]{64}\/$/) })
    const prefix = 'prefix' in done ? done.prefix : ''
    expect([...bucket.objects.keys()]).toEqual([
      ...[
        'report.csv',
        'means.csv',
        'questions.csv',
        'survey.json',
        'methods.json',
        'quotes.json',
        'report.html',
        'tables/age.csv',
        'tables/q.csv',
        'CITATION.cff',
        'citation.json',
        'citation.bib',
        'citation.ris',
        'datapackage.json',
        'report.csv-metadata.json',
        'ro-crate-metadata.json',
        'datacite.json',
        'load-report.R',
        'load-report.sps',
        'ddi-codebook.xml',
        'SHA256SUMS',
      ].map((name) => `${prefix}${name}`),
      LISTED,
    ])
    expect(new TextDecoder().decode(bucket.objects.get(LISTED))).toBe(`${prefix.split('/')[1]?.replace('candidate-', '')}\n`)
    const report = Papa.parse<Record<string, string>>(new TextDecoder().decode(bucket.objects.get(`${prefix}report.csv`)), {
      header: true,
      skipEmptyLines: true,
    }).data
    const yes = report.find((row) => row.table === 'q' && row.answer === 'yes')
    // Of 212 people about one in ten waits for the next release.
    expect(Number(yes?.count)).toBeGreaterThan(165)
    expect(Number(yes?.count)).toBeLessThan(212)
    expect(yes?.snapshot_date).toBe('2026-05-04')
    expect(done).toMatchObject({ cells: report.length, hidden: report.filter((row) => row.count === '').length })
    expect(lines).toEqual([{ event: 'tabulated', source: 'tabulate', step: 'release', tables: 3 }])
  })

  it('gives the same bytes from the same responses in any order and on any run', async () => {
    const one = services(rowsOf(people))
    const backwards = rowsOf(people)
      .map((answers, i) => ({ id: idOf(i), answers, consent: consentTo(survey) }))
      .toReversed()
    const two = services([], { responses: entriesOf(survey, () => backwards) })
    const three = services(rowsOf(people))

    const done = await run(one.all)
    expect(await run(two.all)).toEqual(done)
    expect(await run(three.all)).toEqual(done)
    expect(hex(two.bucket.objects)).toEqual(hex(one.bucket.objects))
    expect(hex(three.bucket.objects)).toEqual(hex(one.bucket.objects))
  })

  it('leaves no trace of a hidden count: other people in hidden cells, the same candidate byte for byte', async () => {
    const one = services(rowsOf(people))
    const swapped = people.map((group) => ({ ...group, people: group.q === 'no' ? 5 : group.q === 'maybe' ? 3 : group.people }))
    const other = services(rowsOf(swapped))
    await run(one.all)
    await run(other.all)

    expect(hex(other.bucket.objects)).toEqual(hex(one.bucket.objects))
  })

  it('is refused for too few answers, writes nothing and says nothing of how many there are', async () => {
    const few = services(rowsOf([{ age: 'old', q: 'yes', people: 16 }]))
    const none = services([])
    const refused = await run(few.all)

    expect(refused).toMatchObject({ outcome: 'refused', reason: 'too_few_answers' })
    expect(JSON.stringify(refused)).toContain('A report needs about 50. ')
    expect(await run(none.all)).toEqual(refused)
    expect(few.bucket.objects.size).toBe(0)
    expect(few.lines).toEqual([{ event: 'refused', source: 'tabulate', step: 'release' }])
    expect(none.lines).toEqual(few.lines)
  })

  it('refuses a study that nobody has answered without working its offsets out, and no other: the time would tell who is held back', async () => {
    const study = studyPlan(survey)
    const since = (id: Uint8Array) => countedSince(keyOf(1), study.profile.pace, { known: new Map(), release: 1 }, memberOf(keyOf(1), id))
    const ids = Array.from({ length: 100 }, (_, at) => idOf(at))
    const only = (wanted: (id: Uint8Array) => boolean) => ids.filter(wanted).slice(0, 1)
    const [row = new Uint8Array()] = rowsOf([{ age: 'old', q: 'yes', people: 1 }])
    const timesAsked = async (some: readonly Uint8Array[]): Promise<number> => {
      const responses = entriesOf(survey, () => some.map((id) => ({ id, answers: row, consent: consentTo(survey) })))
      const { all } = services([], { responses })
      let asked = 0
      const redrawn = () => {
        asked++
        return new Map()
      }
      const step = input.parse({ ...start, step: 'release', tallies: await talliesOf(all) })
      if (step.step !== 'release') throw new Error('another step')
      const made = await runReleaseStep(all, carrier(all.partials, all.random, MOST_INLINE), study, step, redrawn)
      expect(made).toMatchObject({ outcome: 'refused', reason: 'too_few_answers' })
      return asked
    }

    expect(await timesAsked([])).toBe(0)
    expect(await timesAsked(only((id) => since(id) === undefined))).toBe(1)
    expect(await timesAsked(only((id) => since(id) !== undefined))).toBe(1)
  })

  it('takes the day of the snapshot from its input when it is given', async () => {
    const { all, bucket } = services(rowsOf(people))
    await createTabulate(all)({ ...start, step: 'release', tallies: await talliesOf(all), date: '2025-12-31' })

    expect(new TextDecoder().decode([...bucket.objects.values()][0])).toContain('sample,1,2025-12-31,')
  })
})

describe('what tabulation refuses to trust', () => {
  it('a survey whose stored bytes are not those of its hash, at every step', async () => {
    const forged = { ...survey, disclosure: { profile: 'rounded' as const }, minutes: 6 }
    const { all } = services(rowsOf(people), { community: communityWith(survey, canonicalBytes(forged)) })
    const tallies = await talliesOf(services(rowsOf(people)).all)

    await expect(createTabulate(all)({ ...start, step: 'plan' })).rejects.toThrow('do not match their hash')
    await expect(createTabulate(all)({ ...start, step: 'tally', shard: { number: 0, run: 1 } })).rejects.toThrow('do not match their hash')
    await expect(createTabulate(all)({ ...start, step: 'release', tallies })).rejects.toThrow('do not match their hash')
  })

  it('a survey that is not stored', async () => {
    const { all } = services([])

    await expect(createTabulate(all)({ step: 'plan', release: 1, survey: { id: 'sample', hash: '0'.repeat(64) } })).rejects.toThrow(
      'no stored version',
    )
  })

  it('tallies that leave out a shard or count one twice', async () => {
    const { all } = services(rowsOf(people))
    const tallies = await talliesOf(all)
    const [first] = tallies
    const release = (given: EncryptedTally[]) => createTabulate(all)({ ...start, step: 'release', tallies: given })

    await expect(release(tallies.slice(1))).rejects.toThrow('each shard, once')
    await expect(release([...tallies, ...(first ? [first] : [])])).rejects.toThrow('each shard, once')
    const twice = tallies.map((each) => ({ ...each, shard: { ...each.shard, number: each.shard.number === 1 ? 0 : each.shard.number } }))
    await expect(release(twice)).rejects.toThrow('each shard, once')
  })

  it('a tally of another shard, another survey version or another key, and one that was changed', async () => {
    const { all } = services(rowsOf(people))
    const tallies = await talliesOf(all)
    const release = (given: EncryptedTally[], using = all) => createTabulate(using)({ ...start, step: 'release', tallies: given })
    const swapped = tallies.map((each) => ({ ...each, ciphertext: tallies[(each.shard.number + 1) % 8]?.ciphertext ?? '' }))
    const changed = tallies.map((each) => {
      const bytes = Buffer.from(each.ciphertext, 'base64')
      bytes[20] = (bytes[20] ?? 0) ^ 1
      return { ...each, ciphertext: bytes.toString('base64') }
    })
    const renamed = tallies.map((each) => ({ ...each, attempt: '0'.repeat(16) }))
    const other = surveyOf([...survey.sections, section('b', [single('more', ['x'])])])
    const otherServices = services([], { community: communityWith(other) }).all

    await expect(release(swapped)).rejects.toThrow()
    await expect(release(changed)).rejects.toThrow()
    await expect(release(renamed)).rejects.toThrow()
    await expect(release(tallies, { ...all, studyKey: keyOf(2) })).rejects.toThrow()
    await expect(release(tallies.map((each) => ({ ...each, ciphertext: 'AAAA' })))).rejects.toThrow('cut short')
    const ofOther = () => createTabulate(otherServices)({ survey: versionOf(other), release: 1, step: 'release', tallies })
    await expect(ofOther()).rejects.toThrow()
  })

  it('a candidate whose files are not what was written', async () => {
    const { all, bucket } = services(rowsOf(people))
    const done = await run(all)
    bucket.objects.set(`${'prefix' in done ? done.prefix : ''}report.csv`, new Uint8Array([1]))
    bucket.objects.delete(LISTED)

    await expect(run({ ...all, series: memorySeries() })).rejects.toThrow('is damaged: its report.csv')
  })

  it('a record that is older than the releases in the bucket: a second first release could be subtracted from the first', async () => {
    const { all, bucket } = services(rowsOf(people))
    await run(all)
    const before = hex(bucket.objects)
    const more = services(rowsOf([...people, { age: 'young', q: 'no', people: 1 }]), { candidates: bucket })

    await expect(run(more.all)).rejects.toThrow(
      'release 1 of sample is in the bucket of candidates, and the record of the study has no such release',
    )
    expect(hex(bucket.objects)).toEqual(before)
  })

  it.each([
    { ...start, step: 'release', tallies: [], profile: 'unprotected' },
    { ...start, step: 'everything' },
    { ...start, step: 'tally', shard: 3 },
    { ...start, step: 'tally', shard: { number: 8, run: 1 } },
    { ...start, release: 0, step: 'plan' },
    { ...start, date: '2026-05-04T10:00:00Z', step: 'plan' },
  ])('an input that is not one of its steps: %j', (given) => {
    expect(input.safeParse(given).success).toBe(false)
  })
})

describe('a tally between two steps', () => {
  it('is encrypted: equal counts look different, and have the same length as other counts', async () => {
    const { all } = services(rowsOf(people))
    const [first] = await talliesOf(all)
    const one = await tally(all, first?.shard ?? { number: 0, run: 0 })
    const again = await tally(all, one.shard)
    const [empty] = await talliesOf(services([]).all)

    expect(again.ciphertext).not.toBe(one.ciphertext)
    expect(empty?.ciphertext).toHaveLength(one.ciphertext.length)
  })

  it('comes out as it went in, and has one length whatever its counts are: somebody who sends answers could find where a length changes', () => {
    const plan = reportPlan(survey)
    const of = { version, plan, release: 2, shard: { number: 3, run: 7 }, attempt: 'a'.repeat(16) }
    const { counts } = emptyTally(plan)
    const cohorts = emptyCohorts(plan, 2)
    const lengths = [0, 255, 256, 65_535, 65_536, 4_000_000_000].map((most) => {
      const sent = {
        tally: { plan, responses: most, counts: counts.map((_, i) => (i % 2 ? most : i)) },
        cohorts: { ...cohorts, counts: cohorts.counts.map((_, i) => i) },
      }
      const sealed = encryptTally(sent, of, keyOf(1), new Uint8Array(12))

      expect(decryptTally(sealed, of, keyOf(1))).toEqual(sent)
      return sealed.length
    })

    expect(new Set(lengths)).toHaveLength(1)
  })
})

describe('answers are put to the use that was agreed to, and to no other (CO-05)', () => {
  const textHash = consentTextHash(survey, 'en')
  const rows = rowsOf(people)
  const built = (last: Uint8Array) => run(services(rows, { responses: responsesOf(survey, rows, last) }).all)

  it('builds a report from people who all agreed to be counted, under the text of this version', async () => {
    expect(await built(encodeConsent({ textHash, given: ['aggregate', 'quote'], week: 2950 }))).toMatchObject({ outcome: 'candidate' })
  })

  it.each([
    [
      'under the text of another version',
      { textHash: consentTextHash({ ...survey, retention: { ...survey.retention, rawDays: 1 } }, 'en'), given: ['aggregate'] as const },
    ],
    ['under a text that nobody knows', { textHash: 'ab'.repeat(32), given: ['aggregate'] as const }],
    ['to being quoted, and not to being counted', { textHash, given: ['quote'] as const }],
    ['to nothing', { textHash, given: [] as const }],
  ])('builds none when one among all of them agreed %s', async (_, record) => {
    await expect(built(encodeConsent({ ...record, week: 2900 }))).rejects.toThrow(ConsentMismatch)
  })

  it('builds none when a record is damaged, or when the survey does not name the purpose at all', async () => {
    await expect(built(new Uint8Array(36))).rejects.toThrow('not a consent record')
    const check = agreedTo(survey, 'future_reuse')
    const record = encodeConsent({ textHash, given: ['aggregate', 'future_reuse'], week: 2900 })
    expect(() => check(record)).toThrow(ConsentMismatch)
  })
})

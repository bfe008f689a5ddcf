import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTabulate } from '#functions/tabulate/tabulate.ts'
import { audited } from '#shared/disclosure/audit/gate.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { createLog } from '#shared/log.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { CHORUS, surveyFolder } from '#test/reference/support/data.ts'
import { keyOf, section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { communityWith, memoryBucket, memorySeries, responsesOf } from '#test/unit/tabulate-function/memory.ts'

/** Somebody's hair, eyes and sex; '' is no answer. */
type Row = readonly [hair: string, eye: string, sex: string]

/** Two hundred people. Of red hair there are few, and so there are who said nothing of their hair. */
function people(red: number): Row[] {
  const many = (['Male', 'Female'] as const).flatMap((sex) =>
    (['Brown', 'Blue'] as const).flatMap((eye) => [...times(27, ['Black', eye, sex]), ...times(21, ['Brown', eye, sex])]),
  )
  return [...many, ...times(red, ['Red', 'Brown', 'Female']), ...times(8 - red, ['', 'Brown', 'Female'])]
}

function times(count: number, row: Row): Row[] {
  return Array.from({ length: count }, () => row)
}

/** Twenty commands are started, one after another. */
const SLOW = 300_000

/** They differ only in counts that no key prints: each has at most eight people. */
const WORLDS: Readonly<Record<string, readonly Row[]>> = { one: people(1), seven: people(7), none: people(0), turned: people(7).reverse() }

/** Too few for a report, whatever the key. */
const TOO_FEW: Readonly<Record<string, readonly Row[]>> = { few: people(1).slice(0, 12), more: people(7).slice(100, 145) }

/** All that somebody in front of a terminal sees of a command, and every file it leaves: names, order, bytes. */
type Seen = {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly files: readonly (readonly [string, string])[]
}

describe('the command line', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-egress-'))
    await writeFile(join(folder, 'study.key'), keyOf(1))
    await cp(surveyFolder('haireyecolor'), join(folder, 'survey'), { recursive: true })
    const survey = join(folder, 'survey', 'survey.yaml')
    await writeFile(survey, (await readFile(survey, 'utf8')).replace('by: [Sex, Eye]', 'by: [Sex]'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Every world uses the same paths, one after another: a path is no number, but it is printed. */
  async function seenOf(rows: readonly Row[]): Promise<Record<string, Seen>> {
    const [out, responses] = [join(folder, 'report'), join(folder, 'responses.csv')]
    await rm(out, { recursive: true, force: true })
    await rm(join(folder, 'study.key.state'), { recursive: true, force: true })
    await writeFile(responses, ['Hair,Eye,Sex', ...rows.map((row) => row.join(','))].join('\n'))
    const given = ['--survey', join(folder, 'survey'), '--responses', responses, '--out', out, '--date', '2026-01-05']
    const tabulate = await command(out, 'tabulate', ...given, '--key', join(folder, 'study.key'))
    return {
      tabulate,
      attack: await command(out, 'attack', out),
      json: await command(out, 'attack', '--json', out),
      known: await command(out, 'attack', '--knows', ':203', out),
      audit: await command(out, 'audit', out),
    }
  }

  async function command(out: string, ...args: readonly string[]): Promise<Seen> {
    const { code, stdout, stderr } = await spawned(args)
    const names = await readdir(out).catch(() => [])
    const files = await Promise.all(names.map(async (name) => [name, digest(await readFile(join(out, name)))] as const))
    return { code, stdout, stderr, files }
  }

  it(
    'shows the same of answers that differ only in hidden counts, and of another order of answers',
    async () => {
      const first = await seenOf(WORLDS.one ?? [])

      expect(first.tabulate?.code).toBe(0)
      expect(first.tabulate?.files.map(([name]) => name)).toContain('report.csv')
      expect(first.audit).toMatchObject({ code: 0, stdout: expect.stringContaining('A1') })
      expect(first.attack?.stdout).toContain('Hidden cells')
      for (const [name, rows] of Object.entries(WORLDS)) expect(await seenOf(rows), name).toEqual(first)
    },
    SLOW,
  )

  it(
    'refuses in the same words however few there are, and writes nothing',
    async () => {
      const [few, more] = [await seenOf(TOO_FEW.few ?? []), await seenOf(TOO_FEW.more ?? [])]

      expect(few.tabulate?.code).toBe(1)
      expect(few.tabulate?.files).toEqual([])
      expect(more).toEqual(few)
    },
    SLOW,
  )
})

describe('the tabulate function', () => {
  const survey = surveyOf([section('a', [single('hair', ['Black', 'Brown', 'Red']), single('age', ['Male', 'Female'])])])

  /** What the steps return, log and write. The tallies between them are sealed, and the series is no reader's. */
  async function seenOf(rows: readonly Row[]) {
    const coded = rows.map(([hair, , sex]) =>
      encodeAnswers(codebookOf(survey), {
        hair: hair === '' ? { state: 'skipped' } : { state: 'answered', options: [hair] },
        age: { state: 'answered', options: [sex] },
      }),
    )
    const lines: string[] = []
    const bucket = memoryBucket()
    const tabulate = createTabulate({
      responses: responsesOf(survey, coded),
      community: communityWith(survey),
      series: memorySeries(),
      candidates: bucket,
      partials: memoryBucket(),
      studyKey: keyOf(1),
      solver: loadSolver,
      gate: audited,
      today: () => '2026-01-05',
      random: (bytes) => new Uint8Array(bytes),
      log: createLog((line) => lines.push(line)),
    })
    const start = { survey: versionOf(survey), release: 1 }
    const planned = await tabulate({ ...start, step: 'plan' })
    const shards = 'shards' in planned ? planned.shards : []
    const tallies = await Promise.all(shards.map((shard) => tabulate({ ...start, step: 'tally', shard })))
    const sealed = tallies.flatMap((tally) => ('sealed' in tally ? [tally] : []))
    const output = await tabulate({ ...start, step: 'release', tallies: sealed })
    return { planned, output, lines, objects: [...bucket.objects].map(([key, bytes]) => [key, digest(bytes)]) }
  }

  it('returns, logs and writes the same of answers that differ only in hidden counts', async () => {
    const first = await seenOf(people(1))

    expect(first.output).toMatchObject({ outcome: 'candidate' })
    expect(await seenOf(people(7))).toEqual(first)
  })

  it('returns, logs and writes the same when there are too few', async () => {
    const few = await seenOf(people(1).slice(0, 12))

    expect(few.output).toMatchObject({ outcome: 'refused' })
    expect(await seenOf(people(7).slice(100, 145))).toEqual(few)
  })
})

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function spawned(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [CHORUS, ...args], (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr })
    })
  })
}

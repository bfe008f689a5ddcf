import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginState } from '#cli/series/kept-state.ts'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { createLog } from '#shared/log.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { surveyFolder } from '#test/reference/support/data.ts'
import { said } from '#test/said.ts'
import { keyOf, section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { memoryBucket, responsesOf, tabulateServices } from '#test/unit/tabulate-function/memory.ts'

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

/** Many reports are made and attacked, one after another. */
const SLOW = 120_000

/** They differ only in counts that no key prints: each has at most eight people. */
const WORLDS: Readonly<Record<string, readonly Row[]>> = { one: people(1), seven: people(7), none: people(0), turned: people(7).reverse() }

/** Too few for a report, whatever the key. */
const TOO_FEW = {
  few: people(1).slice(0, 3),
  fewer: people(7).slice(100, 120),
  many: people(1).slice(0, 26),
  more: people(7).slice(100, 150),
} as const

/** The output of a command that somebody in front of a terminal sees, and every file it leaves: names, order, bytes, rights, times. */
type Seen = {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly files: readonly (readonly [name: string, digest: string, mode: number, changed: number])[]
}

/** People whom everybody can see to have come: no world differs in them. */
function newcomers(count: number): Row[] {
  return (['Male', 'Female'] as const).flatMap((sex) => times(count, ['Brown', 'Blue', sex]))
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
  const at = (name: string) => join(folder, name)

  /** Every world uses the same paths, one after another: a path is no number, but it is printed. */
  async function begin(): Promise<void> {
    for (const name of ['candidate-report', 'candidate-next', 'study.key.state']) await rm(at(name), { recursive: true, force: true })
    await beginState(at('study.key.state'), keyOf(1))
  }

  async function tabulate(out: string, rows: readonly Row[], ...more: readonly string[]): Promise<Seen> {
    await writeFile(at('responses.csv'), ['Hair,Eye,Sex', ...rows.map((row) => row.join(','))].join('\n'))
    const given = ['--survey', at('survey'), '--responses', at('responses.csv'), '--out', at(out), '--date', '2026-01-05']
    return command(out, 'tabulate', ...given, '--key', at('study.key'), ...more)
  }

  async function command(out: string, ...args: readonly string[]): Promise<Seen> {
    const { code, stdout, stderr } = await said(args)
    const found = await readdir(at(out), { recursive: true, withFileTypes: true }).catch(() => [])
    const names = found.filter((entry) => entry.isFile()).map((entry) => relative(at(out), join(entry.parentPath, entry.name)))
    const files = await Promise.all(
      names.map(async (name) => {
        const { mode, mtimeMs } = await stat(join(at(out), name))
        return [name, digest(await readFile(join(at(out), name))), mode, mtimeMs] as const
      }),
    )
    return { code, stdout, stderr, files }
  }

  async function seenOf(rows: readonly Row[]): Promise<Record<string, Seen>> {
    await begin()
    return {
      tabulate: await tabulate('candidate-report', rows),
      attack: await command('candidate-report', 'attack', at('candidate-report')),
      json: await command('candidate-report', 'attack', '--json', at('candidate-report')),
      known: await command('candidate-report', 'attack', '--knows', ':203', at('candidate-report')),
      audit: await command('candidate-report', 'audit', at('candidate-report')),
    }
  }

  /** The additional output of a second report, or of its refusal. */
  async function seenOfNext(rows: readonly Row[], more: readonly Row[]): Promise<Record<string, Seen>> {
    await begin()
    await tabulate('candidate-report', rows)
    return {
      tabulate: await tabulate('candidate-next', [...rows, ...more], '--previous', at('candidate-report')),
      attack: await command('candidate-next', 'attack', at('candidate-report'), at('candidate-next')),
      audit: await command('candidate-next', 'audit', at('candidate-report'), at('candidate-next')),
    }
  }

  it(
    'shows the same of answers that differ only in hidden counts, and of another order of answers',
    async () => {
      const first = await seenOf(WORLDS.one ?? [])

      expect(first.tabulate?.code).toBe(0)
      expect(first.tabulate?.files.map(([name]) => name)).toContain('report.csv')
      expect(first.tabulate?.files.every(([, , , changed]) => changed === Date.UTC(2026, 0, 5))).toBe(true)
      expect(first.audit).toMatchObject({ code: 0, stdout: expect.stringContaining('A1') })
      expect(first.attack?.stdout).toContain('Hidden cells')
      for (const [name, rows] of Object.entries(WORLDS)) expect(await seenOf(rows), name).toEqual(first)
    },
    SLOW,
  )

  it(
    'shows the same of a second report on them, in which some are counted again',
    async () => {
      const first = await seenOfNext(WORLDS.one ?? [], newcomers(30))

      expect(first.tabulate).toMatchObject({ code: 0, stdout: expect.stringContaining('It is report 2') })
      expect(first.audit).toMatchObject({ code: 0, stdout: expect.stringContaining('with 1 before it') })
      for (const name of ['seven', 'turned']) expect(await seenOfNext(WORLDS[name] ?? [], newcomers(30)), name).toEqual(first)
    },
    SLOW,
  )

  it(
    'refuses in the same words however few there are, or came, and writes nothing',
    async () => {
      const few = await seenOf(TOO_FEW.few)
      const [nobody, some] = [await seenOfNext(WORLDS.one ?? [], []), await seenOfNext(WORLDS.one ?? [], newcomers(2))]

      expect(few.tabulate?.code).toBe(1)
      expect(few.tabulate?.files).toEqual([])
      for (const rows of [TOO_FEW.fewer, TOO_FEW.many, TOO_FEW.more]) expect(await seenOf(rows)).toEqual(few)
      expect(nobody.tabulate?.code).toBe(1)
      expect(some).toEqual(nobody)
    },
    SLOW,
  )

  it(
    'leaves the key and what is remembered where only their owner can read them',
    async () => {
      await begin()
      await tabulate('candidate-report', WORLDS.one ?? [])

      expect((await stat(at('study.key.state'))).mode & 0o777).toBe(0o600)
      expect(await readdir(at('candidate-report'))).not.toContain('study.key.state')
    },
    SLOW,
  )
})

describe('true counts', () => {
  /**
   * Whatever makes them, holds them, or turns them into numbers that may be shown. Anything else gets a protected report, or nothing.
   * `survey expect` counts people whom it made up itself.
   */
  const HANDS =
    /^(shared\/(tabulate|disclosure)\/|functions\/tabulate\/|cli\/series\/|shared\/expectation\/|cli\/count-file\.ts$|cli\/commands\/tabulate\.ts$)/
  const COUNTS =
    /from '(#shared\/tabulate\/|#shared\/disclosure\/(series\/counted-members|counted|profiles\/unprotected)\.ts|#cli\/count-file)/

  it('are in the hands of tabulation and protection alone: no page, chart, log, message or command besides can print one', () => {
    const root = join(import.meta.dirname, '..', '..', '..')
    const files = ['cli', 'functions', 'infra', 'shared'].flatMap((top) =>
      readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => `${top}/${name}`),
    )
    const holding = files.filter((file) => COUNTS.test(readFileSync(join(root, file), 'utf8')))

    expect(holding).toContain('functions/tabulate/release-step.ts')
    // These read the plan of a survey, which has no counts.
    const others = holding.filter((file) => !HANDS.test(file))
    for (const file of others) {
      const imported = [...readFileSync(join(root, file), 'utf8').matchAll(/from '(#shared\/tabulate\/[^']+)'/g)].map(([, name]) => name)
      expect([file, ...imported]).toEqual([file, '#shared/tabulate/plan.ts'])
    }
  })
})

describe('the tabulate function', () => {
  const survey = surveyOf([section('a', [single('hair', ['Black', 'Brown', 'Red']), single('age', ['Male', 'Female'])])])

  /** The values that the steps return, log and write. The tallies between them are encrypted, and the series is no reader's. */
  async function seenOf(rows: readonly Row[]) {
    const coded = rows.map(([hair, , sex]) =>
      encodeAnswers(codebookOf(survey), {
        hair: hair === '' ? { state: 'skipped' } : { state: 'answered', options: [hair] },
        age: { state: 'answered', options: [sex] },
      }),
    )
    const lines: string[] = []
    const bucket = memoryBucket()
    const tabulate = createTabulate(
      tabulateServices(survey, {
        responses: responsesOf(survey, coded),
        candidates: bucket,
        gate: audited,
        log: createLog((line) => lines.push(line)),
      }),
    )
    const start = { survey: versionOf(survey), release: 1 }
    const planned = await tabulate({ ...start, step: 'plan' })
    const shards = 'shards' in planned ? planned.shards : []
    const tallies = await Promise.all(shards.map((shard) => tabulate({ ...start, step: 'tally', shard })))
    const inline = tallies.flatMap((tally) => ('ciphertext' in tally ? [tally] : []))
    const output = await tabulate({ ...start, step: 'release', tallies: inline })
    return { planned, output, lines, objects: [...bucket.objects].map(([key, bytes]) => [key, digest(bytes)]) }
  }

  it('returns, logs and writes the same of answers that differ only in hidden counts', async () => {
    const first = await seenOf(people(1))

    expect(first.output).toMatchObject({ outcome: 'candidate' })
    expect(await seenOf(people(7))).toEqual(first)
  })

  it('returns, logs and writes the same however few there are', async () => {
    const few = await seenOf(people(1).slice(0, 12))

    expect(few.output).toMatchObject({ outcome: 'refused' })
    expect(await seenOf(people(7).slice(100, 115))).toEqual(few)
    expect(await seenOf(people(7).slice(100, 145))).toEqual(few)
  })
})

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

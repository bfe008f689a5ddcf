import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { beginState, stateFileOf } from '#cli/series/kept-state.ts'

const SURVEY = join(import.meta.dirname, '..', 'reference', 'surveys', 'haireyecolor')

const KEY = new Uint8Array(32).fill(7)

let folder: string
let said: string
/** Called after each line. */
let onSaid: (line: string) => void

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-series-'))
  said = ''
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line) => {
      said += `${line}\n`
      onSaid(String(line))
    })
  }
  onSaid = () => {}
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text
    return true
  })
  await writeFile(at('study.key'), KEY)
  await beginState(at('study.key.state'), KEY)
})

afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

const at = (name: string) => join(folder, name)
const OPTIONS = { Hair: ['Brown', 'Brown', 'Black', 'Blond'], Eye: ['Brown', 'Blue', 'Hazel'], Sex: ['Male', 'Female'] }

/** Person number n, the same in every file. */
const rowOf = (n: number) =>
  Object.values(OPTIONS)
    .map((each, i) => each[Math.floor(n / (i + 1)) % each.length])
    .join(',')

async function tabulate(out: string, people: readonly number[], ...more: string[]): Promise<number> {
  await writeFile(at('answers.csv'), ['Hair,Eye,Sex', ...people.map(rowOf)].join('\n'))
  process.exitCode = undefined
  const files = ['--survey', SURVEY, '--responses', at('answers.csv'), '--out', at(out), '--key', at('study.key')]
  return run(['tabulate', ...files, '--date', '2026-01-05', ...more])
}

/** The same survey, whose groups by sex and eyes are no groups of each other. */
async function withoutCrossedGroups(): Promise<string> {
  const copy = at('survey')
  await cp(SURVEY, copy, { recursive: true })
  const yaml = await readFile(join(copy, 'survey.yaml'), 'utf8')
  await writeFile(join(copy, 'survey.yaml'), yaml.replace('plan: { by: [Sex, Eye] }', 'plan: { by: [Sex, Eye], cross: [Hair] }'))
  return copy
}

const people = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
const report = (out: string) => readFile(at(`candidate-${out}/report.csv`), 'utf8')

describe('a series of reports on the command line', () => {
  it('continues from the last report when rows of the file are added, removed and reordered', async () => {
    expect(await tabulate('1', people(0, 300))).toBe(0)
    expect(await tabulate('2', people(10, 380).toReversed(), '--previous', at('candidate-1'))).toBe(0)
    expect(await tabulate('3', people(10, 460), '--previous', at('candidate-2'))).toBe(0)

    expect(said).toContain('It is report 1 on haireyecolor. The next one must follow it: --previous')
    expect(said).toContain('Attacking the report, with 2 before it')
    expect(await report('3')).toMatch(/^haireyecolor,3,2026-01-05,.*,3,candidate$/m)
    const state = await stat(at('study.key.state'))
    expect(state.mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(at('study.key.state'), 'utf8'))).toMatchObject({ state: { release: 3, study: 'haireyecolor' } })
  }, 60_000)

  it.each(['Counting the answers', 'Attacking the report'])(
    'stopped with Ctrl-C at "%s" it writes nothing, says so, and goes on when asked again',
    async (step) => {
      const before = process.listenerCount('SIGINT')
      const stateBefore = await readFile(at('study.key.state'), 'utf8')
      onSaid = (line) => {
        if (line.startsWith(step)) process.emit('SIGINT')
      }

      expect(await tabulate('1', people(0, 300))).toBe(1)

      expect(said).toContain('Interrupted. Nothing was written. The study key stays for the next report. [interrupted]')
      expect(await readdir(folder)).not.toContain('candidate-1')
      expect(await readFile(at('study.key.state'), 'utf8')).toBe(stateBefore)
      expect(process.listenerCount('SIGINT')).toBe(before)
      onSaid = () => {}
      expect(await tabulate('1', people(0, 300))).toBe(0)
      expect(said).toContain('Attacking report 1: question 3 of 3, A8 of')
    },
  )

  it('repeats a group in which too little changed, and writes nothing when too little changed at all', async () => {
    await tabulate('1', people(0, 120))
    expect(await tabulate('2', people(0, 130), '--previous', at('candidate-1'))).toBe(1)

    expect(said).toContain('Nothing was written. Not enough people have joined since')
    expect(await readdir(folder)).not.toContain('candidate-2')
  }, 30_000)

  it('makes the first report again only of the same answers', async () => {
    await tabulate('1', people(0, 300))
    const first = await report('1')

    expect(await tabulate('again', people(0, 300))).toBe(0)
    expect(await report('again')).toBe(first)
    expect(await tabulate('other', people(0, 340))).toBe(1)
    expect(said).toContain('Name the folder of the last report with --previous')
    expect(await readdir(folder)).not.toContain('other')
  }, 30_000)

  it('refuses a report that is not the last one or was changed, a missing state, and a missing earlier report', async () => {
    await tabulate('1', people(0, 300))
    await tabulate('2', people(0, 400), '--previous', at('candidate-1'))

    expect(await tabulate('3', people(0, 500), '--previous', at('candidate-1'))).toBe(1)
    expect(said).toContain('is not report 2 of haireyecolor')
    await rm(at('candidate-1'), { recursive: true })
    expect(await tabulate('3', people(0, 500), '--previous', at('candidate-2'))).toBe(1)
    expect(said).toContain('there is no folder of report 1')
    await writeFile(at('candidate-2/report.csv'), (await report('2')).replace(',2026-01-05,', ',2026-01-06,'))
    await rm(at('study.key.state'))
    expect(await tabulate('3', people(0, 500), '--previous', at('candidate-2'))).toBe(1)
    expect(said).toContain('who was counted in which report. Put it back beside the key from the copy you kept')
    expect((await readdir(folder)).sort()).toEqual(['answers.csv', 'candidate-2', 'study.key'])
  }, 60_000)

  it('makes no first report a second time where the state of the key was lost, in another folder and in another way either', async () => {
    await tabulate('1', people(0, 300))
    const state = await readFile(at('study.key.state'))
    await rm(at('study.key.state'))

    for (const profile of ['rounded', 'exact-closed']) {
      said = ''
      expect(await tabulate('other/1', people(0, 340), '--profile', profile)).toBe(1)
      expect(said).toContain('study.key.state - there is no such file. It was made with the key')
    }
    await writeFile(at('study.key.state'), state)
    expect(await tabulate('other/1', people(0, 300))).toBe(0)
    expect(await readFile(at('other/candidate-1/report.csv'), 'utf8')).toBe(await report('1'))
  }, 30_000)

  it('refuses a state that is older than a report that lies there, and one of another key', async () => {
    await tabulate('1', people(0, 300))
    await cp(at('study.key.state'), at('old'))
    await tabulate('2', people(0, 400), '--previous', at('candidate-1'))
    await cp(at('old'), at('study.key.state'))

    expect(await tabulate('2b', people(0, 380), '--previous', at('candidate-1'))).toBe(1)
    expect(said).toContain('here lies report 2 of this study, and the state of this key does not list it')
    const other = new Uint8Array(32).fill(8)
    await rm(at('study.key.state'))
    await beginState(stateFileOf(at('study.key')), other)
    expect(await tabulate('3', people(0, 300))).toBe(1)
    expect(said).toContain('this is the state of another key')
    expect(await readdir(folder)).not.toContain('candidate-2b')
  }, 30_000)

  it('goes on where it was interrupted after the files were written, and only with the same answers', async () => {
    const state = await readFile(at('study.key.state'))
    await tabulate('1', people(0, 300))
    await writeFile(at('study.key.state'), state)

    expect(await tabulate('1', people(0, 320))).toBe(1)
    expect(said).toContain('here lies report 1 of this study')
    expect(await tabulate('1', people(0, 300))).toBe(0)
  }, 30_000)

  it('keeps the profile of the first report', async () => {
    await tabulate('1', people(0, 300))

    expect(await tabulate('2', people(0, 500), '--previous', at('candidate-1'), '--profile', 'careful')).toBe(1)
    expect(said).toContain('or protection are not those of the first report')
    expect(await tabulate('2', people(0, 500), '--profile', 'careful')).toBe(1)
    expect(said).toContain('a report was made already')
    expect(await readdir(folder)).not.toContain('candidate-2')
  }, 60_000)

  it('of batches with noise goes on with the next one, and passes the audit of its files', async () => {
    expect(await tabulate('1', people(0, 1500), '--profile', 'dp')).toBe(0)
    expect(await tabulate('2', people(0, 3000), '--profile', 'dp', '--previous', at('candidate-1'))).toBe(0)

    expect(await run(['audit', at('candidate-2'), at('candidate-1')])).toBe(0)
    expect(said).toContain('release 2, with 1 before it, protected as dp')
    expect(said).toContain('after eight refusals')
    expect(await run(['attack', at('candidate-1'), at('candidate-2')])).toBe(0)
    expect(said).toMatch(/whether that person's answers were counted +right 66 times in 100/)
  }, 60_000)

  it.each(['exact-closed', 'ckm'])(
    'of %s ends with its only report, which passes the audit of its files',
    async (profile) => {
      const notCrossed = await withoutCrossedGroups()
      expect(await tabulate('1', people(0, 400), '--profile', profile, '--survey', notCrossed)).toBe(0)
      expect(said).toContain('The profile of this survey allows no further report')
      expect(await run(['audit', at('candidate-1')])).toBe(0)
      expect(await run(['attack', at('candidate-1')])).toBe(0)
      expect(said).toMatch(/Hidden cells +\d+ cells: 0 known exactly, 0 within fewer than 5 values/)

      const again = ['--profile', profile, '--survey', notCrossed, '--previous', at('candidate-1')]
      expect(await tabulate('2', people(0, 800), ...again)).toBe(1)
      expect(said).toContain('allows a single report, and it has been made')
    },
    60_000,
  )

  it('of exact numbers is not begun where groups are split into other groups, and says which', async () => {
    expect(await tabulate('1', people(0, 400), '--profile', 'exact-closed')).toBe(1)

    expect(said).toContain('hidden ones could be worked out')
    expect(said).toContain(
      'Here the groups of "Eye" are split into other groups. Choose rounded, or list in "cross" the questions to split',
    )
    expect((await readdir(folder)).filter((name) => name.includes('candidate'))).toEqual([])
  })
})

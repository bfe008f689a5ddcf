import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { protect } from '#shared/disclosure/protect.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { communityOf, count } from './audit/community.ts'
import { keyOf } from './disclosure/sample.ts'

const { survey, people } = communityOf(1, 1, 400)
let folder: string
let printed: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-audit-'))
  printed = []
  for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation((line: string) => void printed.push(line))
  await release('1', 1, 200)
  await release('2', 2, 300)
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

const at = (name: string) => join(folder, name)

async function release(name: string, number: number, size: number): Promise<void> {
  const outcome = protect({ survey, tables: count(survey, people.slice(0, size)), release: number }, keyOf(3))
  if (outcome.kind !== 'protected') throw new Error('refused')
  await mkdir(at(name))
  for (const [file, bytes] of releaseOf({ survey, report: outcome.report, release: number, date: '2026-05-04' }).files) {
    await writeFile(join(at(name), file), bytes)
  }
}

describe('chorus audit', () => {
  it('prints every check of a history with its result, and ends with 0 when all pass', async () => {
    expect(await run(['audit', at('1'), at('2')])).toBe(0)

    const table = printed.join('\n')
    expect(table).toContain('sample, release 2, with 1 before it')
    for (const id of ['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A7', 'A8', 'A9']) expect(table).toMatch(new RegExp(`${id}  passed`))
    expect(table).toContain('A6  not checked: needs the key')
  })

  it('ends with 1 and the finding, in words, when a reader who knows more could work something out', async () => {
    const truth = count(survey, people.slice(0, 300)).find(({ id }) => id === 'q0')?.slices[0]
    const known = truth?.cells
      .map(({ answer, count }) => ({ release: 2, question: 'q0', answer, count }))
      .filter(({ answer }) => answer !== '~pns')
    await writeFile(at('facts.json'), JSON.stringify({ known: [...(known ?? []), { release: 2, count: 300 }] }))

    expect(await run(['audit', at('1'), at('2'), '--facts', at('facts.json')])).toBe(1)
    expect(printed.join('\n')).toMatch(/A1 release 2, q0 \/ ~pns: A reader could have worked out exactly how many people/)
  })

  it('ends with 1 and every problem of a folder that is not as it was published', async () => {
    await writeFile(join(at('1'), 'report.csv'), `${await readFile(join(at('1'), 'report.csv'), 'utf8')} `)

    expect(await run(['audit', at('1')])).toBe(1)
    expect(printed.join('\n')).toContain('report.csv')
  })

  it.each([
    ['releases in another order', () => [at('2'), at('1')]],
    ['a folder that is not there', () => [at('3')]],
    ['facts that are none', () => [at('1'), '--facts', join(at('1'), 'report.csv')]],
  ])('refuses %s', async (_, args) => {
    expect(await run(['audit', ...args()])).toBe(1)
    expect(printed.length).toBeGreaterThan(0)
  })
})

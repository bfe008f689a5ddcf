import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Release } from '#shared/release/release.ts'
import { communityOf, count } from './audit/community.ts'
import { keyOf } from './disclosure/sample.ts'

const { survey, people } = communityOf(1, 1, 400)
let folder: string
let printed: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-audit-'))
  printed = []
  for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation((line: string) => void printed.push(line))
  const first = await release('1', { number: 1, size: 200 })
  await release('2', { number: 2, size: 300, previous: first })
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

const at = (name: string) => join(folder, name)

type ToRelease = {
  readonly number: number
  readonly size: number
  readonly previous?: string
  readonly change?: (name: string, text: string) => string
}

/** Writes a release; with `change`, as somebody would who changes a file and mends SHA256SUMS. */
async function release(name: string, { number, size, previous, change = (_, text) => text }: ToRelease): Promise<string> {
  const outcome = protect({ study: studyPlan(survey), tables: count(survey, people.slice(0, size)), release: number }, keyOf(3))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return write(name, releaseOf({ survey, report: outcome.report, release: number, date: '2026-05-04', previous }), change)
}

async function write(
  name: string,
  { id, files }: Release,
  change: (name: string, text: string) => string = (_, text) => text,
): Promise<string> {
  await mkdir(join(at(name), 'tables'), { recursive: true })
  const sums = new Map<string, string>()
  for (const [file, bytes] of files) {
    const text = change(file, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
    sums.set(file, createHash('sha256').update(text).digest('hex'))
    const old = [...sums].filter(([each]) => each !== 'SHA256SUMS').map(([each, hash]) => `${hash}  ${each}\n`)
    await writeFile(
      join(at(name), file),
      file === 'SHA256SUMS' ? old.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('') : text,
    )
  }
  return id
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

  it('says of one cell which printed numbers and known facts give its range, and no others', async () => {
    await writeFile(at('facts.json'), JSON.stringify({ known: [{ release: 1, question: 'q0', answer: '~pns', count: 3 }] }))

    expect(await run(['audit', at('1'), '--facts', at('facts.json'), '--why', 'q0 / ~pns'])).toBe(0)
    expect(printed.join('\n')).toBe(
      [
        'q0 / ~pns, as computed for report 1',
        '  in report.csv   hidden_small',
        '  people          q0=~pns',
        '  from the files  exactly 3',
        '  because',
        '    q0=~pns (report 1) is 3',
      ].join('\n'),
    )
  })

  it('says of a cell that is hidden beside others which sum gives it away', async () => {
    const truth = count(survey, people.slice(0, 200)).find(({ id }) => id === 'q0')?.slices[0]
    const known = truth?.cells
      .map(({ answer, count }) => ({ release: 1, question: 'q0', answer, count }))
      .filter(({ answer }) => answer !== '~pns')
    await writeFile(at('facts.json'), JSON.stringify({ known: [...(known ?? []), { release: 1, count: 200 }] }))

    expect(await run(['audit', at('1'), '--facts', at('facts.json'), '--why', 'q0 / ~pns'])).toBe(0)
    const because = printed.join('\n').split('\n').slice(5)
    expect(because).toEqual([
      expect.stringMatching(/q0=o0 \(report 1\) \+ .* \+ q0=~pns \(report 1\) - everyone \(report 1\) is 0$/),
      ...(known ?? []).map(({ answer, count: people }) => `    q0=${answer} (report 1) is ${people}`),
      '    everyone (report 1) is 200',
    ])
  })

  it('works in any folder', () => {
    const chorus = spawnSync(process.execPath, [join(process.cwd(), 'cli/chorus.mjs'), 'audit', '1'], { cwd: folder, encoding: 'utf8' })

    expect(chorus.status).toBe(0)
  })

  it('says where to look when no release has the cell', async () => {
    expect(await run(['audit', at('1'), '--why', 'q9 / yes'])).toBe(2)
    expect(printed[0]).toContain('[audit-cell]')
  })

  it('ends with 1 and every problem of a folder that is not as it was published', async () => {
    await writeFile(join(at('1'), 'report.csv'), `${await readFile(join(at('1'), 'report.csv'), 'utf8')} `)

    expect(await run(['audit', at('1')])).toBe(1)
    expect(printed.join('\n')).toContain('report.csv')
  })

  it('takes the order of a history from the releases themselves', async () => {
    expect(await run(['audit', at('2'), at('1')])).toBe(0)
    expect(printed.join('\n')).toContain('sample, release 2, with 1 before it, protected as rounded')
  })

  it('says when earlier releases were not named', async () => {
    expect(await run(['audit', at('2')])).toBe(0)
    expect(printed.join('\n')).toContain('Release 1 was not named: this audit did not compare the others with it.')
  })

  it.each<[string, (name: string, text: string) => string, RegExp]>([
    [
      'a percentage',
      inReport((text) =>
        text.replace(/^(.*,)(\d+)(,\d+,\d+,published,2,candidate)$/m, (_, row, percent, rest) => `${row}${Number(percent) + 1}${rest}`),
      ),
      /2\/report\.csv - it holds something that does not follow from its numbers/,
    ],
    [
      'a count that should be hidden',
      inReport((rows) => rows.replace(/,,0,(\d+),(.*),hidden_small,2,candidate$/m, ',5,1,9,$2,published,2,candidate')),
      /2\/report\.csv - it holds something that does not follow from its numbers/,
    ],
    ['the status of a cell', inReport((text) => text.replace(/hidden_small/, 'group_too_small')), /2\/report\.csv - it holds something/],
    ['a threshold', (name, text) => (name === 'methods.json' ? text.replace('"k": 10', '"k": 5') : text), /2\/methods\.json - /],
  ])('finds %s that somebody changed, with new hashes', async (_, change, said) => {
    await release('2', { number: 2, size: 300, previous: await idOf('1'), change })

    expect(await run(['audit', at('1'), at('2')])).toBe(1)
    expect(printed.join('\n')).toMatch(said)
  })

  it.each<[string, Partial<ToRelease>, string]>([
    ['was replaced by one of other answers', { size: 210 }, 'release 2 was made to follow another release 1 than the one in'],
    [
      'has two cells, one in the place of the other',
      { change: inReport(swapped) },
      '1/report.html - it holds something that does not follow',
    ],
  ])('finds an earlier release that %s', async (_, changed, words) => {
    await release('1', { number: 1, size: 200, ...changed })

    expect(await run(['audit', at('1'), at('2')])).toBe(1)
    expect(printed.join('\n')).toContain(words)
  })

  it('finds a release that is missing, one that is there twice, and one of another study', async () => {
    await release('4', { number: 4, size: 390, previous: await idOf('2') })
    const other = { ...survey, id: 'other' }
    const outcome = protect({ study: studyPlan(other), tables: count(survey, people), release: 3 }, keyOf(3))
    if (outcome.kind !== 'protected') throw new Error('refused')
    await write('other', releaseOf({ survey: other, report: outcome.report, release: 3, date: '2026-05-04' }))

    expect(await run(['audit', at('1'), at('2'), at('4'), at('2'), at('other')])).toBe(1)
    expect(printed.join('\n')).toContain('release 3 is missing before this one')
    expect(printed.join('\n')).toContain('release 2 is also in')
    expect(printed.join('\n')).toContain('this is a release of another study, other, among those of sample')
  })

  it.each([
    ['a folder that is not there', () => [at('3')]],
    ['a folder of other files', () => [folder]],
    ['facts that are none', () => [at('1'), '--facts', join(at('1'), 'report.csv')]],
  ])('ends with 2 for %s', async (_, args) => {
    expect(await run(['audit', ...args()])).toBe(2)
    expect(printed.length).toBeGreaterThan(0)
  })

  it.each(['audit', 'attack'])('%s says what to do about a folder that is not there, and no code of the system', async (command) => {
    expect(await run([command, at('nowhere')])).toBe(2)

    expect(printed.join('\n')).toMatch(/nowhere - .*there is no such file or folder\. Name folders that chorus tabulate wrote/)
    expect(printed.join('\n')).not.toContain('ENOENT')
  })

  it('says what to do about facts that are not there', async () => {
    expect(await run(['audit', at('1'), '--facts', at('nowhere.json')])).toBe(2)

    expect(printed.join('\n')).toMatch(/nowhere\.json - the file cannot be read: there is no such file or folder\. Name a JSON file/)
  })

  it.each(['audit', 'attack'])('%s says how to name the folders alone when the key between them was named too', async (command) => {
    await writeFile(at('sample.key'), 'a key')

    expect(await run([command, at('1'), at('2'), at('sample.key')])).toBe(2)
    expect(printed.join('\n')).toContain('write reports/*/ with the last slash')
  })
})

/** Changes report.csv and no other file. */
function inReport(change: (text: string) => string): (name: string, text: string) => string {
  return (name, text) => (name === 'report.csv' ? change(text) : text)
}

/** The counts and percentages of two printed cells of one group, exchanged. */
function swapped(text: string): string {
  const lines = text.split('\n')
  const shown = lines.flatMap((line, i) => (/^sample,1,[^,]*,q0,.*,published,1,candidate$/.test(line) ? [i] : []))
  const [one = 0, two = 0] = shown
  const [a = [], b = []] = [lines[one]?.split(','), lines[two]?.split(',')]
  for (let column = 8; column < 29; column++) [a[column], b[column]] = [b[column] ?? '', a[column] ?? '']
  return lines.with(one, a.join(',')).with(two, b.join(',')).join('\n')
}

async function idOf(name: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(at(name), 'SHA256SUMS')))
    .digest('hex')
}

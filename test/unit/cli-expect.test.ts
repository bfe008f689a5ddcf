import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { STRUCTURE, WORDING } from './survey/sample.ts'

let folder = ''
let said = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-expect-'))
  await writeFile(join(folder, 'survey.yaml'), STRUCTURE)
  await writeFile(join(folder, 'en.yaml'), WORDING)
  said = ''
  const listen = (text: unknown) => {
    said += `${String(text)}\n`
    return true
  }
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(listen)
  vi.spyOn(console, 'log').mockImplementation(listen)
  vi.spyOn(console, 'error').mockImplementation(listen)
})

afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

describe('chorus survey expect', () => {
  test('says for each number of people what a first report would show, and what each group needs', async () => {
    expect(await run(['survey', 'expect', folder, '--people', '30,90,600', '--draws', '2'])).toBe(0)

    expect(said).toContain('30 people: no report, there are too few')
    const shown = [...said.matchAll(/(\d+) people: (\d+) % of the answers are shown for everyone, (\d+) %/g)].map((each) =>
      each.slice(1).map(Number),
    )
    expect(shown.map(([people]) => people)).toEqual([90, 600])
    expect(shown[1]?.[1]).toBeGreaterThan(shown[0]?.[1] ?? 100)
    for (const group of ['age=18_49', 'age=50_plus']) expect(said).toMatch(new RegExp(`${group}  about \\d+`))
  })

  test('says the same each time, since people and keys are made up the same way', async () => {
    await run(['survey', 'expect', folder, '--people', '90', '--draws', '1'])
    const first = said
    said = ''
    await run(['survey', 'expect', folder, '--people', '90', '--draws', '1'])

    expect(said).toBe(first)
  })

  test.each(['sixty', '0', '60,', '60;150'])('asks for whole numbers instead of %s', async (people) => {
    expect(await run(['survey', 'expect', folder, '--people', people])).toBe(2)
    expect(said).toContain('Write whole numbers from 1')
  })

  test('is in short in the check of a survey', async () => {
    await run(['survey', 'check', folder])

    expect(said).toMatch(/expect {5}with 60, 150, 400 people about \d+, \d+, \d+ % of the answers can be read, by group \d+, \d+, \d+ %/)
  })
})

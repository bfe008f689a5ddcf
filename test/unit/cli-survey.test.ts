import { spawnSync } from 'node:child_process'
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keyProblems } from '#cli/key-check.ts'
import { run } from '#cli/main.ts'
import { readSurveyWithPlaces } from '#cli/read-survey.ts'
import { KeyRefused } from '#shared/disclosure/key-audit/refused.ts'
import { describeProblem } from '#shared/problem.ts'
import { STRUCTURE, swap, WORDING } from './survey/sample.ts'

let folder = ''
let said = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-cli-'))
  said = ''
  const listen = (text: unknown) => {
    said += `${String(text)}\n`
    return true
  }
  vi.spyOn(console, 'log').mockImplementation(listen)
  vi.spyOn(console, 'error').mockImplementation(listen)
  vi.spyOn(process.stdout, 'write').mockImplementation(listen)
  vi.spyOn(process.stderr, 'write').mockImplementation(listen)
})

afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

describe('chorus survey check', () => {
  test('follows no link out of the folder, and quotes nothing of what lies there', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'chorus-elsewhere-'))
    await writeFile(join(elsewhere, 'secret.yaml'), 'password: canary-of-another-folder\n')
    await write({ 'survey.yaml': STRUCTURE, 'wording.yaml': WORDING })
    await symlink(join(elsewhere, 'secret.yaml'), join(folder, 'en.yaml'))

    expect(await run(['survey', 'check', folder])).toBe(1)
    await rm(elsewhere, { recursive: true })

    expect(said).toContain('en.yaml - this is a link to a file in another folder')
    expect(said).not.toContain('canary')
  })

  test('tells id, version, hash, number of questions and minutes of each survey, and ends well with warnings only', async () => {
    expect(await run(['survey', 'check', 'surveys/being-heard', 'surveys/root-causes'])).toBe(0)
    expect(said).toMatch(
      /^being-heard 0\.1\.0\n {2}hash {7}[0-9a-f]{64}\n {2}questions {2}19\n {2}minutes {4}4\.6 estimated; the pages say 6\n {2}reading {4}grade \d\.\d in English\n/,
    )
    expect(said).toMatch(/ {2}plan {7}\d+ tables with \d+ numbers/)
    expect(said).toContain('With these it can be opened as a trial only:')
    expect(said).toMatch(/the same at surveys\/common\/common\.yaml:\d+, /)
    expect(said).toContain('\nroot-causes 0.1.0\n')
    expect(said).toMatch(/ {2}warning {2}surveys\/being-heard\/en\.yaml:\d+:\d+ - /)
  })

  test('does not wait for a pipe that has the name of a survey file', async () => {
    await write({ 'survey.yaml': STRUCTURE })
    expect(spawnSync('mkfifo', [join(folder, 'en.yaml')]).status).toBe(0)

    expect(await run(['survey', 'check', folder])).toBe(1)

    expect(said).toContain('en.yaml - this is not a file')
  })

  test('prints no characters of a survey that would steer a terminal or turn words round', async () => {
    await write({ 'survey.yaml': swap(STRUCTURE, 'type: scale', 'type: "sc\\e[31m\\u202Eale"'), 'en.yaml': WORDING })

    expect(await run(['survey', 'check', folder])).toBe(1)

    expect(said).toContain('sc\\u001b[31m\\u202eale')
    expect(['\u001b', '\u202e'].filter((each) => said.includes(each))).toEqual([])
  })

  test('names the file and line of each error, goes on to the next folder, and ends with 1', async () => {
    await write({ 'survey.yaml': swap(STRUCTURE, 'type: scale', 'type: scael'), 'en.yaml': WORDING })
    expect(await run(['survey', 'check', folder, 'surveys/root-causes'])).toBe(1)
    expect(said).toMatch(new RegExp(`error {4}${join(folder, 'survey.yaml')}:13:\\d+ - unknown type "scael"\\. Did you mean "scale"\\?`))
    expect(said).toContain('root-causes 0.1.0')
  })

  test('finds the shared files beside a survey, also away from this repository', async () => {
    await cp('surveys', folder, { recursive: true })
    expect(await run(['survey', 'check', join(folder, 'root-causes'), join(folder, 'common')])).toBe(0)
    expect(said).toContain('shared by the surveys beside it')
  })

  test('counts a lint that is an error', async () => {
    await write({ 'survey.yaml': STRUCTURE, 'en.yaml': WORDING })
    expect(await run(['survey', 'check', folder])).toBe(1)
    expect(said).toContain('only 1 places to turn to')
    expect(said).toContain('[support-entries]')
  })

  test('says where and what to change when no secret offsets would protect the tables', async () => {
    await write({ 'survey.yaml': STRUCTURE, 'en.yaml': WORDING })
    const { survey, locate } = await readSurveyWithPlaces(folder)
    const passed = join(folder, 'passed')
    const none = () => {
      throw new KeyRefused(['sample\nage=50_plus&where=peers'])
    }

    const [problem, ...others] = (await keyProblems(survey, locate, { check: none, passed })).map(describeProblem)

    expect(others).toEqual([])
    const plan = STRUCTURE.split('\n').findIndex((text) => text.startsWith('plan:')) + 1
    expect(problem).toMatch(new RegExp(`^${join(folder, 'survey.yaml')}:${plan}:\\d+ - no report could be made from these answers`))
    expect(problem).toContain('the number of age = 50_plus within where = peers. ')
    expect(problem).toContain('take one of these questions out of the plan')
  })

  test('remembers a plan that has passed, for every wording of it, and for no other plan', async () => {
    const refuse = () => {
      throw new KeyRefused(['sample\nage=50_plus&where=peers'])
    }
    await write({ 'survey.yaml': STRUCTURE, 'en.yaml': WORDING })
    const passed = join(folder, 'passed')
    const { survey, locate } = await readSurveyWithPlaces(folder)
    const reworded = { ...survey, title: { en: 'Another title' } }
    const other = { ...survey, plan: { ...survey.plan, by: [] } }

    const first = await keyProblems(survey, locate, { passed })
    const again = await keyProblems(reworded, locate, { check: refuse, passed })
    const asked = await keyProblems(other, locate, { check: refuse, passed })
    const refusedAgain = await keyProblems(other, locate, { check: refuse, passed })

    expect([first, again]).toEqual([[], []])
    expect([asked.length, refusedAgain.length]).toEqual([1, 1])
  })

  test.each([
    ['a folder that is not there', {}, 'nowhere', 'there is no such folder'],
    ['a file', { 'survey.yaml': STRUCTURE }, 'survey.yaml', 'this is a file'],
    ['a folder without a survey', {}, '.', 'there is no such file'],
    ['a file in UTF-16', { 'survey.yaml': Buffer.from(`\uFEFF${STRUCTURE}`, 'utf16le') }, '.', 'the file is not UTF-8 text'],
    ['a file of 10 MB', { 'survey.yaml': 'a'.repeat(10_000_000) }, '.', 'the file is too large'],
  ])('refuses %s in plain words', async (_, files, path, message) => {
    await write(files)
    expect(await run(['survey', 'check', join(folder, path)])).toBe(1)
    expect(said).toContain(message)
    expect(said).not.toMatch(/\n\s+at /)
  })
})

describe('chorus survey schema', () => {
  test('writes the schemas where it is told', async () => {
    expect(await run(['survey', 'schema', folder])).toBe(0)
    expect((await readdir(folder)).toSorted()).toEqual([
      'common-language.schema.json',
      'common.schema.json',
      'consent-block.schema.json',
      'language.schema.json',
      'survey.schema.json',
    ])
  })
})

describe('chorus', () => {
  test.each([[['--help']], [['survey', '--help']], [['survey', 'check', '--help']], [['survey', 'schema', '--help']]])(
    '%j shows an example and ends with 0',
    async (args) => {
      expect(await run(args)).toBe(0)
      expect(said).toMatch(/(?:Examples?|Where to begin.*\n.*):\n {2}\$ chorus/)
      expect(said).toContain('$ chorus')
    },
  )

  test('says how to install it when it is not installed', async () => {
    await mkdir(join(folder, 'cli'))
    await copyFile('cli/chorus.mjs', join(folder, 'cli', 'chorus.mjs'))
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'cli', 'chorus.mjs')], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('Chorus is not installed yet')
    expect(stderr).toContain('npm ci')
  })

  test.each([[['sing']], [['survey', 'chek']], [['survey', 'check']], [['survey', 'check', '--loud', '.']]])(
    '%j is wrong usage and ends with 2',
    async (args) => {
      expect(await run(args)).toBe(2)
      expect(said).toContain('error:')
    },
  )
})

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { madeUpAnswers } from '#docs/make/made-up-answers.ts'
import { said } from '#test/said.ts'

const page = readFileSync('docs/debugging.md', 'utf8')
const commands = [...page.matchAll(/^ {4}(npx chorus|npm run) (.*)$/gm)].map(([, program = '', rest = '']) => ({ program, rest }))

const folder = mkdtempSync(join(tmpdir(), 'chorus-debugging-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the page on debugging', () => {
  it('names files that exist', () => {
    const named = [...page.matchAll(/`((?:cli|functions|infra|shared)\/[^`]+)`/g)].map(([, path = '']) => path)

    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })

  it('has commands with options that there are', async () => {
    const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)
    const [chorus, npm] = [
      commands.filter(({ program }) => program === 'npx chorus'),
      commands.filter(({ program }) => program === 'npm run'),
    ]

    expect([chorus.length, npm.length]).toEqual([5, 2])
    for (const { rest } of npm) expect(scripts).toContain(rest.replace(/^-s /, '').split(' ')[0])
    for (const { rest } of chorus) {
      const [command = '', ...words] = rest.split(' ')
      const { stdout } = await said([command, '--help'])
      for (const option of words.filter((each) => each.startsWith('--'))) expect(stdout).toContain(option)
    }
  })

  it('counts the answers of made-up people, and finds the row that it shows', async () => {
    writeFileSync(join(folder, 'answers.csv'), madeUpAnswers(await readSurvey('surveys/being-heard'), 200, 'chorus'))
    const out = join(folder, 'exact')
    const files = ['--survey', 'surveys/being-heard', '--responses', join(folder, 'answers.csv'), '--out', out]

    expect((await said(['tabulate', ...files, '--profile', 'unprotected'])).code).toBe(0)
    const pattern = /grep "([^"]+)"/.exec(page)?.[1] ?? 'nothing'
    expect(spawnSync('grep', ['-c', pattern, join(out, 'report.csv')], { encoding: 'utf8' }).stdout).toBe('1\n')
  })
})

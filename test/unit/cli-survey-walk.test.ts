import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { registerServer } from '#infra/local/server/commands.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const CHORUS = join(ROOT, 'cli', 'chorus.mjs')

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** The command lines of a section of the README, without what stands behind them as a comment. */
function commandsUnder(heading: string): string[] {
  const section = readFileSync(join(ROOT, 'README.md'), 'utf8').split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section.split('\n').flatMap((line) => (/^ {4}np[xm] /.test(line) ? [line.trim().replace(/\s+# .*$/, '')] : []))
}

describe('"Your own questions" in the README, to the letter, in a new place', () => {
  const home = mkdtempSync(join(tmpdir(), 'chorus-walk-'))
  const commands = commandsUnder('Your own questions')
  const begins = (words: string) => commands.filter((each) => each.startsWith(words))

  beforeAll(() => {
    cpSync(join(ROOT, 'surveys', 'common'), join(home, 'surveys', 'common'), { recursive: true })
  })
  afterAll(() => rmSync(home, { recursive: true }))

  /** As a shell in this place would run it, with the commands of this checkout. */
  function shell(command: string): Ended {
    const ours = command
      .replace(/^npx chorus /, `"${process.execPath}" "${CHORUS}" `)
      .replace(
        /^npm run -s made-up-answers -- /,
        `"${process.execPath}" --import "${pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs'))}" "${join(ROOT, 'docs/make/made-up-answers.ts')}" `,
      )
    return spawnSync('bash', ['-c', ours], { cwd: home, encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') } })
  }

  /** The same words, as a shell in this place reads them, given to what cli/chorus.mjs gives them to: most of a process is its start. */
  async function inThisProcess(command: string): Promise<Ended> {
    const words = spawnSync('bash', ['-c', `printf '%s\\0' ${command.replace(/^npx chorus /, '')}`], { cwd: home, encoding: 'utf8' }).stdout
    const said = { stdout: '', stderr: '' }
    const to = (stream: keyof typeof said, end: string) => (text: unknown) => {
      said[stream] += `${String(text)}${end}`
      return true
    }
    vi.spyOn(console, 'log').mockImplementation(to('stdout', '\n'))
    vi.spyOn(console, 'error').mockImplementation(to('stderr', '\n'))
    vi.spyOn(process.stdout, 'write').mockImplementation(to('stdout', ''))
    vi.spyOn(process.stderr, 'write').mockImplementation(to('stderr', ''))
    const before = process.cwd()
    process.chdir(home)
    try {
      return { status: await run(words.split('\0').slice(0, -1), [registerServer]), ...said }
    } finally {
      process.chdir(before)
      process.exitCode = undefined
      vi.restoreAllMocks()
    }
  }

  async function runs(words: string, how: (command: string) => Ended | Promise<Ended> = inThisProcess): Promise<string> {
    const [command = ''] = begins(words)
    const { status, stdout, stderr } = await how(command)
    expect([command, status, stderr.replaceAll(/.*\r/g, '')]).toEqual([command, 0, expect.not.stringMatching(/Error|\[unexpected\]/)])
    return stdout
  }

  // "survey expect" simulates hundreds of people, for a minute: test/unit/cli-expect.test.ts tries it.
  it('names each command once', () => {
    expect(new Set(commands).size).toBe(commands.length)
    expect(commands.length).toBe(13)
  })

  it('begins a survey, which has no error', async () => {
    expect(await runs('npx chorus survey new', shell)).toContain('8 questions and 3 about the person and the check-in, in en')
    expect(await runs('npx chorus survey check')).not.toMatch(/\berror\b/i)
  })

  it('shows its pages', async () => {
    const [command = ''] = begins('npx chorus survey preview')
    const [, , ...args] = command.split(' ')
    const preview = spawn(process.execPath, [CHORUS, ...args, '--port', '0'], { cwd: home, stdio: ['ignore', 'pipe', 'inherit'] })
    // Where the test fails, too: it would keep the whole run from its end.
    onTestFinished(() => {
      preview.kill('SIGKILL')
    })
    const origin = await new Promise<string>((found) => {
      let said = ''
      preview.stdout.on('data', (text: Buffer) => {
        said += text.toString()
        const [, address] = /Open (http\S+)/.exec(said) ?? []
        if (address) found(address)
      })
    })
    const page = await (await fetch(origin)).text()
    expect(page).toContain('Draft: this page follows the folder of the survey.')
    expect(page).toMatch(/<a href="\/s\/\w+">ours<\/a>/)
    preview.kill('SIGINT')
    expect((await once(preview, 'exit'))[0]).toBe(0)
  })

  it('makes a report of made-up answers, and attacks it', async () => {
    await runs('npm run -s made-up-answers', shell)
    await runs('npx chorus tabulate')
    expect(readdirSync(join(home, 'try', 'candidate-made-up-1'))).toEqual(expect.arrayContaining(['report.csv', 'report.html']))
    await runs('npx chorus audit')
    await runs('npx chorus attack')
  })

  it('prints, translates, exports and imports it, and says what changed', async () => {
    const [print = ''] = begins('npx chorus survey print')
    expect((await inThisProcess(`${print} --no-pdf`)).status).toBe(0)
    await runs('npx chorus survey translate')
    await runs('npx chorus survey export')
    cpSync(join(home, 'ours.xlsx'), join(home, 'form.xlsx'))
    await runs('npx chorus survey import')
    mkdirSync(join(home, 'before'))
    cpSync(join(home, 'surveys', 'ours'), join(home, 'before', 'ours'), { recursive: true })
    cpSync(join(home, 'surveys', 'common'), join(home, 'before', 'common'), { recursive: true })
    const english = join(home, 'surveys', 'ours', 'en.yaml')
    writeFileSync(english, readFileSync(english, 'utf8').replace(/^title: .*$/m, 'title: Another name'))
    expect(await runs('npx chorus survey diff')).toContain('Another name')
  })
})

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { backUp } from '#infra/local/server/backup.ts'
import { registerServer } from '#infra/local/server/commands.ts'
import { restore, type ToRestore } from '#infra/local/server/restore.ts'
import { newBackupKey } from '#infra/local/server/sealed-archive.ts'
import { readServeOptions } from '#infra/local/server/serve-options.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import { said } from '#test/said.ts'
import { hardRelease } from '#test/unit/release/hard-words.ts'
import { aFolder } from './local.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const ORIGIN = 'https://survey.example.org'
const PEOPLE = 6

describe('chorus serve', () => {
  const given = { data: 'somewhere', origin: ORIGIN, port: '0', host: '127.0.0.1' }

  it('takes an address that is protected on its way, and answers on this machine alone', () => {
    expect(readServeOptions(given)).toStrictEqual({ dataDir: 'somewhere', publicOrigin: ORIGIN, port: 0 })
    expect(readServeOptions({ ...given, host: '10.0.0.5', proxy: ['10.0.0.4'] }).host).toStrictEqual({
      address: '10.0.0.5',
      peers: ['10.0.0.4'],
    })
  })

  it.each([
    [{ origin: 'http://survey.example.org' }, /not protected on its way/],
    [{ origin: 'survey.example.org' }, /no address/],
    [{ origin: `${ORIGIN}/surveys` }, /without a path/],
    [{ host: '0.0.0.0' }, /name the address of the proxy/],
    [{ port: '99999' }, /no port/],
  ])('refuses %j', (other, message) => {
    expect(() => readServeOptions({ ...given, ...other })).toThrow(message)
  })

  it('refuses data of made-up people', async () => {
    const data = aFolder()
    writeFileSync(join(data, 'made-up.txt'), 'being-heard\n')

    const { code, stderr } = await chorus('serve', '--data', data, '--origin', ORIGIN)

    expect(code).toBe(1)
    expect(stderr).toContain('made-up people have answered in')
  })
})

describe('a machine that serves a survey, and is lost', { timeout: 240_000 }, () => {
  const folder = aFolder()
  const [data = '', again = '', plain = '', file = '', keyFile = ''] = ['data', 'again', 'plain', 'backup.age', 'key.txt'].map((name) =>
    join(folder, name),
  )
  let first: Serving
  let codes: string[]
  const backup = (to: Partial<ToRestore> & { data: string }) => restore({ file, keyFile, noReportSince: true, ...to })

  beforeAll(async () => {
    first = await serveOn(data)
    await chorus('survey', 'open', '--trial', join(ROOT, 'surveys', 'being-heard'), '--data', data)
    codes = await answered(first.origin)
    const { secretFile, recipient } = await newBackupKey()
    writeFileSync(keyFile, secretFile)
    // Such as what the command line keeps for the board.
    mkdirSync(join(data, 'board'), { recursive: true })
    writeFileSync(join(data, 'board', 'kept.txt'), 'kept')
    await backUp({ data: data, recipient, out: file })
    const body = new URLSearchParams({ _code: codes[0] ?? '', _go: 'everything' })
    await fetch(new URL('/withdraw', first.origin), { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } })
  }, 240_000)
  afterAll(() => first.stop())

  it('makes no report of too few people, and says how many it needs', async () => {
    const { code, stdout } = await chorus('report', 'being-heard', '--data', data)

    expect([code, stdout]).toStrictEqual([0, expect.stringContaining('50')])
  })

  it('is backed up, while it runs, into a file that shows nothing of what it holds', () => {
    const sealed = readFileSync(file)

    expect(sealed.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    for (const word of ['being-heard', 'responses', 'chorus-data', 'pepper']) expect(sealed.includes(word)).toBe(false)
    expect(existsSync(join(data, `snapshot-${process.pid}`))).toBe(false)
  })

  it('is tried with another version while it runs, and nothing of the trial is left', async () => {
    const { code, stdout } = await chorus('upgrade-check', '--data', data)

    expect(stdout).toMatch(/The survey being-heard [0-9a-f]{12} can be read\./)
    expect(stdout).toContain('This version goes on with it.')
    expect([code, existsSync(join(data, 'database')), readdirSync(data).filter((name) => name.startsWith('snapshot'))]).toStrictEqual([
      0,
      true,
      [],
    ])
  })

  it('is not restored with another key, or from a file with one changed byte, and leaves nothing behind', async () => {
    const other = join(folder, 'other.txt')
    writeFileSync(other, (await newBackupKey()).secretFile)
    const damaged = join(folder, 'damaged.age')
    const bytes = readFileSync(file)
    bytes[bytes.length - 40] = (bytes.at(-40) ?? 0) ^ 1
    writeFileSync(damaged, bytes)

    await expect(backup({ data: join(folder, 'none'), keyFile: other })).rejects.toThrow('could not be opened')
    await expect(backup({ data: join(folder, 'none'), file: damaged })).rejects.toThrow('could not be opened')
    expect([join(folder, 'none'), join(folder, '.none.coming')].filter((each) => existsSync(each))).toStrictEqual([])
  })

  it('comes back with every answer, without what was withdrawn since, and makes no report where one may have been made since', async () => {
    await first.stop()
    await backup({ data: again, last: data, noReportSince: false })
    await backup({ data: plain })
    expect(await storedResponses(plain)).toHaveLength(codes.length)
    expect(readFileSync(join(plain, 'board', 'kept.txt'), 'utf8')).toBe('kept')
    const ofARun = ['log.jsonl', 'steward.env', 'functions', 'partials', 'lock', 'control.sock']
    expect(readdirSync(plain).filter((name) => ofARun.includes(name))).toStrictEqual([])

    await damageSurvey(plain)
    writeReport(join(plain, 'candidates', 'as-made'), hardRelease().files)
    writeReport(join(plain, 'candidates', 'worded-otherwise'), wordedOtherwise(hardRelease().files))
    writeReport(join(plain, 'candidates', 'damaged'), new Map([...hardRelease().files, ['report.csv', new Uint8Array()]]))
    const tried = await chorus('upgrade-check', '--data', plain)
    expect([tried.code, tried.stdout]).toStrictEqual([1, expect.stringMatching(/The survey being-heard [0-9a-f]{12} cannot be read: /)])
    for (const name of ['as-made', 'worded-otherwise'])
      expect(tried.stdout).toContain(`The numbers of the report ${name} can be read, so its series goes on.`)
    expect(tried.stdout).toMatch(/The numbers of the report damaged cannot be read, so its series cannot go on: .*report\.csv/)

    const serving = await serveOn(again)
    const { code, stderr } = await chorus('report', 'being-heard', '--data', again)
    await serving.stop()

    expect([code, stderr]).toStrictEqual([1, expect.stringContaining('no-further-reports.txt')])
    const left = await storedResponses(data)
    expect(left).toHaveLength(codes.length - 1)
    expect(await storedResponses(again)).toStrictEqual(left)
  })
})

function writeReport(to: string, files: Files): void {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(to, name)), { recursive: true })
    writeFileSync(join(to, name), bytes)
  }
}

/** The same report as a version makes it that has another word on its pages: whole, by its own sums. */
function wordedOtherwise(files: Files): Files {
  const page = Buffer.from(files.get('report.html') ?? [])
    .toString()
    .replace('</h1>', ' (a word more)</h1>')
  const changed = new Map([...files, ['report.html', Buffer.from(page)]])
  const lines = [...changed]
    .filter(([name]) => name !== SUMS)
    .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)
  return new Map([...changed, [SUMS, Buffer.from(lines.join(''))]])
}

/** In this process, which spares it the second that a process of its own takes to start. */
function chorus(...args: readonly string[]) {
  return said(args, [registerServer])
}

type Serving = { readonly origin: URL; stop(): Promise<void> }

async function serveOn(data: string): Promise<Serving> {
  const child = spawn(process.execPath, [join(ROOT, 'cli', 'chorus.mjs'), 'serve', '--data', data, '--origin', ORIGIN, '--port', '0'], {
    cwd: ROOT,
  })
  const ended = once(child, 'close')
  let printed = ''
  const origin = await new Promise<URL>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /Serving \S+ on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)
      if (found) resolve(new URL(found[1] ?? ''))
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    ended.then(() => reject(new Error(`it ended without serving:\n${printed}`)), reject)
  })
  return {
    origin,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function answered(origin: URL): Promise<string[]> {
  const survey = await readSurvey(join(ROOT, 'surveys', 'being-heard'))
  const codes: string[] = []
  const onReceipt = (_: number, code: string) => codes.push(code)
  const habit = { mode: 'one-page', withdraws: 0 } as const
  await simulate({ origin, survey, seed: 'one machine', people: PEOPLE, habit, clients: 2, now: () => new Date(), onReceipt })
  return [...new Set(codes)]
}

/** The keys of the responses in a database that nothing runs on. */
async function storedResponses(data: string): Promise<string[]> {
  const level = new ClassicLevel<string, string>(join(data, 'database'), { compression: false })
  const keys = await level.keys({ gte: 'item-responses~', lt: 'item-responses\u007f' }).all()
  await level.close()
  return keys
}

/** Changes one letter of what is stored of a survey, as a version that reads surveys otherwise would find it. */
async function damageSurvey(data: string): Promise<void> {
  const level = new ClassicLevel<string, string>(join(data, 'database'), { compression: false })
  for await (const [key, value] of level.iterator({ gte: 'item-community~', lt: 'item-community\u007f' })) {
    const changed = value.replace(/("B":"[A-Za-z0-9+/]{500})(.)/, (_, before, letter) => `${before}${letter === 'A' ? 'B' : 'A'}`)
    if (changed !== value) await level.put(key, changed)
  }
  await level.close()
}

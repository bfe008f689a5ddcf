import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '#test/free-port.ts'
import { aFolder } from '#test/infra/local.ts'
import { commandOf, missingNote, PROGRAMS } from './programs.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const DOCS = readFileSync(join(ROOT, 'docs', 'one-machine.md'), 'utf8')
const NAME = 'survey.example.org'

/** The block of the document that comes after these words. */
function blockAfter(words: string): string {
  const [, block] = /```\w*\n([\s\S]*?)```/.exec(DOCS.slice(DOCS.indexOf(words))) ?? []
  if (block === undefined) throw new Error(`docs/one-machine.md has no block after "${words}"`)
  return block
}

const running: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of running.toReversed()) await stop()
})

type Started = { /** Ends it, and gives all that it printed. */ readonly stop: () => Promise<string> }

/** Starts a program and waits until it has printed this. */
async function started(command: string, args: readonly string[], until: RegExp, env = process.env): Promise<Started> {
  const child = spawn(command, args, { cwd: ROOT, env })
  const ended = once(child, 'close')
  let printed = ''
  const stop = async () => {
    child.kill()
    await ended
    return printed
  }
  running.push(stop)
  await new Promise<void>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      printed += chunk.toString()
      if (until.test(printed)) resolve()
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    ended.then(() => reject(new Error(`${command} ended:\n${printed}`)), reject)
  })
  return { stop }
}

/** A page, asked for as a browser does that trusts the certificate. */
function pageThrough(port: number, path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { host: '127.0.0.1', port, path, servername: NAME, headers: { host: NAME }, rejectUnauthorized: false },
      (response) => {
        response.toArray().then((chunks) => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() }), reject)
      },
    )
    asking.on('error', reject)
    asking.end()
  })
}

describe('the settings of docs/one-machine.md', () => {
  const caddy = commandOf(PROGRAMS.caddy)
  it.skipIf(caddy === undefined)(`let people in through Caddy, which writes down nobody${missingNote(PROGRAMS.caddy, caddy)}`, async () => {
    const folder = aFolder()
    const [inside, outside] = [await freePort(), await freePort()]
    // All that a test must have otherwise: another port, and a certificate of its own making.
    const options = `{\n\tadmin off\n\tauto_https disable_redirects\n\thttps_port ${outside}\n\tlocal_certs\n\tskip_install_trust\n}\n`
    writeFileSync(join(folder, 'Caddyfile'), options + blockAfter('`/etc/caddy/Caddyfile`').replace('8321', String(inside)))
    const data = join(folder, 'data')
    await started(
      process.execPath,
      [join(ROOT, 'cli', 'chorus.mjs'), 'serve', '--data', data, '--origin', `https://${NAME}`, '--port', String(inside)],
      /No survey is open/,
    )
    const home = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
    const proxy = await started(
      caddy ?? '',
      ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
      /certificate obtained successfully/,
      home,
    )

    const support = await pageThrough(outside, '/support')
    const missing = await pageThrough(outside, '/s/looked-for-by-one-person')

    expect([support.status, missing.status]).toStrictEqual([200, 404])
    expect(support.body).toContain('</html>')
    expect(await proxy.stop()).not.toContain('looked-for-by-one-person')
  })

  const systemd = commandOf(PROGRAMS.systemd)
  it.skipIf(systemd === undefined)(`are a unit that systemd knows every word of${missingNote(PROGRAMS.systemd, systemd)}`, () => {
    const unit = blockAfter('`/etc/systemd/system/chorus.service`')
    const path = join(aFolder(), 'chorus.service')
    const complaints = (text: string) => {
      writeFileSync(path, text)
      const { stderr } = spawnSync(systemd ?? '', ['verify', '--man=no', path], { encoding: 'utf8' })
      return stderr.split('\n').filter((line) => /Unknown|Failed to parse|Invalid|not absolute/i.test(line))
    }

    expect(complaints(unit)).toStrictEqual([])
    expect(complaints(unit.replace('NoNewPrivileges=true', 'NoNewPrivilege=true'))).not.toStrictEqual([])
  })
})

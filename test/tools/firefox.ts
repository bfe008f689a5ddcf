import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'

/** Goes on where it was, writes that down every second, and talks to nobody but the pages. */
const PREFERENCES = {
  // Else a browser that is driven from outside keeps nothing of where it was.
  'remote.prefs.recommended': false,
  'browser.startup.page': 3,
  'browser.sessionstore.interval': 1000,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
}
const TRY_AGAIN_MS = 100
const MOST_MS = 60_000

const answer = z.union([
  z.object({ type: z.literal('success'), id: z.int(), result: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.int(), message: z.string() }),
  z.object({ type: z.literal('event') }),
])
const tree = z.object({ contexts: z.array(z.object({ context: z.string() })).min(1) })
const evaluated = z.object({ type: z.literal('success'), result: z.object({ value: z.union([z.string(), z.boolean()]).optional() }) })

/** The command of a Firefox on this machine. */
export function findFirefox(): string | undefined {
  return ['firefox-esr', 'firefox'].find((name) => spawnSync(name, ['--version']).status === 0)
}

/** A Firefox on a profile, over WebDriver BiDi: what it leaves in the profile is what a person's browser leaves on a device. */
export class Firefox {
  readonly #process: ChildProcess
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(failed: Error): void }>()
  #calls = 0
  #tab = ''

  static async open(command: string, profile: string): Promise<Firefox> {
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    await writeFile(join(profile, 'user.js'), lines.join(''))
    const child = spawn(command, ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: profile },
    })
    const socket = new WebSocket(`${await addressOf(child)}/session`)
    await once(socket, 'open')
    const firefox = new Firefox(child, socket)
    await firefox.#call('session.new', { capabilities: {} })
    firefox.#tab = tree.parse(await firefox.#call('browsingContext.getTree', {})).contexts[0]?.context ?? ''
    return firefox
  }

  private constructor(child: ChildProcess, socket: WebSocket) {
    this.#process = child
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const said = answer.parse(JSON.parse(z.string().parse(data)))
      if (said.type === 'event') return
      if (said.type === 'success') this.#waiting.get(said.id)?.resolve(said.result)
      else this.#waiting.get(said.id)?.reject(new Error(said.message))
      this.#waiting.delete(said.id)
    })
  }

  async go(url: string): Promise<void> {
    await this.#call('browsingContext.navigate', { context: this.#tab, url, wait: 'complete' })
  }

  /** The value of an expression in the page. */
  async run(expression: string): Promise<string | boolean | undefined> {
    const said = await this.#call('script.evaluate', { expression, target: { context: this.#tab }, awaitPromise: false })
    return evaluated.parse(said).result.value
  }

  /** Waits until it is true, over the pages that come in between. */
  async until(expression: string): Promise<void> {
    const before = performance.now()
    while ((await this.run(expression).catch(() => false)) !== true) {
      if (performance.now() - before > MOST_MS) throw new Error(`never came true: ${expression}`)
      await pause(TRY_AGAIN_MS)
    }
  }

  /** With the keyboard, as a person does. */
  async type(selector: string, text: string): Promise<void> {
    await this.run(`document.querySelector(${JSON.stringify(selector)}).focus()`)
    const keys = [...text].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })))
    await this.#call('input.performActions', { context: this.#tab, actions: [{ type: 'key', id: 'keyboard', actions: keys }] })
  }

  /** As a person closes it: it writes down where it was. */
  async close(): Promise<void> {
    const ended = once(this.#process, 'exit')
    await this.#call('browser.close', {})
    await ended
  }

  #call(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    const id = this.#calls++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(chunk)
    const found = /ws:\/\/\S+/.exec(said)?.[0]
    if (found) {
      stderr?.resume()
      return found
    }
  }
  throw new Error(`Firefox did not start: ${said}`)
}

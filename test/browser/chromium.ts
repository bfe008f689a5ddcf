import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { headlessShell, SOURCES } from './chromium-sources.ts'
import { findChromium } from './find-chromium.ts'

/** Set by `chromium-for-all.ts`, for every process of a test run: the path of the Chromium that was found, or why there is none. */
const FOUND = 'CHORUS_TEST_CHROMIUM'
const MISSING = 'CHORUS_TEST_NO_CHROMIUM'
/** The path of a headless shell, where there is one. */
const SHELL = 'CHORUS_TEST_HEADLESS_SHELL'

/** Finds a Chromium, or installs one, once for this process and those that it starts. Gives a line that says which, or why there is none. */
export async function settleChromium(): Promise<string> {
  try {
    const { path, said } = await findChromium(SOURCES, assertStarts, say)
    process.env[FOUND] = path
    const shell = await headlessShell(process.env, assertStarts)
    if (shell === undefined) return said
    process.env[SHELL] = shell
    return `${said}, and ${shell} for pages that nobody goes back from`
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    process.env[MISSING] = why
    return why
  }
}

/** A headless Chromium that talks to nobody but the pages. Installs one when there is none; throws with every reason when that fails too. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return launch(await settledPath(), more)
}

/**
 * The headless shell where there is one: the same engine without windows and menus. It takes half the processor time of Chromium, and a
 * whole test a fifth less. It goes back in the history otherwise than a person's browser does, so tests that press Back take `launchChromium`.
 */
export async function launchShell(): Promise<Browser> {
  const path = await settledPath()
  return launch(process.env[SHELL] ?? path, [])
}

/** Chromium on a profile of its own, a folder that stays when it is closed: all that a person's browser would leave on a device. */
export async function launchOnProfile(
  profile: string,
  { args = [], ...options }: BrowserContextOptions & { readonly args?: readonly string[] } = {},
): Promise<BrowserContext> {
  const executablePath = await settledPath()
  return chromium.launchPersistentContext(profile, { executablePath, args: argsWith(args), ...options })
}

async function settledPath(): Promise<string> {
  if (process.env[FOUND] === undefined && process.env[MISSING] === undefined) say(await settleChromium())
  const path = process.env[FOUND]
  if (path === undefined) throw new Error(process.env[MISSING])
  return path
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function assertStarts(path: string): Promise<void> {
  const browser = await launch(path, [])
  try {
    const page = await browser.newPage()
    await page.setContent('<title>it starts</title>')
  } finally {
    await browser.close()
  }
}

function launch(executablePath: string, more: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath, args: argsWith(more) })
}

function argsWith(more: readonly string[]): string[] {
  const isRoot = process.getuid?.() === 0
  return [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // Grey edges of letters: the same on every machine, and smaller pictures.
    '--disable-lcd-text',
    ...more,
    // Chromium refuses its sandbox to root, as whom it runs in containers.
    ...(isRoot ? ['--no-sandbox'] : []),
  ]
}

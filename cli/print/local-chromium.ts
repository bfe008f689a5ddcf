import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { CodedError } from '#shared/problem.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const APPLICATIONS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
const TWO_MINUTES = 120_000

const run = promisify(execFile)

/** The Chromium that the variable CHROMIUM names. Throws with the reason where there is none. */
export function chromiumNamed(variables: Readonly<Record<string, string | undefined>>): string[] {
  const { CHROMIUM: path } = variables
  if (!path) throw new CodedError('print-pdf', 'CHROMIUM is not set')
  if (!isExecutable(path)) throw new CodedError('print-pdf', `CHROMIUM is ${path}, which is not a program`)
  return [path]
}

/** Every Chromium of this machine, those on the PATH first. Throws with the reason where there is none. */
export function chromiumHere(variables: Readonly<Record<string, string | undefined>>): string[] {
  const folders = (variables.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const found = [...onPath, ...APPLICATIONS].filter(isExecutable)
  if (found.length === 0) throw new CodedError('print-pdf', `there is no ${NAMES.join(', ')}`)
  return found
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Prints a page of this machine to a PDF, on a profile that goes with it. Throws with what Chromium says where it fails. */
export async function printToPdf(chromium: string, page: string, pdf: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'chorus-print-'))
  // Chromium refuses its sandbox to root; the page is our own, and has no script.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const quiet = ['--headless', '--disable-gpu', '--disable-background-networking', '--no-first-run', `--user-data-dir=${profile}`]
  try {
    await run(chromium, [...sandbox, ...quiet, '--no-pdf-header-footer', `--print-to-pdf=${pdf}`, pathToFileURL(page).href], {
      timeout: TWO_MINUTES,
    })
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
}

import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  chromium.executablePath(),
]

/** A headless Chromium that talks to nobody but the pages. Throws with a remedy when there is none on this machine. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = PLACES.find((path) => path !== undefined && isExecutable(path))
  if (!executablePath) {
    throw new Error(
      'These tests need Chromium, and there is none here. Install it (on Debian as root: apt-get install chromium; elsewhere: npx playwright-core install chromium), or set CHROMIUM to the path of one.',
    )
  }
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Grey edges of letters: the same on every machine, and smaller pictures.
      '--disable-lcd-text',
      ...more,
      // Chromium refuses its sandbox to root, as whom it runs in containers.
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

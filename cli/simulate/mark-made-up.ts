import { appendFile, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { MADE_UP_FILE } from '#shared/release/standing.ts'

/**
 * Notes in the data folder of the deployment that serves `url` that made-up people answer a study, so that every report on it
 * says so. False when the folder is of no running deployment, or of another one: then nothing is noted.
 */
export async function markMadeUp(dataDir: string, url: URL, study: string): Promise<boolean> {
  const folder = resolve(dataDir)
  const steward = await readFile(join(folder, 'steward.env'), 'utf8').catch(() => '')
  const { CHORUS_ORIGIN } = parseEnv(steward)
  if (CHORUS_ORIGIN === undefined || !isSame(new URL(CHORUS_ORIGIN), url)) return false
  await appendFile(join(folder, MADE_UP_FILE), `${study}\n`, { mode: 0o600 })
  return true
}

/** localhost is another name of 127.0.0.1. */
function isSame(a: URL, b: URL): boolean {
  const plain = ({ protocol, host }: URL) => `${protocol}//${host.replace(/^localhost(?=:|$)/, '127.0.0.1')}`
  return plain(a) === plain(b)
}

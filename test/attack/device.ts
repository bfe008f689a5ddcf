import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { filesUnder, searchBytes } from './search.ts'

type Unpack = (bytes: Uint8Array) => Uint8Array

/** Folders in which browsers keep their profiles, on a device that somebody else gets hold of. They are removed after the tests of a file. */
export function deviceOf(browser: string, unpack: Unpack = (bytes) => bytes) {
  const profiles: string[] = []
  afterAll(() => Promise.all(profiles.map((profile) => rm(profile, { recursive: true, force: true }))))
  return {
    async aProfile(): Promise<string> {
      const profile = await mkdtemp(join(tmpdir(), `chorus-${browser}-`))
      profiles.push(profile)
      return profile
    },
    /** Where in a profile any of these texts lies, in whatever form. */
    async foundIn(profile: string, secrets: readonly string[]): Promise<string[]> {
      const files = (await filesUnder(profile)).map(([where, bytes]): [string, Uint8Array] => [where, unpack(bytes)])
      return searchBytes(files, secrets).map(({ where, what, as }) => `${what} as ${as} in ${where}`)
    },
  }
}

/** Serves one page of HTML at this address, until the work with it is done. */
export async function withOnePage(
  html: string,
  headers: Readonly<Record<string, string>>,
  work: (address: string) => Promise<void>,
): Promise<void> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  try {
    await work(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
  } finally {
    server.close()
  }
}

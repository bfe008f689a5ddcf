import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'

/** For each test of a file: a folder of its own, and all that a command prints, which nobody else sees. */
export function commandTalk(name: string): { readonly folder: string; said: string } {
  const talk = { folder: '', said: '' }
  beforeEach(async () => {
    talk.folder = await mkdtemp(join(tmpdir(), `chorus-${name}-`))
    talk.said = ''
    const listen = (text: unknown) => {
      talk.said += `${String(text)}\n`
      return true
    }
    vi.spyOn(console, 'log').mockImplementation(listen)
    vi.spyOn(console, 'error').mockImplementation(listen)
    vi.spyOn(process.stderr, 'write').mockImplementation(listen)
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    process.exitCode = undefined
    await rm(talk.folder, { recursive: true })
  })
  return talk
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const CHORUS = join(import.meta.dirname, '..', '..', 'cli', 'chorus.mjs')
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false
const without = hasScript ? '' : ' (not tried: there is no "script" of util-linux, which makes a terminal)'

describe.skipIf(!hasScript)(`chorus survey new in a real terminal${without}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'chorus-terminal-'))
  afterAll(() => rmSync(home, { recursive: true }))

  const inTerminal = (folder: string, typed: string) =>
    spawnSync('script', ['-qec', `"${process.execPath}" "${CHORUS}" survey new "${folder}"`, '/dev/null'], {
      input: typed,
      encoding: 'utf8',
    })

  it('asks, and writes what was said', () => {
    const folder = join(home, 'surveys', 'ours')
    const { status, stdout } = inTerminal(folder, '\nOur questions\nen,xx\nen,es\nVoices Leeds\n\n\nOur members\n\n\nGB,*\n')

    expect([status, stdout]).toEqual([0, expect.stringContaining('8 questions and 3 about the person and the check-in, in en, es')])
    expect(stdout).toContain('The pages do not speak "xx" yet')
    expect(readFileSync(join(folder, 'en.yaml'), 'utf8')).toContain('title: Our questions')
    expect(readFileSync(join(folder, 'es.yaml'), 'utf8')).toContain('Voices Leeds')
  })

  it('writes nothing when somebody leaves with Ctrl-D', () => {
    const { status, stdout } = inTerminal(join(home, 'left'), '\nOurs\n\u0004')

    expect([status, stdout]).toEqual([1, expect.stringContaining('nothing was written')])
    expect(existsSync(join(home, 'left')) ? readdirSync(join(home, 'left')) : []).toEqual([])
  })
})

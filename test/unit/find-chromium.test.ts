import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { headlessShell } from '#test/browser/chromium-sources.ts'
import { findChromium, type Source } from '#test/browser/find-chromium.ts'

const has = (name: string, ...paths: string[]): Source => ({ name, paths: async () => paths })
const lacks = (name: string, why: string, installing?: string): Source => ({
  name,
  ...(installing === undefined ? {} : { installing }),
  paths: () => Promise.reject(new Error(why)),
})
const starts = async (path: string) => {
  if (path.startsWith('broken')) throw new Error('libnss3.so is missing\nand a long trace')
}

describe('the search for a Chromium', () => {
  it('takes the first that starts, and says in one line which and from where', async () => {
    const asked: string[] = []
    const installs: Source = { name: 'installed', paths: async () => asked.splice(0, 0, 'installed') }

    const { path, said } = await findChromium([lacks('variable', 'not set'), has('path', 'broken-1', 'good'), installs], starts, () => {})

    expect(path).toBe('good')
    expect(said).toBe('Chromium for the browser tests: good (path)')
    expect(asked).toEqual([])
  })

  it('says what it waits for before it installs anything', async () => {
    const waits: string[] = []
    const sources = [has('path', 'broken'), { ...has('package', 'good'), installing: 'a package' }]

    await findChromium(sources, starts, (what) => waits.push(what))

    expect(waits).toEqual(['No Chromium here yet. Trying a package ...'])
  })

  it('fails only when every way has failed, with the reason of each', async () => {
    const sources = [
      lacks('variable', 'CHROMIUM is not set'),
      has('path', 'broken'),
      lacks('package', 'only root may install packages', 'apt'),
    ]

    await expect(findChromium(sources, starts, () => {})).rejects.toThrow(
      [
        'The browser tests need Chromium, and none could be had. Install one, or set CHROMIUM to the path of one.',
        '  variable: CHROMIUM is not set',
        '  path: broken does not start (libnss3.so is missing)',
        '  package: only root may install packages',
      ].join('\n'),
    )
  })
})

describe('the headless shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-shell-'))
  const shell = join(folder, 'chromium-headless-shell')
  writeFileSync(shell, '')
  chmodSync(shell, 0o755)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is used where the PATH has one that starts', async () => {
    expect(await headlessShell({ PATH: `/nowhere:${folder}` }, starts)).toBe(shell)
  })

  it('is not used where another Chromium was asked for, where there is none, or where it does not start', async () => {
    expect(await headlessShell({ PATH: folder, CHROMIUM: '/opt/chrome' }, starts)).toBeUndefined()
    expect(await headlessShell({ PATH: '/nowhere' }, starts)).toBeUndefined()
    expect(await headlessShell({ PATH: folder }, () => Promise.reject(new Error('a library is missing')))).toBeUndefined()
  })
})

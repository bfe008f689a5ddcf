import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MARKER, openDataFolder } from '#infra/local/data-folder.ts'
import { FORMAT } from '#infra/local/data-format.ts'
import { aFolder } from './local.ts'

/** A data folder as another version left it. */
function madeWith(marker: string, ...files: readonly string[]): string {
  const folder = join(aFolder(), 'data')
  mkdirSync(join(folder, 'secrets'), { recursive: true })
  writeFileSync(join(folder, MARKER), marker)
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), 'kept')
  }
  return folder
}

describe('a data folder', () => {
  it('says its format from its first day, and opens again', async () => {
    const path = join(aFolder(), 'data')
    await openDataFolder(path)
    mkdirSync(join(path, 'secrets'))

    expect(readFileSync(join(path, MARKER), 'utf8')).toContain(`Format ${FORMAT}.`)
    expect((await openDataFolder(path)).root).toContain('data')
  })

  it.each([
    ['a newer Chorus', `Data.\nFormat ${FORMAT + 1}.\n`, []],
    ['an older Chorus', 'Data.\nFormat 1.\n', []],
    ['an older Chorus', 'This folder is the data of a Chorus deployment.\n', ['secrets/pepper.key']],
    ['an older Chorus', 'This folder is the data of a Chorus deployment.\n', ['secrets/responseKey.key', 'board/founding-charter.sha256']],
  ])('of %s is refused as it is (%#)', async (whose, marker, files) => {
    const folder = madeWith(marker, ...files)
    const before = readdirSync(folder, { recursive: true })

    await expect(openDataFolder(folder)).rejects.toThrow(whose)
    expect(readdirSync(folder, { recursive: true })).toStrictEqual(before)
    expect(readFileSync(join(folder, MARKER), 'utf8')).toBe(marker)
  })

  it('from before formats had numbers is used as it is where nothing in it changed', async () => {
    const folder = madeWith('This folder is the data of a Chorus deployment.\n', 'secrets/responseKey.key')

    await openDataFolder(folder)

    expect(existsSync(join(folder, 'candidates'))).toBe(true)
  })
})

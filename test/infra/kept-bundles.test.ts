import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { bundleFunction } from '#infra/bundle-function.ts'
import { fromKept } from '#infra/kept-bundles.ts'
import { aFolder } from './local.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const sources = aFolder()
const entry = relative(ROOT, join(sources, 'entry.ts'))
const kept = join(ROOT, 'node_modules', '.cache', 'chorus-functions', entry.replaceAll(/\W/g, '-'))
afterAll(() => rmSync(kept, { recursive: true, force: true }))

function write(said: string): void {
  writeFileSync(join(sources, 'part.ts'), `export const said = '${said}'\n`)
  writeFileSync(join(sources, 'entry.ts'), "import { said } from './part.ts'\nexport const handler = () => said\n")
}

/** The answer of the function in a bundle; each is built into a folder of its own. */
async function answerOf(folder: string): Promise<unknown> {
  const { path } = await bundleFunction('retain', folder, entry)
  const { handler } = await import(path)
  return handler()
}

it('a function is built from its files as they are: again when one of them has changed, and copied when none has', async () => {
  write('before')
  expect(await fromKept(entry, join(sources, 'none'))).toBeUndefined()
  expect(await answerOf(join(sources, 'first'))).toBe('before')
  expect(await fromKept(entry, join(sources, 'copied'))).toBeDefined()
  for (const name of readdirSync(join(sources, 'first', 'retain'))) {
    expect(readFileSync(join(sources, 'copied', name), 'utf8')).toBe(readFileSync(join(sources, 'first', 'retain', name), 'utf8'))
  }

  writeFileSync(join(sources, 'part.ts'), "export const said = 'after'\n")
  expect(await fromKept(entry, join(sources, 'stale'))).toBeUndefined()
  expect(await answerOf(join(sources, 'second'))).toBe('after')
  expect(readdirSync(kept)).toHaveLength(2)
})

it('what was kept and is damaged, or belongs to another checkout, is not used, and leaves nothing in the way', async () => {
  write('whole')
  expect(await answerOf(join(sources, 'third'))).toBe('whole')
  const [folder = ''] = readdirSync(kept).filter((name) => name !== 'kept.json')
  writeFileSync(join(kept, folder, 'index.mjs'), '')
  writeFileSync(join(kept, folder, 'left.mjs'), '')
  expect(await answerOf(join(sources, 'fourth'))).toBe('whole')
  expect(readdirSync(join(sources, 'fourth', 'retain')).toSorted()).toEqual(['index.mjs', 'index.mjs.map'])

  const note = join(kept, 'kept.json')
  writeFileSync(note, readFileSync(note, 'utf8').replace(JSON.stringify(ROOT), '"/elsewhere"'))
  expect(await fromKept(entry, join(sources, 'fifth'))).toBeUndefined()
})

it('where nothing can be kept, a function is built all the same', async () => {
  write('again')
  rmSync(kept, { recursive: true, force: true })
  mkdirSync(join(kept, '..'), { recursive: true })
  writeFileSync(kept, 'a file where a folder should be')
  expect(await answerOf(join(sources, 'sixth'))).toBe('again')
})

it('a source map names the files of this checkout wherever it is copied to', async () => {
  write('mapped')
  await bundleFunction('retain', join(sources, 'seventh'), entry)
  await bundleFunction('retain', join(sources, 'deeper', 'still', 'eighth'), entry)
  const maps = ['seventh', 'deeper/still/eighth'].map((folder) => readFileSync(join(sources, folder, 'retain', 'index.mjs.map'), 'utf8'))

  expect(JSON.parse(maps[0] ?? '').sources).toEqual([`file://${join(sources, 'part.ts')}`, `file://${join(sources, 'entry.ts')}`])
  expect(maps[1]).toBe(maps[0])
})

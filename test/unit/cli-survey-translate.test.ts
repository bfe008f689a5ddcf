import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { beforeEach, describe, expect, it } from 'vitest'
import { run } from '#cli/main.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { commandTalk } from './command-talk.ts'

const talk = commandTalk('translate')
beforeEach(async () => {
  await run(['survey', 'new', join(talk.folder, 'ours'), '--quiet'])
  talk.said = ''
})

const at = (name: string) => join(talk.folder, 'ours', name)
const translate = () => run(['survey', 'translate', join(talk.folder, 'ours'), '--to', 'es'])

type Row = Record<string, string>
async function sheet(): Promise<Row[]> {
  return Papa.parse<Row>((await readFile(at('es.csv'), 'utf8')).replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data
}

/** The sheet as a translator's spreadsheet saves it: with semicolons. */
async function fillIn(change: (row: Row) => string): Promise<void> {
  const rows = (await sheet()).map((row) => ({ ...row, target: change(row) }))
  await writeFile(at('es.csv'), Papa.unparse(rows, { delimiter: ';', newline: '\r\n' }))
}

describe('chorus survey translate', () => {
  it('makes a sheet with every text, what to know about it, and an empty place for the translation', async () => {
    expect(await translate()).toBe(0)

    const rows = await sheet()
    const row = rows.find(({ key }) => key === 'questions/again/options/maybe')
    expect(row).toMatchObject({
      source: 'Maybe',
      note: 'An answer to: Would you look for support there again?',
      target: '',
      state: 'missing',
    })
    expect(rows.some(({ key }) => key === 'survey.yaml/release/cadence')).toBe(true)
    expect(talk.said).toContain(`${rows.length} texts, ${rows.length - 2} missing, 0 stale`)
  })

  it('takes the sheet back into a language that loads, and writes no file while a text is missing', async () => {
    await translate()
    await fillIn(({ key, source }) => (key === 'title' ? '' : `ES ${source}`))
    await translate()
    expect(talk.said).toContain('missing  title')
    await expect(readFile(at('es.yaml'))).rejects.toThrow('ENOENT')

    await fillIn(({ target, source }) => target || `ES ${source}`)
    await translate()

    const { languages, texts, release } = await readSurvey(join(talk.folder, 'ours'))
    expect(languages).toEqual(['en', 'es'])
    expect(texts.es).toMatchObject({ title: 'ES Our survey', reviewed: 'unreviewed', questions: { again: { options: { yes: 'ES Yes' } } } })
    expect(release.cadence.es).toMatch(/^ES Once/)
  })

  it('says which translations are stale after the original has changed, until somebody writes them anew or says that they fit', async () => {
    await translate()
    await fillIn(({ source }) => `ES ${source}`)
    await translate()
    const english = (await readFile(at('en.yaml'), 'utf8'))
      .replace('What else should we know?', 'What else would you like to say?')
      .replace('title: Our survey', 'title: My survey')
    await writeFile(at('en.yaml'), english)
    await translate()
    await translate()
    const staleNow = async () => (await sheet()).filter(({ state }) => state === 'stale').map(({ key }) => key)
    expect(await staleNow()).toEqual(['title', 'questions/words/text'])

    await fillIn(({ key, target }) => (key === 'title' ? 'Mi encuesta' : (target ?? '')))
    await translate()

    expect(await staleNow()).toEqual(['questions/words/text'])
    expect((await readSurvey(join(talk.folder, 'ours'))).texts.es?.title).toBe('Mi encuesta')
  })

  it('refuses a sheet without its columns, and the language of the originals', async () => {
    await writeFile(at('es.csv'), 'a;b\n1;2\n')
    expect(await translate()).toBe(1)
    expect(talk.said).toContain('the sheet has no column key, target, made_from')
    expect(await run(['survey', 'translate', join(talk.folder, 'ours'), '--to', 'en'])).toBe(1)
  })
})

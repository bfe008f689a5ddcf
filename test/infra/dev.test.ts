import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DevDeployment, startDev } from '#infra/local/dev/dev-deployment.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { aFolder } from './local.ts'

const TITLE = 'Being heard'

describe('npm run dev', () => {
  const [dataDir, surveys, code] = [aFolder(), aFolder(), aFolder()]
  const english = join(surveys, 'being-heard', 'en.yaml')
  const entry = join(code, 'entry.ts')
  const said: string[] = []
  let dev: DevDeployment
  beforeAll(async () => {
    for (const name of ['being-heard', 'common']) cpSync(join('surveys', name), join(surveys, name), { recursive: true })
    writeFileSync(entry, `export { handler } from '${join(process.cwd(), 'functions/respond/handler.ts')}'\n`)
    dev = await startDev({
      dataDir,
      port: 0,
      surveys,
      code: [code],
      entries: { respond: relative(process.cwd(), entry) },
      say: (line) => said.push(line),
    })
  })
  afterAll(() => dev.stop())

  /** Whether the start page holds a text: a whole page in a message would hide what failed. */
  const shows = async (text: string) => {
    const answer = await fetch(`${dev.origin}/s/${linkOf('being-heard')}`)
    return (await answer.text()).includes(text)
  }
  const soon = (text: string) => vi.waitFor(async () => expect(await shows(text)).toBe(true), { timeout: 20_000 })
  const edit = (path: string, from: string, to: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))

  it('shows every survey of the folder, marked as a draft', async () => {
    expect([...dev.shown]).toEqual([['being-heard', 'being-heard']])
    expect(await shows(`<h1>${TITLE}</h1>`)).toBe(true)
    expect(await shows('Draft: this page follows the folder')).toBe(true)
    expect(await shows('This is a trial of the survey.')).toBe(true)
    expect(said).toContain(`GET /s/${linkOf('being-heard')} 200`)
  })

  it('shows a changed text of a survey at the next request', async () => {
    edit(english, `title: ${TITLE}`, 'title: Being heard & changed')

    await soon('Being heard &amp; changed')
  })

  it('shows what is wrong in a folder on the page, with the last version that was right', async () => {
    edit(english, 'title: ', 'titel: ')

    await soon('unknown key &#34;titel&#34;')
    expect(await shows('Being heard &amp; changed')).toBe(true)
    expect(said.join()).toContain('being-heard/en.yaml:')
  })

  it('keeps serving what it had when a function cannot be built, and says why', async () => {
    writeFileSync(entry, 'export const handler = (')

    await vi.waitFor(() => expect(said.join()).toContain('entry.ts:1'), { timeout: 20_000 })
    expect(await shows('Being heard &amp; changed')).toBe(true)
  })

  it('serves a function as its source is now', async () => {
    writeFileSync(entry, "export const handler = async () => ({ statusCode: 200, body: 'as it is now' })\n")

    await soon('as it is now')
  })
})

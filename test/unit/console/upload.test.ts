import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import { filesOf, STRUCTURE, swap, WORDING } from '../survey/sample.ts'
import { boardTown, textOf } from './helpers/board-town.ts'

type Town = Awaited<ReturnType<typeof boardTown>>
type Posted = Readonly<Record<string, string | Uint8Array>>

/** The request that a browser posts for a form with a field of files. */
async function postOf(files: Posted): Promise<{ readonly type: string; readonly bytes: Uint8Array }> {
  const form = new FormData()
  for (const [name, content] of Object.entries(files))
    form.append('files', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name)
  const response = new Response(form)
  return { type: response.headers.get('content-type') ?? '', bytes: await response.bytes() }
}

async function upload(town: Town, by: string, files: Posted, path = '/board/upload') {
  return town.ask({ path, files: await postOf(files), cookie: await town.as(by) })
}

const SMALL = Object.fromEntries(filesOf(STRUCTURE))
const PAGE = /^\/board\/propose\/survey\/([a-z-]+)\/([0-9a-f]{64})$/

describe('a survey of one’s own on the board’s pages', () => {
  const folder = new Map<string, Uint8Array>()
  beforeAll(async () => {
    for (const part of ['being-heard', 'common'])
      for (const name of await readdir(join('surveys', part)))
        if (name.endsWith('.yaml')) folder.set(`${part}/${name}`, await readFile(join('surveys', part, name)))
  })

  it('comes as a zip of its folder and is the same, byte for byte, as for chorus board propose; then it is proposed', async () => {
    const town = await boardTown()
    const survey = await readSurvey('surveys/being-heard')
    const inFolder = [...folder].map(([path, bytes]) => [`our surveys/${path}`, bytes] as const)
    const { headers } = await upload(town, 'ada', { 'ours.zip': zipSync(Object.fromEntries(inFolder)) })
    expect(headers.location).toBe(`/board/propose/survey/being-heard/${versionOf(survey).hash}`)
    const kept = await town.community.readSurvey(versionOf(survey))
    expect(Buffer.compare(kept ?? new Uint8Array(), canonicalBytes(survey))).toBe(0)

    const form = { title: 'Open it', review: '2026-12-31', askedBy: 'We did.', benefits: 'All.', returns: 'Aloud.', harms: 'Few.' }
    await town.act('ada', headers.location ?? '', form)
    expect(town.entries().at(-1)).toMatchObject({ kind: 'propose', by: 'ada', body: { kind: 'survey', sha256: versionOf(survey).hash } })
  })

  it('comes as the files themselves, from a member too, and opens nothing', async () => {
    const town = await boardTown()
    const { headers } = await upload(town, 'birch', SMALL)
    expect(headers.location).toMatch(PAGE)
    expect([town.entries().length, await town.community.listOpen()]).toEqual([1, []])
  })

  it('comes twenty times a day from one person, and the next day again', async () => {
    const town = await boardTown()
    for (let more = 0; more < 20; more++) expect((await upload(town, 'birch', SMALL)).headers.location).toMatch(PAGE)
    const refused = await upload(town, 'birch', SMALL)
    expect([refused.statusCode, textOf(refused)]).toEqual([429, expect.stringContaining('[board-limit]')])
    expect((await upload(town, 'ada', SMALL)).headers.location).toMatch(PAGE)
    town.clock.now = new Date(town.clock.now.getTime() + 24 * 60 * 60 * 1000)
    expect((await upload(town, 'birch', SMALL)).headers.location).toMatch(PAGE)
  })

  it('says what is wrong with it, where, all at once, and keeps nothing', async () => {
    const town = await boardTown()
    const broken = Object.fromEntries(
      filesOf(swap(STRUCTURE, 'type: single', 'type: singel'), swap(WORDING, 'language: en', 'language: es')),
    )
    const answer = await upload(town, 'ada', broken)
    expect(answer.statusCode).toBe(422)
    const page = textOf(answer)
    expect(page).toContain('Nothing was kept.')
    expect(page).toMatch(/survey\.yaml:\d+/)
    expect(page).toMatch(/\[survey-[a-z-]+\]/)
    expect(await town.community.versions()).toEqual([])
  })

  it.each<[string, Posted, RegExp]>([
    ['no file', {}, /no file came/],
    ['a file without a name, as a browser sends for nothing chosen', { '': '' }, /no file came/],
    ['something else than a survey', { 'notes.yaml': 'a: 1' }, /survey\.yaml - there is no such file/],
    ['a zip that is none', { 'ours.zip': 'not a zip' }, /this is no zip that can be read/],
    [
      'many zips that unpack into far more together',
      Object.fromEntries([1, 2, 3, 4, 5].map((nth) => [`${nth}.zip`, zipSync({ 'survey.yaml': new Uint8Array(900_000) })])),
      /unpacks into more/,
    ],
    ['a zip that unpacks into far more', { 'ours.zip': zipSync({ 'survey.yaml': new Uint8Array(1_000_001) }) }, /unpacks into more/],
    ['a file that is no text', { ...SMALL, 'en.yaml': Uint8Array.of(0xff, 0xfe, 0) }, /not UTF-8 text/],
  ])('with %s is refused in a sentence', async (_what, files, said) => {
    const town = await boardTown()
    const answer = await upload(town, 'ada', files)
    expect([answer.statusCode, textOf(answer)]).toEqual([422, expect.stringMatching(said)])
  })

  it('is brought by those who may propose one, and to that page alone', async () => {
    const town = await boardTown()
    for (const by of ['finch', 'op']) expect((await upload(town, by, SMALL)).statusCode).toBe(403)
    expect((await upload(town, 'ada', SMALL, '/board/propose')).statusCode).toBe(415)
    expect(await town.community.versions()).toEqual([])
  })
})

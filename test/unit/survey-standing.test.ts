import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { standings, trialInWords, untriedSupport } from '#cli/survey-standing.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'

const NOW = new Date('2026-03-31T12:00:00Z')
const TODAY = '2026-03-31'

let surveys = ''
beforeEach(async () => {
  surveys = await mkdtemp(join(tmpdir(), 'chorus-standing-'))
  for (const name of ['being-heard', 'crisis-response', 'common']) await cp(join('surveys', name), join(surveys, name), { recursive: true })
})
afterEach(() => rm(surveys, { recursive: true }))

const at = (name: string) => join(surveys, name)
const stored = { readSurvey: async ({ id }: { readonly id: string }) => canonicalBytes(await readSurvey(join('surveys', id))) }
const opened = async (id: string) => ({ link: linkOf(id), version: versionOf(await readSurvey(at(id))) })
const edit = async (file: string, change: (text: string) => string) => writeFile(file, change(await readFile(file, 'utf8')))

describe('how surveys stand in a deployment', () => {
  it('is open and unchanged, or not opened, with the command that opens it', async () => {
    const community = { listOpen: async () => [await opened('being-heard')], listShut: async () => [], ...stored }

    const found = await standings(community, surveys, NOW)

    expect(found.map(({ id, state, folder, command }) => [id, state, folder, command])).toEqual([
      ['being-heard', 'open', 'unchanged', undefined],
      ['crisis-response', 'not opened', undefined, `npx chorus survey open --trial ${at('crisis-response')}`],
    ])
  })

  it('is changed when a byte of the definition is, and the command opens what the folder holds now', async () => {
    const before = await opened('being-heard')
    await edit(at('being-heard/en.yaml'), (text) => text.replace(/^title: .*/m, 'title: Another name'))

    const [first] = await standings({ listOpen: async () => [before], listShut: async () => [], ...stored }, surveys, NOW)

    expect(first).toMatchObject({
      state: 'open',
      folder: 'changed',
      command: expect.stringContaining(`survey open --trial ${at('being-heard')}`),
    })
  })

  it('is changed when the folder no longer loads, and the command says what is wrong with it', async () => {
    const before = await opened('being-heard')
    await writeFile(at('being-heard/survey.yaml'), 'id: being-heard\n')

    const [first] = await standings({ listOpen: async () => [before], listShut: async () => [], ...stored }, surveys, NOW)

    expect(first).toMatchObject({ folder: 'changed', command: `npx chorus survey check ${at('being-heard')}` })
  })

  it('is paused or closed with the command that lets people go on, and has no folder where there is none', async () => {
    const [paused, closed] = [await opened('being-heard'), await opened('crisis-response')]
    const shut = [
      { ...paused, because: 'paused' as const },
      { ...closed, because: 'closed' as const },
    ]
    await mkdir(at('elsewhere'))

    const community = { listOpen: async () => [], listShut: async () => shut, ...stored }
    const there = await standings(community, surveys, NOW)
    const nowhere = await standings(community, at('elsewhere'), NOW)

    expect(there.map(({ command }) => command)).toEqual([
      'npx chorus survey resume being-heard',
      `npx chorus survey open --trial ${at('crisis-response')}`,
    ])
    expect(nowhere.map(({ state, folder, command }) => [state, folder, command])).toEqual([
      ['paused', undefined, undefined],
      ['closed', undefined, undefined],
    ])
  })

  it('is closed from its own hour on, and says which', async () => {
    const survey = { ...(await readSurvey(at('being-heard'))), closes: '2026-04-01 18:00 Europe/London' }
    const community = {
      listOpen: async () => [{ link: linkOf(survey.id), version: versionOf(survey) }],
      listShut: async () => [],
      readSurvey: async () => canonicalBytes(survey),
    }
    const [before] = await standings(community, surveys, new Date('2026-04-01T16:59:59Z'))
    const [after] = await standings(community, surveys, new Date('2026-04-01T17:00:00Z'))
    expect([before, after]).toMatchObject([
      { state: 'open', closes: survey.closes },
      { state: 'closed', closes: survey.closes },
    ])
  })

  it('is a trial while places to turn to are untried, and none when all were tried out lately', async () => {
    const survey = await readSurvey(at('being-heard'))
    const tried = { ...survey, support: survey.support.map((entry) => ({ ...entry, lastVerified: '2026-03-01', verifiedBy: 'a peer' })) }

    expect(trialInWords(untriedSupport(survey, TODAY)).join()).toMatch(/A TRIAL only: nobody has tried out/)
    expect(trialInWords(untriedSupport(tried, TODAY))).toEqual([])
  })
})

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '#cli/main.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { needsTrial } from '#cli/trial-only.ts'
import { countQuestions } from '#shared/survey/length.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import { questionsOf } from '#shared/survey/survey.ts'
import { commandTalk } from './command-talk.ts'

const talk = commandTalk('new')

const TODAY = '2026-03-04'
const begin = (...flags: string[]) => run(['survey', 'new', join(talk.folder, 'ours'), '--quiet', ...flags])
const errorsIn = async () =>
  lintSurvey(await readSurvey(join(talk.folder, 'ours')), TODAY)
    .filter(({ lint }) => lint.severity === 'error')
    .map(({ lint }) => lint.id)

describe('chorus survey new', () => {
  it('makes a survey of eight questions that loads and opens as a trial without a change, in an empty place too', async () => {
    expect(await begin()).toBe(0)

    const survey = await readSurvey(join(talk.folder, 'ours'))
    expect(survey).toMatchObject({ id: 'ours', languages: ['en'] })
    expect(
      questionsOf(survey)
        .slice(0, 8)
        .map(({ type }) => type),
    ).toEqual(['multi', 'scale', 'scale', 'scale', 'scale', 'single', 'pick', 'text'])
    expect(await errorsIn()).toEqual([])
    expect(needsTrial(survey, TODAY)).toBe(true)
    expect(talk.said).toContain('still an example: What is the survey called? Who asks?')
  })

  it('writes who asks, who pays, where answers lie and where people can turn to, as the flags say', async () => {
    const flags = ['--asked-by', 'Voices: Leeds', '--contact', 'us@leeds.org', '--board', 'Our board', '--paid-by', 'Our members']
    await begin(
      ...flags,
      '--title',
      'Yes, "ours"',
      '--kept-in',
      'Iceland',
      '--law',
      'The law of Iceland',
      '--support',
      'GB,*',
      '--languages',
      'es,ar',
    )

    const { texts, support, languages } = await readSurvey(join(talk.folder, 'ours'))
    expect(languages).toEqual(['es', 'ar'])
    expect(texts.es?.title).toBe('Yes, "ours"')
    for (const language of languages) {
      expect(texts[language]?.consent).toMatchObject({
        controller: { name: 'Voices: Leeds', contact: 'us@leeds.org', board: 'Our board', funder: 'Our members' },
        storage: [{ region: 'Iceland' }],
        jurisdiction: 'The law of Iceland',
      })
    }
    expect(new Set(support.map(({ region }) => region))).toEqual(new Set(['GB', '*']))
  })

  it('makes one from an instrument: the same questions under a name of its own, in the languages that are wanted', async () => {
    await begin('--from', 'informed-choice', '--languages', 'ar')

    const [ours, theirs] = [await readSurvey(join(talk.folder, 'ours')), await readSurvey('surveys/informed-choice')]
    expect(ours.id).toBe('ours')
    expect(questionsOf(ours)).toEqual(questionsOf(theirs))
    expect(ours.texts.ar?.questions).toEqual(theirs.texts.ar?.questions)
    expect(await readdir(join(talk.folder, 'ours'))).toEqual(['ar.yaml', 'survey.yaml'])
    expect(await errorsIn()).toEqual([])
  })

  it('is in each language that the pages speak', async () => {
    await begin('--languages', 'en,es,ar,de')

    const survey = await readSurvey(join(talk.folder, 'ours'))
    expect([countQuestions(survey), await errorsIn()]).toEqual([11, []])
  })

  it('takes the shared folder that is there already, and leaves it as it is', async () => {
    await begin()
    await writeFile(
      join(talk.folder, 'common', 'en.yaml'),
      (await readFile('surveys/common/en.yaml', 'utf8')).replace('Example Foundation', 'Our Foundation'),
    )
    await run(['survey', 'new', join(talk.folder, 'second'), '--quiet', '--asked-by', 'Us'])

    const { controller } = (await readSurvey(join(talk.folder, 'second'))).texts.en?.consent ?? {}
    expect(controller).toMatchObject({ name: 'Us', funder: expect.stringContaining('Our Foundation') })
  })

  it.each([
    [
      'an instrument that is not there',
      ['--from', 'being-herd'],
      'There is no survey "being-herd" to begin from. There are blank, being-heard',
    ],
    ['a language that the pages do not speak', ['--languages', 'en,fr'], 'The pages are not translated into "fr" yet'],
    ['a language that the instrument is not in', ['--from', 'stories', '--languages', 'de'], 'it is not in de'],
    ['a region without places to turn to', ['--support', 'GB,ZZ'], 'There are no places of support for "ZZ" yet. There are some for'],
  ])('refuses %s, and writes nothing', async (_, flags, message) => {
    expect(await begin(...flags)).toBe(1)
    expect(talk.said).toContain(message)
    expect(await readdir(talk.folder)).toEqual([])
  })

  it('writes over nothing, and needs a folder that can be an id', async () => {
    await mkdir(join(talk.folder, 'ours'))
    await writeFile(join(talk.folder, 'ours', 'notes.txt'), 'mine')
    expect(await begin()).toBe(1)
    expect(talk.said).toContain('no file is ever replaced')
    expect(await run(['survey', 'new', join(talk.folder, 'Our Survey'), '--quiet'])).toBe(1)
    expect(talk.said).toContain('A survey cannot be called "Our Survey": use lower-case letters')
  })
})

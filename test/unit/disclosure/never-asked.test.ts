import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { neverAsked } from '#shared/disclosure/structure/implication.ts'
import { structureOf } from '#shared/disclosure/structure/survey-structure.ts'
import type { Condition } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from './sample.ts'

const OLD: Condition = { q: 'age', in: ['old'] }
const YOUNG: Condition = { q: 'age', in: ['young'] }

const survey = surveyOf([
  section('a', [single('age', ['young', 'old']), single('asked', ['yes', 'no'], { if: OLD })]),
  section('b', [single('never', ['yes', 'no'], { if: YOUNG }), single('also', ['yes', 'no'], { if: { q: 'asked', answered: true } })], {
    if: OLD,
  }),
  section('c', [single('chained', ['yes', 'no'], { if: { all: [YOUNG, { q: 'asked', in: ['yes'] }] } })]),
])

describe('a question that nobody is ever asked', () => {
  it('is told from one that somebody is, whatever hides it', () => {
    expect(neverAsked(survey)).toEqual(['never', 'chained'])
  })

  it('has no second number for everybody, nor for a group', () => {
    const structure = structureOf(survey)

    for (const question of ['never', 'chained']) {
      expect(structure.predicatesOf({ question }, '~not_shown')).toEqual([])
      expect(structure.predicatesOf({ question, by: 'age', group: 'old' }, '~not_shown')).toEqual([{ question: 'age', answer: 'old' }])
    }
    expect(structure.predicatesOf({ question: 'asked' }, '~not_shown')).toHaveLength(1)
  })

  it('is refused with the survey it is in, at its line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chorus-never-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await cp(join(import.meta.dirname, '..', '..', 'reference', 'surveys', 'haireyecolor'), folder, { recursive: true })
    const file = join(folder, 'survey.yaml')
    const never = 'id: Eye, if: { all: [{ q: Hair, in: [Red] }, { q: Hair, in: [Black] }] }'
    await writeFile(file, (await readFile(file, 'utf8')).replace('id: Eye', never))

    await expect(readSurvey(folder)).rejects.toThrow(/survey\.yaml:\d+:\d+ - nobody is ever asked "Eye"/)
  })
})

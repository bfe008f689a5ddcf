import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { describeProblem, InputRefused } from '#shared/problem.ts'
import { readability } from '#shared/survey/lint/reading-level.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import type { Survey } from '#shared/survey/survey.ts'

const TODAY = '2026-11-21'
const SHIPPED = ['surveys/being-heard', 'surveys/crisis-response']
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function errorsIn(survey: Survey): string[] {
  return lintSurvey(survey, TODAY)
    .filter(({ lint }) => lint.severity === 'error')
    .map(({ lint }) => lint.id)
}

/** The loader's refusals of a shipped survey after one of its files was changed. */
async function refusals(file: string, from: string, to: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-authoring-'))
  folders.push(folder)
  cpSync('surveys', folder, { recursive: true })
  const path = join(folder, 'being-heard', file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
  try {
    await readSurvey(join(folder, 'being-heard'))
    return []
  } catch (thrown) {
    if (thrown instanceof InputRefused) return thrown.problems.map(describeProblem)
    throw thrown
  }
}

describe.each(SHIPPED)('%s', (folder) => {
  it('names three places to turn to, one of them run by peers, each saying if it may call the police (RX-20)', async () => {
    const { support } = await readSurvey(folder)
    expect(support.length).toBeGreaterThanOrEqual(3)
    expect(support.some(({ peerRun }) => peerRun)).toBe(true)
    for (const { contactsEmergencyServices } of support)
      expect(contactsEmergencyServices).toMatch(/^(never|with_consent_only|may_without_consent|unknown)$/)
  })

  it('is read with eight years of school, in questions of 25 words at most (RX-22)', async () => {
    const survey = await readSurvey(folder)
    const { grade, ease } = readability(survey.texts.en?.consent.summary ?? [])
    expect(grade).toBeLessThanOrEqual(8)
    expect(ease).toBeGreaterThanOrEqual(60)
    expect(lintSurvey(survey, TODAY).filter(({ lint }) => ['reading-level', 'question-length'].includes(lint.id))).toEqual([])
  })

  it('has nothing that an error keeps from opening (RX-28)', async () => {
    expect(errorsIn(await readSurvey(folder))).toEqual([])
  })
})

describe('a survey that would not do', () => {
  it('is not opened with two places to turn to, or none run by peers (RX-20)', async () => {
    const survey = structuredClone(await readSurvey('surveys/being-heard'))
    const peers = { ...survey, support: survey.support.map((entry) => ({ ...entry, peerRun: false })) }
    expect(errorsIn({ ...survey, support: survey.support.slice(0, 2) })).toContain('support-entries')
    expect(errorsIn(peers)).toContain('support-entries')
  })

  it('is not opened when it takes more than 15 minutes (RX-23)', async () => {
    const survey = await readSurvey('surveys/being-heard')
    expect(errorsIn({ ...survey, minutes: 15 })).not.toContain('too-long')
    expect(errorsIn({ ...survey, minutes: 16 })).toContain('too-long')
  })

  it.each([
    ['a question without words', 'en.yaml', 'text: Where did you go for support in the last 12 months?', 'text: ""'],
    ['an answer without words', 'en.yaml', 'family_doctor: A family doctor or clinic', 'family_doctor: ""'],
    ['a slider', 'survey.yaml', 'type: multi', 'type: slider'],
    ['a grid', 'survey.yaml', 'type: multi', 'type: grid'],
    ['a picture in the place of words', 'survey.yaml', 'type: multi', 'type: multi\n        image: map.png'],
    ['an answer that is a colour', 'survey.yaml', '- family_doctor', '- {id: family_doctor, colour: red}'],
  ])('is refused with a place and a remedy: %s (RX-28)', async (_, file, from, to) => {
    const said = await refusals(file, from, to)
    expect(said.length).toBeGreaterThan(0)
    for (const each of said) expect(each).toMatch(/being-heard\/\S+\.yaml\S* - .+\. .+/)
  })
})

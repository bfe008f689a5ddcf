import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { questionsOf } from '#shared/survey/survey.ts'
import { filesOf, STRUCTURE, sampleSurvey, swap, WORDING } from './sample.ts'

const folders = readdirSync('surveys', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'common')
  .map(({ name }) => `surveys/${name}`)

describe('the surveys that come with Chorus', () => {
  test.each(folders)('%s loads, and nothing in it would stop it from being opened but what only a board can do', async (folder) => {
    const survey = await readSurvey(folder)
    const findings = lintSurvey(survey, '2026-11-21')
    expect(findings.filter(({ lint }) => lint.severity === 'error')).toEqual([])
    expect(new Set(findings.map(({ lint }) => lint.id))).toEqual(
      new Set(['share-reviewers', 'support-verified', 'example-text', 'unreviewed']),
    )
  })

  test('being-heard asks its fifteen questions, in four parts, then three about the person and the check-in', async () => {
    const survey = await readSurvey('surveys/being-heard')
    const ids = survey.sections.map(({ id, part, questions }) => [id, part, questions.length])
    expect(ids).toEqual([
      ['a', 'main', 2],
      ['b', 'main', 6],
      ['c', 'main', 4],
      ['d', 'main', 3],
      ['about_you', 'about_you', 3],
      ['checkin', 'check_in', 1],
    ])
  })

  test('crisis-response keeps police and force in one sensitive part that can be skipped, and out of every group', async () => {
    const survey = await readSurvey('surveys/crisis-response')
    const sensitive = survey.sections.filter(({ sensitive }) => sensitive)
    expect(sensitive.map(({ id, note }) => [id, note])).toEqual([['b', true]])
    expect(sensitive.flatMap(({ questions }) => questions.map(({ id }) => id))).toEqual(['cr05', 'cr06', 'cr07', 'cr08', 'cr09'])
    expect(survey.plan.cross).not.toContain('cr05')
  })

  test('tell people in their consent text that the code takes answers back and that copies are gone within 7 days', async () => {
    for (const folder of folders) {
      const consent = JSON.stringify((await readSurvey(folder)).texts.en?.consent)
      expect(consent).toContain('within 7 days')
      expect(consent).toContain('With it you can delete your answers')
      expect(consent).toContain('not linked to your name')
    }
  })
})

describe('a survey in one folder, without the shared files', () => {
  test('loads with its own scales, labels, support entry and about-you question', () => {
    const survey = sampleSurvey()
    expect(questionsOf(survey).map(({ id }) => id)).toEqual([
      'where',
      'most',
      'heard',
      'wanted',
      'visits',
      'story',
      'thanks',
      'age',
      'felt',
    ])
    expect(survey.sections.map(({ part }) => part)).toEqual(['main', 'main', 'main', 'about_you', 'check_in'])
    expect(survey.texts.en?.questions.heard).toEqual({
      text: 'Were you heard?',
      options: { often: 'Often', rarely: 'Rarely', never: 'Never' },
    })
    expect(survey.support[0]).toMatchObject({ id: 'line', peerRun: true, contactsEmergencyServices: 'never' })
  })

  test('gets the automatic options of its question types when it names none', () => {
    const [where, , heard] = questionsOf(sampleSurvey())
    expect(where).toMatchObject({ type: 'multi', auto: ['pns'] })
    expect(heard).toMatchObject({
      type: 'scale',
      auto: ['dk', 'pns'],
      options: [
        { id: 'often', score: 3 },
        { id: 'rarely', score: 2 },
        { id: 'never', score: 1 },
      ],
    })
  })

  test('may have names as other tools have them: capitals, dots, and options that are numbers', () => {
    const structure = swap(
      STRUCTURE,
      'about_you:',
      'about_you:\n  - {id: OSS.IDENTIFICATION, type: single, options: [0, 1, {id: 75_plus, score: 75}, N.A]}',
    )
    const wording = swap(
      WORDING,
      '  felt:',
      '  OSS.IDENTIFICATION: {text: Who?, options: {0: Zero, 1: One, 75_plus: More, N.A: None}}\n  felt:',
    )
    const asked = questionsOf(loadSurvey(filesOf(structure, wording))).find(({ id }) => id === 'OSS.IDENTIFICATION')
    expect(asked).toMatchObject({ options: [{ id: '0' }, { id: '1' }, { id: '75_plus', score: 75 }, { id: 'N.A' }] })
  })

  test('keeps the zero of an option named 01, and the order of scales whose ids are numbers', () => {
    const structure = swap(
      STRUCTURE,
      'often: [{id: often, score: 3}, {id: rarely, score: 2}, {id: never, score: 1}]',
      'often: [03, 02, 01]',
    )
    const wording = swap(WORDING, 'often: {often: Often, rarely: Rarely, never: Never}', 'often: {01: Never, 02: Rarely, 03: Often}')
    const survey = loadSurvey(filesOf(swap(structure, 'in: [rarely, never]', 'in: [02, 01]'), wording))
    expect(questionsOf(survey)[2]).toMatchObject({ options: [{ id: '03' }, { id: '02' }, { id: '01' }] })
  })

  test.each([
    ['CR LF', '\r\n', ''],
    ['a bare CR', '\r', ''],
    ['LF after a byte order mark', '\n', '\uFEFF'],
  ])('is the same survey with line ends of %s', (_, end, mark) => {
    const files = filesOf(mark + STRUCTURE.replaceAll('\n', end), mark + WORDING.replaceAll('\n', end))
    expect(loadSurvey(files)).toEqual(sampleSurvey())
  })

  test('reads every label as text, also No, true and 2020', () => {
    const wording = swap(WORDING, '{clinic: A clinic, peers: Peers}}', '{clinic: No, peers: 2020}}')
    expect(loadSurvey(filesOf(STRUCTURE, wording)).texts.en?.questions.most?.options).toEqual({ clinic: 'No', peers: '2020' })
  })
})

describe('a survey with shared files beside it', () => {
  const common = (structure: string, wording: string) => [
    ['../common/common.yaml', structure] as const,
    ['../common/en.yaml', `language: en\n${wording}`] as const,
  ]

  test('takes scales and questions from them, and its own wins where both have one', () => {
    const files = new Map([
      ...filesOf(
        swap(STRUCTURE, '  - {id: age, type: single, options: [18_49, 50_plus], auto: [pns]}', '  - ay_area'),
        swap(WORDING, '  age: {text: How old are you?, options: {18_49: 18 to 49, 50_plus: 50 or older}}\n', ''),
      ),
      ...common(
        'scales: {often: [x, y]}\nquestions: [{id: ay_area, type: single, options: [city, rural]}]',
        'questions: {ay_area: {text: Which area?, options: {city: City, rural: Rural}}}',
      ),
    ])
    files.set('survey.yaml', swap(files.get('survey.yaml') ?? '', 'by: [age]', 'by: [ay_area]'))
    const survey = loadSurvey(files)
    expect(survey.texts.en?.questions.ay_area).toEqual({ text: 'Which area?', options: { city: 'City', rural: 'Rural' } })
    expect(questionsOf(survey)[2]).toMatchObject({
      options: [{ id: 'often' }, { id: 'rarely' }, { id: 'never' }].map((each) => expect.objectContaining(each)),
    })
  })
})

describe('who may answer, what is asked of browsers, and a way to be reached', () => {
  const end = 'release: {cadence'
  const more = 'access: invitation\nabuse: {proof_of_work: true}\nfollow_up: true\n'

  test('are part of a survey, and so of the hash it is approved by', () => {
    const survey = loadSurvey(filesOf(swap(STRUCTURE, end, `${more}${end}`)))
    expect(survey).toMatchObject({ access: 'invitation', abuse: { proofOfWork: true }, followUp: true })
    expect(versionOf(survey).hash).not.toBe(versionOf(sampleSurvey()).hash)
  })

  test('are off unless somebody writes them, so that surveys from before keep their hash', () => {
    const off = 'access: open\nabuse: {proof_of_work: false}\nfollow_up: false\n'
    expect(loadSurvey(filesOf(swap(STRUCTURE, end, `${off}${end}`)))).toEqual(sampleSurvey())
    for (const key of ['access', 'abuse', 'followUp']) expect(sampleSurvey()).not.toHaveProperty(key)
  })
})

import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { reportExactly } from '#shared/disclosure/profiles/exact-report.ts'
import { exactFiles } from '#shared/release/bundle.ts'
import { table } from '../disclosure/sample.ts'

/** The files of a report on one question of an instrument in three languages. */
async function filesOf() {
  const survey = await readSurvey('surveys/being-heard')
  const counts = {
    yes: 60,
    no_concern: 30,
    did_not_raise: 10,
    '~skipped': 0,
    '~pns': 5,
    '~dk': 0,
    '~na': 0,
    '~section_skipped': 0,
    '^had_a_concern': 70,
  }
  const asked = table('bh09', { '': counts })
  const files = exactFiles({ survey, report: reportExactly({ survey, tables: [asked] }), date: '2026-05-04' })
  const text = (name: string) => new TextDecoder().decode(files.get(name))
  return { text }
}

describe('the files of a survey in several languages', () => {
  it('say in their methods that questions are not validated unless a study says so (QN-03)', async () => {
    const { text } = await filesOf()

    expect(JSON.parse(text('methods.json')).validation).toBe(
      'Unless a published study says otherwise, these questions are new and not validated.',
    )
  })

  it('give the wording in each, and say which were offered and that nobody has gone through them', async () => {
    const { text } = await filesOf()

    const rows = Papa.parse<Record<string, string>>(text('questions.csv'), { header: true, skipEmptyLines: true }).data
    expect(rows.find((row) => row.kind === 'answer' && row.answer === 'yes')).toEqual({
      kind: 'answer',
      question: 'bh09',
      answer: 'yes',
      text: 'Yes',
      text_es: 'Sí',
      text_ar: 'نعم',
      standing: 'unprotected',
    })
    expect(rows.find((row) => row.answer === '^had_a_concern')?.text_es).toBe('Sí / No, tenía una pero no hablé de ella')
    expect(rows.find((row) => row.kind === 'question')?.text_ar).toBe('في آخر 12 شهرًا، هل تحدثتم مع أحد عن شكوى بشأن رعايتكم؟')

    const methods = JSON.parse(text('methods.json'))
    expect(methods.languages.offered).toEqual(['en', 'es', 'ar'].map((language) => ({ language, gone_through_by: { people: 0 } })))
    expect(new Set(methods.consent_texts.map((each: { sha256: string }) => each.sha256)).size).toBe(3)
  })
})

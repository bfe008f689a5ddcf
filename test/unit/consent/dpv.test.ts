import { describe, expect, it } from 'vitest'
import { toDpv } from '#shared/consent/dpv.ts'
import { consentNotice } from '#shared/consent/notice.ts'
import { consentTextHash } from '#shared/consent/record.ts'
import { fullSurvey } from '#test/unit/respond/helpers/surveys.ts'

const survey = fullSurvey()
const notice = consentNotice(survey, 'en')
const record = { textHash: consentTextHash(survey, 'en'), given: ['aggregate', 'quote'] as const, week: 2930 }
const ID = 'b5f0c1f6-6a6f-4f5e-9a41-2d0a63f1c001'

describe('a consent record written out after ISO/IEC TS 27560 and DPV', () => {
  const dpv = toDpv(record, notice, ID)
  const all = JSON.stringify(dpv)

  it('holds every field that the standard makes mandatory', () => {
    expect(dpv).toMatchObject({
      '@type': 'dpv:ConsentRecord',
      'dct:hasVersion': 'community-consent/1',
      'dct:identifier': ID,
      'dpv:hasDataSubject': { 'dct:identifier': ID },
      'dpv:hasNotice': { 'dct:identifier': `sha256:${record.textHash}`, 'dct:language': 'en', 'dct:hasVersion': '1' },
    })
    for (const process of [0, 1, 2]) {
      expect(dpv).toHaveProperty(['dpv:hasProcess', process, 'dpv:hasPurpose', 'dct:description'])
      for (const field of ['PersonalData', 'DataController', 'StorageCondition', 'Jurisdiction', 'Recipient', 'Right', 'LegalBasis']) {
        expect(dpv).toHaveProperty(['dpv:hasProcess', process, `dpv:has${field}`])
      }
    }
  })

  it('says purpose by purpose what was given and what was refused, which were needed, and how to take it back', () => {
    const said = ['aggregate', 'quote', 'future_reuse'].map((id, at) => ({
      'dct:identifier': id,
      'dpv:hasNecessity': at === 0 ? 'dpv:Required' : 'dpv:Optional',
      'dpv:hasLegalBasis': {
        'dpv:hasConsentStatus': at === 2 ? 'dpv:ConsentRefused' : 'dpv:ConsentGiven',
        'dpv:hasConsentControl': { '@type': 'dpv:WithdrawConsent', 'dpv:hasDuration': { '@value': 'P100D' } },
      },
    }))
    expect(dpv['dpv:hasProcess']).toMatchObject(said)
  })

  it('keeps each purpose as long as was promised for it', () => {
    expect([...all.matchAll(/"P(\d+)D"/g)].map(([, days]) => days)).toEqual(['365', '100', '200', '100', '365', '100'])
  })

  it('knows no finer time than the Monday of the week, and no person', () => {
    expect(all.match(/\d{4}-\d{2}-\d{2}/g)).toEqual(['2026-03-02', '2026-03-02', '2026-03-02'])
    expect(all).not.toMatch(/T\d{2}:/)
  })

  it('is in plain JSON, and differs from another writing of the same record in its number alone', () => {
    const again = JSON.stringify(toDpv(record, notice, 'another'))
    expect(JSON.parse(all)).toEqual(dpv)
    expect(again.replaceAll('another', ID)).toBe(all)
  })
})

describe('the notice that people agree to', () => {
  it('changes its hash with any word, purpose, promise, language or survey', () => {
    const changed = [
      fullSurvey({ summary: 'Other words.' }),
      fullSurvey({ retention: { rawDays: 364, storyDays: 200, codeDays: 100 } }),
      fullSurvey({ id: 'other' }),
      { ...survey, consent: { version: '2', purposes: survey.consent.purposes } },
      { ...survey, consent: { version: '1', purposes: survey.consent.purposes.slice(0, 2) } },
    ].map((each) => consentTextHash(each, 'en'))
    const both = fullSurvey({ languages: ['en', 'es'] })
    const hashes = [record.textHash, ...changed, consentTextHash(both, 'es')]
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('does not change when only questions do, so that nobody is asked again for nothing', () => {
    expect(consentTextHash({ ...survey, sections: survey.sections.slice(1), version: '9.9.9' }, 'en')).toBe(record.textHash)
  })
})

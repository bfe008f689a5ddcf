import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { agreedTo, ConsentMismatch } from '#shared/consent/agreed.ts'
import { consentNotice } from '#shared/consent/notice.ts'
import { consentTextHash, decodeConsent, encodeConsent } from '#shared/consent/record.ts'
import { startOfWeek, weekOf } from '#shared/consent/weeks.ts'
import type { PurposeId, Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from '../disclosure/sample.ts'

const en = surveyOf([section('m', [single('q', ['yes', 'no'])])])
const enTexts = en.texts.en
if (!enTexts) throw new Error('the sample has English texts')
const inTwoLanguages: Survey = {
  ...en,
  languages: ['en', 'es'],
  consent: {
    version: '3',
    purposes: [
      { id: 'aggregate', required: true },
      { id: 'quote', required: false },
    ],
  },
  texts: { en: enTexts, es: { ...enTexts, consent: { ...enTexts.consent, summary: ['Puede saltar cualquier pregunta.'] } } },
}

function codedIn(language: string, given: readonly PurposeId[], survey = inTwoLanguages): Uint8Array {
  return encodeConsent({ textHash: consentTextHash(survey, language), given, week: 2930 })
}

describe('before an answer is put to a use', () => {
  it('its consent is of this text, in any of its languages, and says yes to this use', () => {
    const check = agreedTo(inTwoLanguages, 'aggregate')
    for (const language of ['en', 'es']) expect(() => check(codedIn(language, ['aggregate']))).not.toThrow()
    expect(() => check(codedIn('en', ['aggregate', 'quote']))).not.toThrow()
  })

  it('consent to another use is none to this one', () => {
    expect(() => agreedTo(inTwoLanguages, 'quote')(codedIn('en', ['aggregate']))).toThrow(ConsentMismatch)
    expect(() => agreedTo(inTwoLanguages, 'quote')(codedIn('en', ['aggregate']))).toThrow(
      'a response does not agree to this use: nothing of this survey version is counted before that is explained',
    )
    expect(() => agreedTo(inTwoLanguages, 'quote')(codedIn('en', ['aggregate', 'quote']))).not.toThrow()
  })

  it('a use that the survey never asked about is agreed to by nobody, whatever a record says', () => {
    expect(() => agreedTo(inTwoLanguages, 'future_reuse')(codedIn('en', ['aggregate', 'quote', 'future_reuse']))).toThrow(ConsentMismatch)
  })

  it('consent to another version of the text is none to this one', () => {
    const other: Survey = { ...inTwoLanguages, consent: { ...inTwoLanguages.consent, version: '4' } }
    const check = agreedTo(inTwoLanguages, 'aggregate')
    expect(() => check(codedIn('en', ['aggregate'], other))).toThrow(
      'a response was given under another consent text: nothing of this survey version is counted before that is explained',
    )
    expect(new ConsentMismatch('x').name).toBe('ConsentMismatch')
  })

  it('every record is looked at, also after many that were right, and wherever it lies in memory', () => {
    const check = agreedTo(inTwoLanguages, 'quote')
    const right = codedIn('en', ['aggregate', 'quote'])
    const wrong = codedIn('en', ['aggregate'])
    const together = new Uint8Array([...right, ...wrong])
    check(right)
    check(together.subarray(0, 36))
    expect(() => check(together.subarray(36))).toThrow(ConsentMismatch)
    expect(() => check(together.subarray(36))).toThrow(ConsentMismatch)
    expect(() => check(right)).not.toThrow()
  })
})

describe('the bytes of a consent', () => {
  it('are the format, the hash, one bit for each purpose, and the week, in this order', () => {
    const bytes = encodeConsent({ textHash: 'ab'.repeat(32), given: ['aggregate', 'future_reuse'], week: 2930 })
    expect([...bytes]).toEqual([1, ...Array.from({ length: 32 }, () => 0xab), 0b101, 0x0b, 0x72])
    const far = new Uint8Array([9, 9, ...bytes])
    expect(decodeConsent(far.subarray(2))).toEqual({ textHash: 'ab'.repeat(32), given: ['aggregate', 'future_reuse'], week: 2930 })
  })

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['of another format', (bytes) => Uint8Array.from(bytes, (byte, at) => (at === 0 ? 2 : byte))],
    ['with a byte less', (bytes) => bytes.subarray(0, 35)],
    ['with a byte more', (bytes) => new Uint8Array([...bytes, 0])],
    ['of nothing', () => new Uint8Array()],
  ])('%s are refused', (_what, change) => {
    expect(() => decodeConsent(change(codedIn('en', ['aggregate'])))).toThrow('not a consent record')
  })

  it('count weeks from Monday 5 January 1970, and a week begins on its Monday', () => {
    expect(weekOf(new Date('1970-01-05T00:00:00Z'))).toBe(0)
    expect(weekOf(new Date('2026-03-02T00:00:00Z'))).toBe(2930)
    expect(startOfWeek(0).toISOString()).toBe('1970-01-05T00:00:00.000Z')
    expect(startOfWeek(2930).toISOString()).toBe('2026-03-02T00:00:00.000Z')
  })
})

describe('what a person is told and asked', () => {
  const notice = consentNotice(inTwoLanguages, 'es')

  it('is named, and holds the promises of the survey and the words of the language', () => {
    expect(notice).toMatchObject({
      schema: 'community-consent/1',
      version: '3',
      surveyId: 'sample',
      lang: 'es',
      summary: ['Puede saltar cualquier pregunta.'],
      retention: { rawDays: 365, storyDays: 365, codeDays: 365 },
      withdrawal: { method: 'code', how: 'With the code', until: 'Until all is deleted' },
      minAge: 18,
    })
  })

  it('has each purpose with its words, none of them ticked beforehand; one without words is asked with none', () => {
    expect(notice.purposes).toEqual([
      { id: 'aggregate', required: true, default: false, text: 'Count my answers' },
      { id: 'quote', required: false, default: false, text: '' },
    ])
  })

  it('is one text for each language, and its hash is that of its canonical bytes', () => {
    const [english, spanish] = ['en', 'es'].map((language) => consentTextHash(inTwoLanguages, language))
    expect(english).not.toBe(spanish)
    expect(consentTextHash(inTwoLanguages, 'en')).toBe(english)
    expect(consentTextHash(structuredClone(inTwoLanguages), 'en')).toBe(english)
    const byHand = `{${Object.entries(consentNotice(inTwoLanguages, 'en'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`)
      .join(',')}}`
    expect(createHash('sha256').update(byHand).digest('hex')).toBe(english)
  })

  it('is worked out once for each language of a survey, as each page of a visit asks for it', () => {
    let reads = 0
    const counted: Survey = {
      ...inTwoLanguages,
      get texts() {
        reads++
        return inTwoLanguages.texts
      },
    }
    for (const language of ['en', 'es', 'en', 'es', 'en']) consentTextHash(counted, language)
    const once = reads
    for (const language of ['en', 'es']) consentTextHash(counted, language)
    expect([once > 0, reads]).toEqual([true, once])
  })
})

/** RFC 8785 for what a notice holds: names in order, nothing between. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const known = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${known
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
    .join(',')}}`
}

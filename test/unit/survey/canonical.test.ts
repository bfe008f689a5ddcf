import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalBytes, IntegrityError, linkOf, parseSurvey, versionOf } from '#shared/survey/canonical.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { filesOf, STRUCTURE, sampleSurvey, swap, WORDING } from './sample.ts'

const survey = sampleSurvey()

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, reversed(each)]),
  )
}

describe('a survey version', () => {
  test('does not depend on the order of keys', () => {
    const other = reversed(survey) as typeof survey
    expect(Object.keys(other)).not.toEqual(Object.keys(survey))
    expect(versionOf(other)).toEqual(versionOf(survey))
  })

  test('does not depend on how the files are laid out', () => {
    const airy = filesOf(STRUCTURE.replaceAll('{', '{  ').replace('minutes: 3', '\n# a remark\nminutes:   3\n'), WORDING)
    expect(versionOf(loadSurvey(airy))).toEqual(versionOf(survey))
  })

  test.each([
    ['a letter of a label', STRUCTURE, swap(WORDING, 'Rest}', 'rest}')],
    ['the consent', STRUCTURE, swap(WORDING, 'To learn.', 'To learn!')],
    ['a score', swap(STRUCTURE, 'score: 3', 'score: 4'), WORDING],
    ['the order of options', swap(STRUCTURE, '[time, say, rest]', '[say, time, rest]'), WORDING],
    ['a retention period', swap(STRUCTURE, 'raw_days: 30', 'raw_days: 29'), WORDING],
    ['the plan', swap(STRUCTURE, 'cross: [where]', 'cross: none'), WORDING],
  ])('is another one when %s changes', (_, structure, wording) => {
    expect(versionOf(loadSurvey(filesOf(structure, wording))).hash).not.toBe(versionOf(survey).hash)
  })

  test('is read back from its own bytes', () => {
    expect(parseSurvey(canonicalBytes(survey), versionOf(survey))).toEqual(survey)
  })

  test('is refused when any byte differs', () => {
    const bytes = canonicalBytes(survey)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ flip : byte))
        expect(() => parseSurvey(changed, versionOf(survey))).toThrow(IntegrityError)
      }),
    )
  })

  test('is refused under another name', () => {
    expect(() => parseSurvey(canonicalBytes(survey), { ...versionOf(survey), id: 'other' })).toThrow(IntegrityError)
  })
})

describe('a survey link', () => {
  test('is the same for every version, and ten letters and digits that say nothing of the topic', () => {
    expect(linkOf('crisis-response')).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/)
    expect(linkOf('crisis-response')).toBe(linkOf('crisis-response'))
    expect(linkOf('crisis-response')).not.toBe(linkOf('being-heard'))
    for (const word of ['crisis', 'response', 'heard', 'being'])
      expect(linkOf('crisis-response') + linkOf('being-heard')).not.toContain(word)
  })
})

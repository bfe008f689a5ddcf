import { describe, expect, test } from 'vitest'
import { codebookOf, fieldOf } from '#shared/survey/codebook.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { filesOf, STRUCTURE, sampleSurvey, swap, WORDING } from './sample.ts'

const codebook = codebookOf(sampleSurvey())

describe('the codebook', () => {
  test('lays closed questions end to end in the order they are asked, and leaves written answers out', () => {
    expect(codebook.fields.map(({ question, offset, bytes, kind }) => [question, offset, bytes, kind])).toEqual([
      ['where', 0, 1, 'many'],
      ['most', 1, 1, 'one'],
      ['heard', 2, 1, 'one'],
      ['wanted', 3, 1, 'many'],
      ['visits', 4, 1, 'one'],
      ['age', 5, 1, 'one'],
      ['felt', 6, 1, 'one'],
    ])
    expect(codebook.size).toBe(7)
  })

  test('knows which states a question can be in: not shown only under a condition, part skipped only under a note', () => {
    expect(fieldOf(codebook, 'where').states).toEqual(['skipped', 'pns'])
    expect(fieldOf(codebook, 'most').states).toEqual(['skipped', 'pns', 'dk', 'not_shown'])
    expect(fieldOf(codebook, 'wanted').states).toEqual(['skipped', 'pns', 'not_shown', 'section_skipped'])
  })

  test('takes the bands of a number for its options', () => {
    expect(fieldOf(codebook, 'visits').options).toEqual(['0', '1_9', '10+'])
  })

  test('gives many choices a bit each and three for the state, so five options fit a byte and six do not', () => {
    const size = (options: number) => {
      const ids = Array.from({ length: options }, (_, i) => `o${i}`)
      const structure = swap(STRUCTURE, '[time, say, rest]', `[${ids.join(', ')}]`)
      const wording = swap(WORDING, '{time: Time, say: A say, rest: Rest}', `{${ids.map((id) => `${id}: ${id}`).join(', ')}}`)
      return fieldOf(codebookOf(loadSurvey(filesOf(structure, wording))), 'wanted').bytes
    }
    expect([5, 6, 13, 14].map(size)).toEqual([1, 2, 2, 3])
  })

  test('has no field for a written answer', () => {
    expect(() => fieldOf(codebook, 'story')).toThrow('no closed question story')
  })
})

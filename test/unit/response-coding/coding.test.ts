import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodingError, decodeAnswers, encodeAnswers } from '#shared/response/coding.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { anyAnswers, anySurvey, multi, optionIds, sectionOf, single, surveyOf } from '#test/unit/tabulate/surveys.ts'

// q: one byte; m: nine options and three state bits, two bytes.
const codebook = codebookOf(surveyOf([sectionOf([single('q', ['a', 'b'], ['pns']), multi('m', optionIds(9), ['dk'])])]))

describe('coding answers', () => {
  it('gives back the closed answers of any survey, each in its own state', () => {
    fc.assert(
      fc.property(
        anySurvey.chain((survey) => fc.tuple(fc.constant(codebookOf(survey)), anyAnswers(codebookOf(survey)))),
        ([of, answers]) => {
          expect(decodeAnswers(of, encodeAnswers(of, answers))).toEqual({ ...answers })
        },
      ),
    )
  })

  it('lays a response out as the codebook says', () => {
    const answers = { q: { state: 'answered', options: ['b'] }, m: { state: 'answered', options: ['o0', 'o8'] } } as const

    // Option 2; bits 0 and 8, and 1 (answered) in the top three bits of the last byte.
    expect([...encodeAnswers(codebook, answers)]).toEqual([2, 0b1, 0b001_00001])
    expect([...encodeAnswers(codebook, { q: { state: 'pns' }, m: { state: 'dk' } })]).toEqual([250, 0, 0b011_00000])
  })

  it('takes a question that was never reached as skipped, and leaves written answers out', () => {
    const bytes = encodeAnswers(codebook, { story: { state: 'answered', text: 'words', share: 'none' } })

    expect([...bytes]).toEqual([0, 0, 0])
  })

  it.each([
    ['an option of another question', { q: { state: 'answered', options: ['o1'] } }],
    ['two answers where one is kept', { q: { state: 'answered', options: ['a', 'b'] } }],
    ['an answer with nothing chosen', { m: { state: 'answered', options: [] } }],
    ['a state the question cannot be in', { q: { state: 'na' } }],
    ['words where an option belongs', { q: { state: 'answered', text: 'a', share: 'none' } }],
  ] as const)('refuses to code %s', (_, answers) => {
    expect(() => encodeAnswers(codebook, answers)).toThrow(CodingError)
  })

  it.each([
    ['too few bytes', [1, 1]],
    ['too many bytes', [1, 1, 0b001_00000, 0]],
    ['an option beyond the last', [3, 1, 0b001_00000]],
    ['a state this question cannot be in', [252, 1, 0b001_00000]],
    ['a code between options and states', [200, 1, 0b001_00000]],
    ['a bit beyond the last option', [1, 1, 0b001_00010]],
    ['a state that does not exist', [1, 0, 0b111_00000]],
    ['options beside a missing answer', [1, 1, 0b011_00000]],
    ['answered with nothing chosen', [1, 0, 0b001_00000]],
  ])('refuses to read %s', (_, bytes) => {
    expect(() => decodeAnswers(codebook, Uint8Array.from(bytes))).toThrow(CodingError)
  })

  it('says where it refused, and never what somebody answered', () => {
    expect(() => encodeAnswers(codebook, { q: { state: 'answered', options: ['secret'] } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    )
  })
})

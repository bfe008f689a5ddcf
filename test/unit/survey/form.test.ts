import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { autoValue, type FieldValues, numberBand, readAnswer, shareField, waitField } from '#shared/survey/form.ts'
import { answerIds, isClosed, type Question, questionsOf } from '#shared/survey/survey.ts'
import { sampleSurvey } from './sample.ts'

const questions = questionsOf(sampleSurvey()).filter((question) => question.type !== 'info')
const named = (id: string): Exclude<Question, { type: 'info' }> => {
  const found = questions.find((question) => question.id === id)
  if (!found) throw new Error(`no question ${id}`)
  return found
}
const posting =
  (fields: Readonly<Record<string, readonly string[]>>): FieldValues =>
  (name) =>
    fields[name] ?? []
const read = (id: string, ...values: string[]) => readAnswer(named(id), posting({ [id]: values }))
const answered = (...options: string[]) => ({ answer: { state: 'answered', options } })

describe('reading a posted answer', () => {
  test.each([
    ['one option', read('most', 'peers'), answered('peers')],
    ['nothing', read('most'), { answer: { state: 'skipped' } }],
    ['an option the page never offered', read('most', 'nowhere'), { answer: { state: 'skipped' } }],
    ['an automatic option', read('most', '~dk'), { answer: { state: 'dk' } }],
    ['an automatic option the page never offered', read('most', '~na'), { answer: { state: 'skipped' } }],
    ['several, in the order of the survey', read('where', 'peers', 'clinic'), answered('clinic', 'peers')],
    ['the same twice', read('where', 'peers', 'peers'), answered('peers')],
    ['an option that stands alone, with others', read('where', 'clinic', 'nowhere'), answered('nowhere')],
    ['prefer not to say, with others', read('where', 'clinic', '~pns'), { answer: { state: 'pns' } }],
    ['as many as may be picked', read('wanted', 'time', 'rest'), answered('time', 'rest')],
    ['more than may be picked', read('wanted', 'time', 'say', 'rest'), { error: { code: 'too_many', max: 2, chosen: 3 } }],
    ['a number, as its band only', read('visits', ' 7 '), answered('1_9')],
    ['a number with a decimal comma between bands', read('visits', '0,5'), { error: { code: 'out_of_range', from: 0, to: 99 } }],
    ['a number beyond the bands', read('visits', '100'), { error: { code: 'out_of_range', from: 0, to: 99 } }],
    ['a thousand to some, one to others', read('visits', '1,000'), { error: { code: 'not_a_number' } }],
    ['a number for machines', read('visits', '0x1'), { error: { code: 'not_a_number' } }],
    ['no number', read('visits', 'many'), { error: { code: 'not_a_number' } }],
    ['an empty number', read('visits', ''), { answer: { state: 'skipped' } }],
    [
      'a text without a share choice, which means no',
      read('story', 'Hello\r\nthere'),
      { answer: { state: 'answered', text: 'Hello\nthere', share: 'none' } },
    ],
    [
      'a text with control characters, which stay out of the box it is sealed in',
      read('story', 'one\u000btwo\u0000\u0085three\tfour\r\nfive\u0001'),
      { answer: { state: 'answered', text: 'one two  three\tfour\nfive', share: 'none' } },
    ],
    ['only white space', read('story', ' \n '), { answer: { state: 'skipped' } }],
    ['a text that is too long', read('story', 'x'.repeat(101)), { error: { code: 'too_long', max: 100, length: 101 } }],
    [
      'a hundred letters beyond the basic plane',
      read('story', '𝒳'.repeat(100)),
      { answer: { state: 'answered', text: '𝒳'.repeat(100), share: 'none' } },
    ],
  ])('of %s', (_, got, expected) => {
    expect(got).toEqual(expected)
  })

  test.each([
    ['words', 'words'],
    ['summary', 'summary'],
    ['none', 'none'],
    ['everything', 'none'],
  ])('with the share choice %s shares %s', (posted, share) => {
    const got = readAnswer(named('story'), posting({ story: ['Hello'], [shareField('story')]: [posted] }))
    expect(got).toEqual({ answer: { state: 'answered', text: 'Hello', share } })
  })

  test('marks automatic options apart from every option id', () => {
    expect((['dk', 'na', 'pns'] as const).map(autoValue)).toEqual(['~dk', '~na', '~pns'])
  })

  test('counts both ends of a band in', () => {
    const bands = [
      { id: 'low', from: -5, to: 0 },
      { id: 'high', from: 1, to: 2.5 },
    ]
    expect([-5.1, -5, 0, 0.5, 1, 2.5, 2.6, Number.NaN].map((number) => numberBand(bands, number))).toEqual([
      undefined,
      'low',
      'low',
      undefined,
      'high',
      'high',
      undefined,
      undefined,
    ])
  })

  test('leaves no gap between bands that are written with decimals, where a number has more of them', () => {
    const bands = [
      { id: 'low', from: 0, to: 4.999 },
      { id: 'middle', from: 5, to: 7.499 },
      { id: 'high', from: 7.5, to: 10 },
    ]
    expect([4.9991, 4.9999999, 7.49999, 10.0001, -0.0001].map((number) => numberBand(bands, number))).toEqual([
      'low',
      'low',
      'middle',
      undefined,
      undefined,
    ])
    const whole = [
      { id: 'young', from: 18, to: 24 },
      { id: 'old', from: 25, to: 99 },
    ]
    expect(numberBand(whole, 24.5)).toBeUndefined()
  })

  test('never throws and never yields an option the question lacks, whatever is posted', () => {
    const known = questions.filter(isClosed).flatMap(answerIds)
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom(
        ...known,
        '~pns',
        '~dk',
        '~na',
        '~not_shown',
        '~skipped',
        '__proto__',
        'constructor',
        '-1e308',
        'Infinity',
        'NaN',
        '0x10',
      ),
    )
    fc.assert(
      fc.property(fc.constantFrom(...questions), fc.array(value, { maxLength: 300 }), fc.array(value), (question, posted, share) => {
        const got = readAnswer(question, posting({ [question.id]: posted, [shareField(question.id)]: share }))
        if ('error' in got || !('options' in got.answer)) return
        expect(isClosed(question) && got.answer.options.every((id) => answerIds(question).includes(id))).toBe(true)
        expect(new Set(got.answer.options).size).toBe(got.answer.options.length)
        if (question.type !== 'multi' && question.type !== 'pick') expect(got.answer.options).toHaveLength(1)
        if (question.type === 'pick') expect(got.answer.options.length).toBeLessThanOrEqual(question.max)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['words', '52', { share: 'words', wait: 52 }],
    ['summary', '13', { share: 'summary', wait: 13 }],
    ['words', '2', { share: 'words' }],
    ['words', '1', { share: 'words' }],
    ['words', '', { share: 'words' }],
    ['none', '52', { share: 'none' }],
    ['', '52', { share: 'none' }],
  ])('with the choices "%s" and a wait of "%s" weeks keeps %o: never less than everybody\'s wait (ST-03)', (share, wait, kept) => {
    const got = readAnswer(named('story'), posting({ story: ['Hello'], [shareField('story')]: [share], [waitField('story')]: [wait] }))
    expect(got).toEqual({ answer: { state: 'answered', text: 'Hello', ...kept } })
  })

  test('reaches the share choice through a field of its own, which no question can be named', () => {
    expect(shareField('story')).toBe('story.share')
  })
})

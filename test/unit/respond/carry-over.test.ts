import { describe, expect, it } from 'vitest'
import { fits } from '#functions/respond/visit/carry-over.ts'
import type { AskedQuestion } from '#functions/respond/visit/steps.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { multi, number, pick, single, text } from './helpers/surveys.ts'

const chose = (...options: string[]): Answer => ({ state: 'answered', options })
const wrote = (words: string): Answer => ({ state: 'answered', text: words, share: 'none' })

describe('an answer given to an older version of a survey', () => {
  it.each([
    [single('q', ['a', 'b']), chose('a'), true],
    [single('q', ['a', 'b']), chose('c'), false],
    [single('q', ['a', 'b']), chose('a', 'b'), false],
    [single('q', ['a', 'b']), chose(), false],
    [single('q', ['a', 'b']), { state: 'dk' }, true],
    [single('q', ['a', 'b']), { state: 'na' }, false],
    [single('q', ['a', 'b']), { state: 'skipped' }, true],
    [single('q', ['a', 'b']), wrote('a'), false],
    [multi('q', ['a', 'b']), chose('a', 'b'), true],
    [multi('q', ['a', 'b']), chose('a', 'gone'), false],
    [multi('q', ['a', 'b']), { state: 'dk' }, false],
    [pick('q', 1), chose('one', 'two'), false],
    [pick('q', 2), chose('one', 'two'), true],
    [number('q'), chose('young'), true],
    [number('q'), chose('18-24'), false],
    [text('q', 5), wrote('12345'), true],
    [text('q', 4), wrote('12345'), false],
    [text('q', 5), chose('a'), false],
    [text('q', 5), { state: 'pns' }, false],
  ] as [AskedQuestion, Answer, boolean][])('is kept only where it could have been given: %j to %j', (question, answer, kept) => {
    expect(fits(question, answer)).toBe(kept)
  })
})

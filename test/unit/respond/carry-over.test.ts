import { describe, expect, it } from 'vitest'
import { fits } from '#functions/respond/visit/migrate-draft.ts'
import type { AskedQuestion } from '#functions/respond/visit/survey-steps.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { multi, number, pick, section, single, surveyOf, text } from './helpers/surveys.ts'
import { begin, goOn, press, receiptOn, townWith } from './helpers/town.ts'

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
    [text('q', 4), wrote('12345'), true],
    [text('q', 5), chose('a'), false],
    [text('q', 5), { state: 'pns' }, false],
  ] as [AskedQuestion, Answer, boolean][])('is kept only where it could have been given: %j to %j', (question, answer, kept) => {
    expect(fits(question, answer)).toBe(kept)
  })

  it('is kept where words are too long now, and shorter ones are asked for before anything is sent', async () => {
    const long = surveyOf([section('a', [text('words', 200), single('went')])])
    const short = surveyOf([section('a', [text('words', 10), single('went')])], { version: '1.1.0' })
    const town = await townWith(long)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, long), '/send', { words: ['Far more than ten characters'] })
    await town.open(short)

    const check = await press(browser, ready)
    expect([check.status, check.page.text.includes('Far more than ten characters')]).toEqual([409, true])
    const again = await press(browser, ready)
    for (const asked of [await press(browser, check), again, await browser.open(`/s/${linkOf(long.id)}/send`)]) {
      expect(asked.url.pathname).toMatch(/\/check\/1$/)
      expect(asked.page.text).toContain('Make this shorter: up to 10 characters. It has 28 now')
      expect(asked.page.forms[0]?.controls.find(({ kind }) => kind !== 'hidden')?.value).toBe('Far more than ten characters')
    }
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
    const mended = await press(browser, again, { words: ['Ten or so'] })
    receiptOn(await press(browser, await goOn(browser, mended, '/send')))
    expect(town.counts()).toEqual({ drafts: 0, responses: 1, stories: 1 })
  })
})

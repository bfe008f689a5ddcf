import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { PAPER_WORDS } from '#cli/print/paper-words.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { questionsOf } from '#shared/survey/survey.ts'
import { commandTalk } from './command-talk.ts'
import { filesOf, STRUCTURE } from './survey/sample.ts'

const talk = commandTalk('print')
afterEach(() => {
  vi.unstubAllEnvs()
})

/** The codes on a form: for each question, what stands beside its boxes. */
function codesOn(html: string): ReadonlyMap<string, readonly string[]> {
  const questions = html
    .split('<div class="question">')
    .slice(1)
    .map((part) => part.split('</section>')[0] ?? '')
  return new Map(
    questions.map((part) => {
      const [id = '', ...codes] = [...part.matchAll(/<bdi class="code" dir="ltr">([^<]+)<\/bdi>/g)].map(([, code = '']) => code)
      return [id, codes]
    }),
  )
}

const print = (survey: string, out: string) => run(['survey', 'print', survey, '--out', out, '--no-pdf'])

describe('chorus survey print', () => {
  it('makes a form in each language, with what is asked, whom to turn to, and what paper cannot promise', async () => {
    const out = join(talk.folder, 'paper')
    expect(await print('surveys/crisis-response', out)).toBe(0)

    expect((await readdir(out)).toSorted()).toEqual([
      ...['ar', 'en', 'es'].map((language) => `crisis-response.${language}.html`),
      'crisis-response.typed-in.csv',
    ])
    const survey = await readSurvey('surveys/crisis-response')
    for (const language of ['en', 'ar'] as const) {
      const html = await readFile(join(out, `crisis-response.${language}.html`), 'utf8')
      const texts = survey.texts[language]
      for (const { id } of questionsOf(survey)) expect(html).toContain(escaped(texts?.questions[id]?.text ?? ''))
      expect(html).toContain(escaped(PAPER_WORDS[language].noCode))
      expect(html).toContain(escaped(PAPER_WORDS[language].needed))
      for (const line of PAPER_WORDS[language].onPaper.lines) expect(html).toContain(escaped(line))
      // A sentence of its own, behind one about the code.
      expect(html).toContain(escaped(language === 'ar' ? 'يمكن أن نُجبر على تسليمه' : 'We hold nothing with your name on it'))
      expect(html).not.toMatch(language === 'ar' ? /متصفح|مشفّر/ : /browser|encrypted|press send|leave button/i)
      const [risk = ''] = (texts?.consent.risks.text ?? '').split(/(?<=[.])\s/)
      expect(html).toContain(escaped(risk))
      expect(html.replace(escaped(PAPER_WORDS[language].noCode), '')).not.toMatch(
        language === 'ar' ? /(?<!\p{L})(ب|ال)?رمز(كم)?(?!\p{L})/u : /\b(your|a|the) code\b/i,
      )
      expect(talk.said).toContain(
        language === 'ar' ? 'في النهاية تحصلون على رمز.' : 'At the end you get a code.\n  With it you can delete your answers later.',
      )
      expect(html).toContain(language === 'ar' ? '<html lang="ar" dir="rtl">' : '<html lang="en">')
      // The question says how many itself, and on paper nobody chooses a country.
      expect(html.match(language === 'ar' ? /الحد الأعلى للاختيارات/g : /Choose up to 3/g)).toHaveLength(1)
      expect(html).not.toContain(language === 'ar' ? 'أين أنتم' : 'Where are you?')
      expect(html).toMatch(language === 'ar' ? /<summary>المملكة المتحدة/ : /<summary>United Kingdom/)
      expect(html).not.toMatch(/<script|https?:\/\/[^"]*\.(js|css)|<details>/)
      const report = await new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off' } }).validateString(
        html,
      )
      expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([])
    }
  })

  it('has a code beside each box that chorus tabulate takes: what is typed in from it becomes a report', async () => {
    const [survey, out] = [join(talk.folder, 'sample'), join(talk.folder, 'paper')]
    await mkdir(survey)
    for (const [name, text] of filesOf(STRUCTURE)) await writeFile(join(survey, name), text)
    await print(survey, out)
    const codes = codesOn(await readFile(join(out, 'sample.en.html'), 'utf8'))
    const sheet = join(out, 'sample.typed-in.csv')
    const [heading = ''] = (await readFile(sheet, 'utf8')).replace('\uFEFF', '').split('\r\n')
    const columns = heading.split(',')
    expect(columns).toEqual(['consent:quote', 'where', 'most', 'heard', 'wanted', 'visits', 'age', 'felt'])
    expect(codes.get('where')).toEqual(['clinic', 'peers', 'nowhere', '~pns'])
    expect(codes.get('visits')).toEqual(['~dk', '~pns'])

    // Each person ticks the next box of every question, two where several go; every tenth leaves all empty.
    const typed = (id: string, person: number) => {
      const boxes = codes.get(id) ?? []
      if (id === 'consent:quote') return person % 3 === 0 ? 'yes' : ''
      if (id === 'visits') return String(person % 12)
      return id === 'where' && person % 4 === 0 ? 'clinic|peers' : (boxes[person % boxes.length] ?? '')
    }
    const rows = Array.from({ length: 120 }, (_, person) => columns.map((id) => (person % 10 === 9 ? '' : typed(id, person))).join(','))
    await writeFile(sheet, `${heading}\r\n${rows.join('\r\n')}\r\n`)
    const exit = await run(['tabulate', '--survey', survey, '--responses', sheet, '--out', join(talk.folder, 'reports', '1')])

    expect([exit, talk.said]).toEqual([0, expect.stringContaining('candidate')])
    expect(await readFile(join(talk.folder, 'reports', 'candidate-1', 'report.csv'), 'utf8')).toMatch(/where,where,[a-z]+,.*published/)
  })

  it('takes yes or nothing for what people also agreed to, and refuses anything else with its row', async () => {
    const [survey, sheet] = [join(talk.folder, 'sample'), join(talk.folder, 'typed-in.csv')]
    await mkdir(survey)
    for (const [name, text] of filesOf(STRUCTURE)) await writeFile(join(survey, name), text)
    await writeFile(
      sheet,
      'consent:quote,where,most,heard,wanted,visits,age,felt\r\nmaybe,peers,,,,,,\r\nyes,peers,,,,,,\r\n,peers,,,,,,\r\n',
    )

    expect(await run(['tabulate', '--survey', survey, '--responses', sheet, '--out', join(talk.folder, 'reports', '1')])).toBe(1)
    expect(talk.said.split('\n').filter((line) => line.includes('typed-in.csv:'))).toEqual([
      expect.stringMatching(/typed-in\.csv:2:consent:quote - "maybe" says neither/),
    ])
  })

  it('says plainly what is missing where no Chromium is found, and leaves nothing behind', async () => {
    vi.stubEnv('CHROMIUM', '')
    vi.stubEnv('PATH', talk.folder)
    const exit = await run(['survey', 'print', 'surveys/stories', '--out', join(talk.folder, 'paper')])

    expect(exit).toBe(1)
    expect(talk.said).toMatch(/A PDF needs Chromium or Chrome: there is no chromium.*add --no-pdf/)
    expect(await readdir(talk.folder)).toEqual([])
  })

  it('writes nothing over a folder that has something in it', async () => {
    await writeFile(join(talk.folder, 'mine'), '')

    expect(await print('surveys/stories', talk.folder)).toBe(1)
    expect(await readdir(talk.folder)).toEqual(['mine'])
  })
})

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { findingOf, leadingFindings } from '#shared/release/page/findings.ts'
import { QuestionResults } from '#shared/release/page/question-results.tsx'
import { pageWords } from '#shared/release/page/words-of-page.ts'
import { wordingOf } from '#shared/release/wording.ts'
import { leadRuleOf } from '#shared/survey/leading-questions.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, section, single, surveyOf, table } from '../disclosure/sample.ts'
import { type Element, elementsIn, linesByAnswer, wordsIn } from './elements.ts'

const survey: Survey = surveyOf([
  section('a', [
    single('q', ['yes', 'no', 'maybe'], { auto: ['pns'] }),
    single('age', ['young', 'old']),
    single('later', ['good', 'bad'], { if: { q: 'q', in: ['yes'] } }),
  ]),
])

const tables = [
  table('q', { '': { yes: 200, no: 87, maybe: 7, '~skipped': 3, '~pns': 3 } }),
  table('q:age', {
    young: { yes: 12, no: 6, maybe: 1, '~skipped': 0, '~pns': 1 },
    old: { yes: 180, no: 80, maybe: 5, '~skipped': 3, '~pns': 2 },
  }),
  table('later', { '': { good: 150, bad: 40, '~skipped': 10, '~not_shown': 100 } }),
]

function release(own = survey) {
  const outcome = protect({ study: studyPlan(own), tables, release: 2 }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')
  return releaseOf({ survey: own, report: outcome.report, release: 2, date: '2026-05-04' })
}

const { files } = release()
const text = (name: string) => new TextDecoder().decode(files.get(name))
const rows = Papa.parse<Record<string, string>>(text('report.csv'), { header: true, skipEmptyLines: true }).data

const page = elementsIn(parseDocument(text('report.html')))
const named = (name: string, inside = page) => inside.filter((each) => each.name === name)
const linesIn = (shown: Element | undefined) =>
  linesByAnswer(shown, [...new Set(rows.flatMap((row) => (row.table === shown?.attribs['data-table'] ? [row.answer ?? ''] : [])))])
/** The numbers of a text, in order: 37 % (35–40) is 37, 35, 40. */
const numbers = (words: string) => [...words.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number))
const csvNumbers = (row: Record<string, string> | undefined, ...columns: string[]) => columns.map((column) => Number(row?.[column]))

describe('the finding page', () => {
  it('CI-05: prints in its tables the numbers of report.csv, answer by answer', () => {
    const shown = named('table').filter(({ attribs }) => !attribs['data-table']?.includes(':'))
    const compared = shown.flatMap((each) =>
      [...linesIn(each)].flatMap(([answer, line]) => {
        const row = rows.find((one) => one.table === each.attribs['data-table'] && one.answer === answer)
        const cells = named('td', elementsIn(line)).map((cell) => numbers(wordsIn(cell)))
        if (row?.status !== 'published') return []
        expect(cells[0]).toEqual(csvNumbers(row, 'count', 'count_low', 'count_high'))
        if (row.percent_of_asked)
          expect(cells[1]).toEqual(csvNumbers(row, 'percent_of_asked', 'percent_of_asked_low', 'percent_of_asked_high'))
        expect(cells[2]).toEqual(csvNumbers(row, 'percent', 'percent_low', 'percent_high'))
        if (row.percent_of_answered)
          expect(cells[3]).toEqual(csvNumbers(row, 'percent_of_answered', 'percent_of_answered_low', 'percent_of_answered_high'))
        return [row.answer]
      }),
    )

    expect(compared).toEqual(['yes', 'no', 'good', 'bad', '~not_shown'])
  })

  it('CI-05: prints for groups the percentage of those asked in each, and for hidden numbers what report.csv knows of them', () => {
    const grouped = named('table').find(({ attribs }) => attribs['data-table'] === 'q:age')
    const yes = linesIn(grouped).get('yes')
    const old = rows.find((row) => row.table === 'q:age' && row.group === 'old' && row.answer === 'yes')

    expect(numbers(wordsIn(named('td', elementsIn(yes))[1]))).toEqual(
      csvNumbers(old, 'percent_of_asked', 'percent_of_asked_low', 'percent_of_asked_high'),
    )
    expect(wordsIn(named('td', elementsIn(yes))[0])).toBe('group too small to show')
    const maybe = rows.find((row) => row.table === 'q' && row.answer === 'maybe')
    const hidden = linesIn(named('table')[0]).get('maybe')
    expect(wordsIn(named('td', elementsIn(hidden))[0])).toBe(`fewer than ${Number(maybe?.count_high) + 1} people, or none`)
  })

  it('CI-05: says each finding with the count, the number of those asked, and the percentage of report.csv', () => {
    const sentences = named('blockquote').map(wordsIn)
    const [first, second] = [
      rows.find((row) => row.table === 'q' && row.answer === 'yes'),
      rows.find((row) => row.table === 'later' && row.answer === 'good'),
    ]

    for (const [sentence, row] of [
      [sentences[0], first],
      [sentences[1], second],
    ] as const) {
      const said = numbers((sentence ?? '').replace(/“[^”]*”/g, ''))
      expect(said).toEqual(csvNumbers(row, 'count', 'asked', 'percent_of_asked', 'percent_of_asked_low', 'percent_of_asked_high'))
    }
  })

  it('CI-05: draws each bar as long as the percentage of those asked that it stands for', () => {
    const [chart] = named('svg')
    const bars = named('rect', elementsIn(chart)).filter(({ attribs }) => attribs.height === '14')
    const expected = rows
      .filter((row) => row.table === 'q' && row.status === 'published' && !row.answer?.startsWith('~'))
      .map((row) => Math.round(Number(row.percent_of_asked) * 2.6))

    expect(bars.map(({ attribs }) => Number(attribs.width))).toEqual(expected)
  })

  it('CI-02, CI-03: has the limits on its first page, and none of the words that would claim more', () => {
    const first = page.find(({ attribs }) => attribs.class === 'first')
    const claims = /statistically significant|representative|prevalence|proves/i

    expect(wordsIn(first)).toContain('They are not a random sample.')
    for (const name of files.keys()) expect(text(name)).not.toMatch(claims)
    // QN-03.
    expect(text('report.html')).toContain('not validated, unless a published study says otherwise')
    expect(text('report.html').replaceAll(/no margin of error can be given/g, '')).not.toContain('margin of error')
  })

  it('CI-11: leads with the findings that the rule in the plan chooses, and methods.json holds the rule', () => {
    const led = (lead: Survey['plan']['lead']) => {
      const made = release({ ...survey, plan: { ...survey.plan, lead } }).files
      const first = elementsIn(parseDocument(new TextDecoder().decode(made.get('report.html')))).filter(
        ({ attribs }) => attribs.class === 'leading',
      )
      const methods = JSON.parse(new TextDecoder().decode(made.get('methods.json')))
      return {
        questions: first.flatMap((list) => named('li', elementsIn(list))).map((each) => /“(Question \w+\?)”/.exec(wordsIn(each))?.[1]),
        asked: first.flatMap((list) => named('small', elementsIn(list))).map(wordsIn),
        rule: methods.leading_findings.rule,
        said: wordsIn(elementsIn(parseDocument(new TextDecoder().decode(made.get('report.html')))).find(({ name }) => name === 'main')),
      }
    }

    expect(led(undefined).questions).toEqual(['Question q?', 'Question later?'])
    expect(led(undefined).asked).toEqual(['Asked only of people who chose “The answer yes” when asked “Question q?”.'])
    expect(led({ questions: ['later', 'q'] }).questions).toEqual(['Question later?', 'Question q?'])
    expect(led({ questions: ['later', 'q'], most: 1 }).questions).toEqual(['Question later?'])
    // 150 of 190 who were asked are more than 200 of 300.
    expect(led({ order: 'largest_first' }).questions).toEqual(['Question later?', 'Question q?'])
    const one = led({ questions: ['later', 'q'], most: 1 })
    expect(one.rule).toContain('Of the questions later, q, the first one with a published answer')
    expect(one.said).toContain(
      'from a list of questions in the survey, at most 1 with a number that can be shown, in the order of the list',
    )
    expect(led({ order: 'largest_first' }).said).toContain('from the questions of the main parts, at most 3')
    expect(led({ order: 'largest_first' }).said).toContain('the largest percentage first')
  })

  it('lets no question lead where a hidden answer is known to be larger than every printed one, and its chart says so', () => {
    const wordings = wordingOf(survey)
    const [wording] = wordings
    if (!wording) throw new Error('the survey has a question')
    const shownBeside = (low: number) => {
      const hidden = { answer: 'no', status: 'hidden_secondary', low, high: 95 } as const
      const yes = { answer: 'yes', status: 'published', count: { value: 40, low: 36, high: 44 } } as const
      const tables = [{ id: 'q', question: 'q', slices: [{ asOf: 1, base: { value: 140, low: 136, high: 144 }, cells: [yes, hidden] }] }]
      const results = QuestionResults({ of: { survey, language: 'en', wording, wordings, tables }, source: [] })
      return {
        lead: leadingFindings(tables, wordings, leadRuleOf(survey)).map(({ id }) => id),
        said: wordsIn(named('blockquote', elementsIn(parseDocument(String(results))))[0]),
        chart: String(results),
      }
    }

    const more = 'More people chose an answer whose number is not shown.'
    expect(shownBeside(45).lead).toEqual([])
    expect(shownBeside(45).said).toMatch(new RegExp(`^About 40 of about 140 people .*${more}$`))
    expect(shownBeside(44).lead).toEqual(['q'])
    expect(shownBeside(44).said).not.toContain(more)
    // It may be large: it is hidden so that another one cannot be worked out.
    expect(shownBeside(0).chart).toContain('0 to 95 people, not shown')
  })

  it('says "alone or with others" of an answer beside which others could be chosen, and of no other', () => {
    const options = [{ id: 'walks' }, { id: 'none', alone: true as const }]
    const several = surveyOf([section('a', [{ id: 'm', type: 'multi', options, auto: [] }])])
    const [wording] = wordingOf(several)
    if (!wording) throw new Error('the survey has a question')
    const saidOf = (answer: string) => {
      const cells = [{ answer, status: 'published', count: { value: 40, low: 36, high: 44 } } as const]
      const found = findingOf({ id: 'm', question: 'm', slices: [{ asOf: 1, base: { value: 140, low: 136, high: 144 }, cells }] }, wording)
      return found && pageWords('en').finding(found)
    }

    expect(saidOf('walks')).toContain('chose “The answer walks”, alone or with others.')
    expect(saidOf('none')).toContain('chose “The answer none”. That is')
  })

  it('says that nobody approved it yet, on the page and in every citation', () => {
    for (const name of ['report.html', 'CITATION.cff', 'citation.json', 'citation.bib', 'citation.ris'])
      expect(text(name)).toContain('Candidate. No board has approved')
  })

  it('CI-09: brings everything with it', () => {
    const named = page.flatMap(({ attribs }) => [attribs.src, attribs.href, attribs.srcset].filter((each) => each !== undefined))
    const inFolder = (name: string) => (name.startsWith('#') ? page.some(({ attribs }) => attribs.id === name.slice(1)) : files.has(name))

    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => !inFolder(name))).toEqual([])
    expect(page.filter(({ attribs }) => attribs.src !== undefined)).toEqual([])
    expect(text('report.html')).not.toMatch(/@import|url\(/)
  })

  it('CI-07: is the same, byte for byte, when it is made again', () => {
    expect([...release().files]).toEqual([...files])
  })
})

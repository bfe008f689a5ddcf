import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { findingOf, leadingFindings } from '#shared/release/page/findings.ts'
import { QuestionResults } from '#shared/release/page/question-results.tsx'
import { pageWords } from '#shared/release/page/words-of-page.ts'
import { filledSentence } from '#shared/release/sentences/fill-sentence.ts'
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

/** The distance that the ranges of a column reach either way, as its head says after the number of people that it is of. */
const reachIn = (table: Element | undefined, column: number) => {
  const heads = named('th', elementsIn(table)).filter(({ attribs }) => attribs.scope === 'col')
  const [, reach] = named('small', elementsIn(heads[column]))
  return reach ? numbers(wordsIn(reach))[0] : undefined
}

/** A cell has the percentage of report.csv, and its range beside it or within what the head says. */
const expectPercentage = (
  cell: readonly number[] | undefined,
  reach: number | undefined,
  row: Record<string, string> | undefined,
  column: string,
) => {
  const [value = Number.NaN, low = Number.NaN, high = Number.NaN] = csvNumbers(row, column, `${column}_low`, `${column}_high`)
  const isWithin = reach !== undefined && low >= value - reach && high <= value + reach
  expect(cell).toEqual(isWithin ? [value] : [value, low, high])
}

describe('the finding page', () => {
  it('CI-05: prints in its tables the numbers of report.csv, answer by answer', () => {
    const shown = named('table').filter(({ attribs }) => !attribs['data-table']?.includes(':'))
    const compared = shown.flatMap((each) =>
      [...linesIn(each)].flatMap(([answer, line]) => {
        const row = rows.find((one) => one.table === each.attribs['data-table'] && one.answer === answer)
        const cells = named('td', elementsIn(line)).map((cell) => numbers(wordsIn(cell)))
        if (row?.status !== 'published') return []
        const [distance = Number.NaN] = numbers(wordsIn(named('caption', elementsIn(each))[0]))
        const [count = Number.NaN, ...more] = cells[0] ?? []
        expect([count, count - distance, count + distance, ...more]).toEqual(csvNumbers(row, 'count', 'count_low', 'count_high'))
        const columns = ['percent_of_asked', 'percent', 'percent_of_answered']
        const printed = columns.flatMap((column, i) => (row[column] ? [{ column, cell: cells[i + 1], reach: reachIn(each, i + 2) }] : []))
        for (const { column, cell, reach } of printed) expectPercentage(cell, reach, row, column)
        return [row.answer]
      }),
    )

    expect(compared).toEqual(['yes', 'no', 'good', 'bad', '~not_shown'])
  })

  it('CI-05: prints for groups the percentage of those asked in each, and for hidden numbers what report.csv knows of them', () => {
    const grouped = named('table').find(({ attribs }) => attribs['data-table'] === 'q:age')
    const yes = linesIn(grouped).get('yes')
    const old = rows.find((row) => row.table === 'q:age' && row.group === 'old' && row.answer === 'yes')

    expectPercentage(numbers(wordsIn(named('td', elementsIn(yes))[1])), reachIn(grouped, 2), old, 'percent_of_asked')
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
    const bars = named('path', elementsIn(chart)).flatMap(({ attribs }) => [...(attribs.d ?? '').matchAll(/M0 \d+h(\d+)v14/g)])
    const expected = rows
      .filter((row) => row.table === 'q' && row.status === 'published' && !row.answer?.startsWith('~'))
      .map((row) => Math.round(Number(row.percent_of_asked) * 2.6))

    expect(bars.map(([, width]) => Number(width))).toEqual(expected)
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
    expect(shownBeside(0).chart).toContain('>not shown</text>')
    expect(shownBeside(0).chart).toContain('<td colspan="4">0 to 95 people, not shown</td>')
    expect(shownBeside(65).chart).toContain('>65 to 95 people, not shown</text>')
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

  it('names every answer whose printed number is that of the largest, after the finding and after the words of a board', () => {
    const [wording] = wordingOf(survey)
    if (!wording) throw new Error('the survey has a question')
    const cell = (answer: string, value: number) =>
      ({ answer, status: 'published', count: { value, low: value - 4, high: value + 4 } }) as const
    const findingIn = (cells: readonly ReturnType<typeof cell>[]) => {
      const found = findingOf({ id: 'q', question: 'q', slices: [{ asOf: 1, base: { value: 140, low: 136, high: 144 }, cells }] }, wording)
      if (!found) throw new Error('there is a finding')
      return found
    }
    const three = findingIn([cell('yes', 45), cell('no', 45), cell('maybe', 45)])
    const two = findingIn([cell('yes', 40), cell('no', 45), cell('maybe', 45)])
    const one = findingIn([cell('yes', 50), cell('no', 45), cell('maybe', 45)])

    expect(pageWords('en').finding(three)).toMatch(
      /chose “The answer yes”\. That is 32\u00A0%: .*\. The number shown for “The answer no” and “The answer maybe” is the same\.$/,
    )
    expect(pageWords('en').finding(two)).toMatch(/chose “The answer no”\. .* The number shown for “The answer maybe” is the same\.$/)
    expect(pageWords('de').finding(two)).toMatch(/ Die gezeigte Zahl für „The answer maybe“ ist dieselbe\.$/)
    expect(filledSentence('{count} of {asked} did.', two, pageWords('en'))).toMatch(
      /^About 45 of about 140 people who were asked did\. .* The number shown for “The answer maybe” is the same\.$/,
    )
    expect(pageWords('en').finding(one)).not.toContain('the same')
  })

  it.each([
    ['en', 'About 40 of about 93 people (between 78 and 108) who were asked', 'Between 78 and 108 people were asked'],
    ['es', 'De unas 93 personas (entre 78 y 108) a las que se preguntó', 'Se preguntó a entre 78 y 108 personas'],
    ['ar', 'من نحو 93 شخصًا (بين 78 و108) سُئلوا', 'سُئل عدد بين 78 و108 شخصًا'],
    [
      'de',
      'Etwa 40 von etwa 93 Personen (zwischen 78 und 108), denen',
      'Gefragt wurden nach den gezeigten Zahlen zwischen 78 und 108 Personen',
    ],
  ])('says with its range how many people were asked, where that is not well known: %s', (language, finding, asked) => {
    const wide = { value: 93, low: 78, high: 108 }
    const words = pageWords(language)
    const parts = { count: { value: 40, low: 36, high: 44 }, percent: { value: 43, low: 33, high: 57 }, question: 'Which?', answers: ['A'] }
    const kind = { isAnyAnswer: false, several: false, isAtLeast: false, tied: [] }
    const narrow = { value: 95, low: 91, high: 99 }

    expect(words.finding({ ...parts, ...kind, asked: wide })).toContain(finding)
    expect(words.finding({ ...parts, ...kind, asked: narrow })).not.toContain('91')
    expect(words.asked(wide, { value: 140, low: 136, high: 144 })).toContain(asked)
    expect(words.of(wide)).toMatch(/93 \(\D+78\D+108\)$/)
    expect(words.chartOf(wide)).toMatch(/93 \D+\(\D+78\D+108\)/)
    expect(words.board.asked(wide)).toMatch(/93 \D+\(\D+78\D+108\)/)
  })

  it('says that nobody approved it yet, on the page and in every citation', () => {
    for (const name of ['report.html', 'CITATION.cff', 'citation.json', 'citation.bib', 'citation.ris'])
      expect(text(name)).toContain('Candidate. No board has approved')
  })

  it('offers no citation of a candidate: the page and each chart say that it may not be cited, and each file too', () => {
    const words = wordsIn(page.find(({ name }) => name === 'main'))
    const charts = named('svg').map(wordsIn)

    expect(words).toContain('A candidate may not be cited')
    expect(words).not.toContain('A group (2026)')
    expect(charts.map((chart) => [chart.includes('A candidate may not be cited.'), chart.includes('(2026)')])).toEqual(
      charts.map(() => [true, false]),
    )
    const doNotCite = /do not cite them before the board has published them/
    for (const name of ['CITATION.cff', 'citation.json', 'citation.bib', 'citation.ris', 'datacite.json', 'ro-crate-metadata.json'])
      expect([name, doNotCite.test(text(name).replaceAll(/\s+/g, ' '))]).toEqual([name, true])
    expect(text('CITATION.cff')).not.toMatch(/Cite these results|date-released/)
    expect(text('citation.bib')).toMatch(/^@unpublished\{.*note = \{Candidate/s)
    expect(JSON.parse(text('citation.json'))[0]).toMatchObject({
      status: 'candidate, not approved',
      note: expect.stringMatching(doNotCite),
    })
    expect(text('citation.ris')).toMatch(/\r\nN1 {2}- Candidate/)
    expect(text('ddi-codebook.xml')).toMatch(/<citReq>Candidate\. [^<]*do not cite them/)
    for (const name of ['citation.json', 'citation.bib', 'citation.ris']) expect(text(name)).not.toMatch(/issued|year|PY {2}-/)
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

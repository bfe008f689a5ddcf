import { createHash } from 'node:crypto'
import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { readRelease } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { elementsIn, linesByAnswer, wordsIn } from './elements.ts'
import { everyNumber } from './every-number.ts'
import { instrumentRelease } from './instrument-release.ts'

let survey: Survey
let files: Files
beforeAll(async () => {
  ;({ survey, files } = await instrumentRelease('being-heard', 400))
})

type Row = Readonly<Record<string, string>>
const text = (name: string) => new TextDecoder().decode(files.get(name)).replace(/^\uFEFF/, '')
const rows = () => Papa.parse<Row>(text('report.csv'), { header: true, skipEmptyLines: true }).data
const pages = () => [...files.keys()].filter((name) => name.endsWith('.html'))
const elements = (name: string) => elementsIn(parseDocument(text(name)))

describe('CI-04: every percentage', () => {
  const SHARES = [
    ['percent', 'base'],
    ['percent_of_asked', 'asked'],
    ['percent_of_answered', 'answered'],
  ] as const

  it.each(SHARES)('%s has its count and its base beside it, follows from them, and is whole', (percent, base) => {
    const shown = rows().filter((row) => row[percent] !== '')

    expect(shown.length).toBeGreaterThan(100)
    for (const row of shown) {
      const [count, of, share] = [row.count, row[base], row[percent]].map(Number)
      expect(row.count !== '' && row[base] !== '').toBe(true)
      expect(share).toBe(Math.min(100, Math.round((100 * (count ?? 0)) / (of ?? 1))))
      expect(Number(row[`${percent}_low`]) <= (share ?? 0) && Number(row[`${percent}_high`]) >= (share ?? 0)).toBe(true)
    }
  })

  it.each(SHARES)('%s is of 30 people at least', (percent, base) => {
    const bases = rows().flatMap((row) => (row[percent] === '' ? [] : [Number(row[base])]))

    expect(Math.min(...bases)).toBeGreaterThanOrEqual(30)
  })

  it('stands on the page with a range, or is a dash where too few were asked', () => {
    const isTooFew = (row: Row) => row.status === 'published' && row.asked === '' && !row.answer?.startsWith('~') && row.group !== ''
    const tooFew = rows().filter(isTooFew)
    const page = elements('report.html')
    const cellOf = ({ table, answer, group }: Row) => {
      const groups = [...new Set(rows().flatMap((row) => (row.table === table ? [row.group ?? ''] : [])))]
      const isHidden = (each: string) => rows().some((row) => row.table === table && row.group === each && row.status === 'group_too_small')
      const answers = [...new Set(rows().flatMap((row) => (row.table === table ? [row.answer ?? ''] : [])))]
      const shownTable = page.find(({ name, attribs }) => name === 'table' && attribs['data-table'] === table)
      const line = linesByAnswer(shownTable, answers).get(answer ?? '')
      const isFirst = answers[0] === answer
      const shown = isFirst ? groups : groups.filter((each) => !isHidden(each))
      return wordsIn(elementsIn(line).filter(({ name }) => name === 'td')[shown.indexOf(group ?? '')])
    }

    expect(tooFew.length).toBeGreaterThan(0)
    for (const row of tooFew) expect([row.table, row.group, row.answer, cellOf(row)]).toEqual([row.table, row.group, row.answer, '–'])
  })
})

describe('CI-11: the tables of a release', () => {
  it('are those of the plan that the survey brought, and all of them', () => {
    const { by, cross, also, except } = survey.plan
    const closed = [...new Set(rows().map(({ question }) => question))]
    const crossed = cross === 'all' ? closed : cross
    if (typeof crossed === 'string') throw new Error('the plan names its questions in another way')
    const pairs = [...crossed.flatMap((question) => by.map((each) => ({ question, by: each }))), ...also]
    const planned = pairs.flatMap((pair) =>
      [pair.question, pair.by].some((id) => id !== undefined && except.includes(id)) ? [] : [`${pair.question}:${pair.by}`],
    )

    expect(planned.length).toBeGreaterThan(10)
    expect(new Set(rows().map(({ table }) => table))).toEqual(new Set([...closed, ...planned]))
  })

  it('cannot have a table that somebody added after seeing answers: the release is refused', () => {
    const [heading, ...lines] = text('report.csv').split('\n')
    const more = lines.filter((line) => line.includes(',bh03,')).map((line) => line.replaceAll('bh03', 'bh99'))
    const bytes = new TextEncoder().encode(`\uFEFF${[heading, ...lines.slice(0, -1), ...more.slice(0, 11), ''].join('\n')}`)
    const sums = text('SHA256SUMS').replace(/[0-9a-f]{64}(?= {2}report\.csv\n)/, createHash('sha256').update(bytes).digest('hex'))
    const changed = new Map([...files, ['report.csv', bytes], ['SHA256SUMS', new TextEncoder().encode(sums)]])

    expect(() => readRelease('there', changed)).toThrow('there/report.csv')
  })

  it('are part of what a board approves: another plan is another version of the survey', () => {
    const other = {
      ...survey,
      plan: { ...survey.plan, except: [...survey.plan.except, 'bh03'] },
    }

    expect(versionOf(other).hash).not.toBe(versionOf(survey).hash)
    expect(JSON.parse(text('methods.json')).survey.hash).toBe(versionOf(survey).hash)
    expect(text('methods.json')).toContain('There is no analysis outside this plan.')
  })
})

describe('RX-27: charts and tables', () => {
  it('have a title, a caption and headings with a scope, in every language', () => {
    for (const name of pages()) {
      const page = elements(name)
      const charts = page.filter((each) => each.name === 'svg')
      const tables = page.filter((each) => each.name === 'table')
      expect([name, charts.length]).toEqual([name, 18])
      for (const chart of charts) expect(wordsIn(elementsIn(chart).find((each) => each.name === 'title')).length).toBeGreaterThan(10)
      for (const table of tables) {
        expect(elementsIn(table).filter((each) => each.name === 'caption').length).toBe(1)
        expect(elementsIn(table).every((each) => each.name !== 'th' || each.attribs.scope !== undefined)).toBe(true)
      }
    }
  })

  it('have their key above the chart, the numbers of the chart in the table, and the table as a CSV file', () => {
    const page = elements('report.html')
    for (const section of page.filter(({ name, attribs }) => name === 'section' && attribs.id !== undefined && attribs.id !== 'quotes')) {
      const inside = elementsIn(section)
      const figure = inside.find(({ name }) => name === 'figure')
      expect(elementsIn(figure)[0]?.name).toBe('figcaption')
      const axis = elementsIn(inside.find(({ attribs }) => attribs.class === 'axis'))
      const shares = elementsIn(figure).flatMap((each) =>
        each.name === 'text' && !axis.includes(each) ? (/^(\d+)\u00A0%$/.exec(wordsIn(each))?.[1] ?? []) : [],
      )
      expect(axis.map(wordsIn)).toEqual(['0', '50', '100\u00A0%'])
      const table = inside.find(({ attribs }) => attribs['data-table'] === section.attribs.id)
      const printed = elementsIn(table).flatMap((row) =>
        row.name === 'tr' ? (/^(\d+)\u00A0%/.exec(wordsIn(elementsIn(row).filter(({ name }) => name === 'td')[1]))?.[1] ?? []) : [],
      )
      expect(shares.filter((each) => !printed.includes(each))).toEqual([])
      expect(inside.some(({ attribs }) => attribs.href === `tables/${section.attribs.id}.csv`)).toBe(true)
    }
    expect(text('report.html')).not.toMatch(/rotate\(/)
  })
})

describe('the difference between true numbers and printed ones', () => {
  const SAID = {
    'report.html': {
      rounded: 'Every number is rounded at random',
      ckm: 'A small random number is added to every number',
      'exact-closed': 'The numbers that are shown are exact.',
      dp: '19 times in 20',
    },
    'report.es.html': {
      rounded: 'Cada número se redondea al azar',
      ckm: 'se le suma o se le resta un número pequeño al azar',
      'exact-closed': 'Los números que se muestran son exactos.',
      dp: '19 de cada 20 veces',
    },
    'report.ar.html': {
      rounded: 'يُقرّب كل عدد عشوائيًا',
      ckm: 'يُضاف إلى كل عدد أو يُطرح منه عدد صغير عشوائي',
      'exact-closed': 'الأعداد المعروضة دقيقة.',
      dp: '19 مرة من كل 20',
    },
  }

  it.each([{ profile: 'rounded' }, { profile: 'ckm' }, { profile: 'exact-closed' }, { profile: 'dp', rho: 0.35 }] as const)(
    'is said as the profile makes it, and not as another does: $profile',
    async (disclosure) => {
      const survey = await readSurvey('surveys/peer-support')
      // One person can be in two of its groups: with exact numbers there is no report by them.
      const plan = { ...survey.plan, by: survey.plan.by.filter((id) => id !== 'ay_gender') }
      const made = await instrumentRelease({ ...survey, plan }, disclosure.profile === 'dp' ? 1500 : 200, disclosure)

      for (const [name, sentences] of Object.entries(SAID)) {
        const page = new TextDecoder().decode(made.files.get(name))
        for (const [profile, sentence] of Object.entries(sentences))
          expect([name, profile, page.includes(sentence)]).toEqual([name, profile, profile === disclosure.profile])
      }
      expect(everyNumber(made.files).filter(({ said, printed }) => said !== printed)).toEqual([])
    },
  )
})

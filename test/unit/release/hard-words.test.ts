import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { textOfCell } from '#shared/release/csv.ts'
import { readRelease } from '#shared/release/read.ts'
import { HARD_ANSWERS, hardRelease } from './hard-words.ts'

const { files } = hardRelease()
const text = (name: string) => new TextDecoder('utf-8', { fatal: true }).decode(files.get(name))
const rowsOf = (name: string) => Papa.parse<string[]>(text(name).replace(/^\uFEFF/, ''), { newline: '\n', skipEmptyLines: true }).data
const csvFiles = [...files.keys()].filter((name) => name.endsWith('.csv'))
const said = Object.values(HARD_ANSWERS)

describe('CI-12: words with quotes, commas, line breaks, markup, formulas and other scripts', () => {
  it('come back whole from questions.csv and from the table of their question', () => {
    const written = rowsOf('questions.csv').flatMap(([kind, question, , words = '']) =>
      kind === 'answer' && question === 'q' ? [textOfCell(words)] : [],
    )
    const labels = rowsOf('tables/q.csv').map(([label = '']) => textOfCell(label))

    expect(written).toEqual(said)
    expect(labels.slice(1, said.length + 1)).toEqual(said)
  })

  it('leave every row of every CSV file with as many cells as its heading, and no cell that a spreadsheet would run', () => {
    expect(csvFiles).toEqual(['report.csv', 'means.csv', 'questions.csv', 'tables/q.csv', 'tables/age.csv'])
    for (const name of csvFiles) {
      const [heading = [], ...rows] = rowsOf(name)
      for (const row of [heading, ...rows]) {
        expect([name, row.length]).toEqual([name, heading.length])
        for (const cell of row) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/)
      }
    }
  })

  it('stay words on the page, in both languages: no element comes from them', () => {
    for (const name of ['report.html', 'report.ar.html']) {
      const page = JSON.stringify(parseDocument(text(name)), (key, value) => (['parent', 'prev', 'next'].includes(key) ? undefined : value))
      expect(page.match(/"name":"script"/g)).toHaveLength(1)
      expect(page).not.toContain('"name":"b"')
      expect(page).not.toContain('"name":"more"')
      for (const words of [HARD_ANSWERS.markup, HARD_ANSWERS.quoted, HARD_ANSWERS.arabic])
        expect(page).toContain(JSON.stringify(words).slice(1, -1))
    }
  })

  it('begin no line of a script or a citation', () => {
    for (const name of ['load-report.R', 'load-report.sps', 'citation.bib', 'citation.ris'])
      expect([name, text(name).match(/^quit/m)]).toEqual([name, null])
    expect(text('citation.ris').trim().split('\r\n')).toHaveLength(8)
  })

  it('do not keep a reader from checking the release', () => {
    expect(readRelease('there', files).tables.map(({ id }) => id)).toEqual(['q', 'q:age', 'age'])
  })
})

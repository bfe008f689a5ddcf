import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aReport, type Row, rowsOf, snippetFor } from './a-report.ts'
import { commandOf, missingNote, PROGRAMS } from './programs.ts'

let folder = ''
beforeAll(async () => {
  folder = await aReport('surveys/being-heard')
})
afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }))

const number = (cell: string | undefined) => (cell === undefined || cell.trim() === '' || cell === 'NA' ? undefined : Number(cell))
/** Each row as a program reads it: its place, its numbers and its words. */
const read = (rows: readonly Row[], words: (row: Row) => string | undefined) =>
  rows.map((row) => [row.table, row.group ?? '', row.answer, number(row.count), number(row.percent_of_asked), words(row)])

/** The same as report.csv and questions.csv have it. */
function expected() {
  const words = new Map(rowsOf(folder, 'questions.csv').map(({ kind, question, answer, text }) => [`${kind} ${question} ${answer}`, text]))
  return read(rowsOf(folder, 'report.csv'), ({ question, answer }) =>
    words.get(answer?.startsWith('~') ? `state  ${answer}` : `answer ${question} ${answer}`),
  )
}

/** The rows of everybody of the question that the page takes as its example, which has hidden numbers too. */
const example = () => rowsOf(folder, 'report.csv').filter(({ question, group }) => question === 'bh03' && group === '')

describe('a report in programs for statistics', () => {
  const r = commandOf(PROGRAMS.r)
  it.skipIf(r === undefined)(`has in R every number and the words of every answer${missingNote(PROGRAMS.r, r)}`, () => {
    const script = `${snippetFor('r')}\nwrite.csv(report, "from-r.csv", row.names = FALSE, na = "", fileEncoding = "UTF-8")\n`
    const said = execFileSync(r ?? '', ['-e', script], { cwd: folder, encoding: 'utf8' })

    expect(read(rowsOf(folder, 'from-r.csv'), (row) => row.answer_text)).toEqual(expected())
    for (const { count } of example()) expect(said).toMatch(new RegExp(`\\s${count || 'NA'}\\s`))
  })

  const pspp = commandOf(PROGRAMS.pspp)
  it.skipIf(pspp === undefined)(`has in SPSS syntax every number and the words of every answer${missingNote(PROGRAMS.pspp, pspp)}`, () => {
    const save = "SAVE TRANSLATE /OUTFILE='from-spss.csv' /TYPE=CSV /FIELDNAMES /REPLACE."
    writeFileSync(join(folder, 'all.sps'), `INSERT FILE='load-report.sps'.\n${save}\n`)
    writeFileSync(join(folder, 'example.sps'), `${snippetFor('spss')}\n`)
    const play = (file: string) => execFileSync(pspp ?? '', [file], { cwd: folder, encoding: 'utf8' })

    expect(play('all.sps')).not.toMatch(/error|warning/i)
    expect(read(rowsOf(folder, 'from-spss.csv'), (row) => row.answer_text)).toEqual(expected())
    const listed = play('example.sps')
    for (const { count } of example()) if (count) expect(listed).toContain(`${count}.00`)
  })

  const python = commandOf(PROGRAMS.pandas)
  it.skipIf(python === undefined)(`has in pandas every number${missingNote(PROGRAMS.pandas, python)}`, () => {
    const script = `${snippetFor('python')}\nreport.to_csv("from-python.csv", index=False)\n`
    const said = execFileSync(python ?? '', ['-c', script], { cwd: folder, encoding: 'utf8' })

    const without = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.slice(0, 5))
    expect(without(read(rowsOf(folder, 'from-python.csv'), () => ''))).toEqual(without(expected()))
    for (const { count } of example()) expect(said).toMatch(new RegExp(`\\s${count ? `${count}.0` : 'NaN'}\\s`))
  })
})

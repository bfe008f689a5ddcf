import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workbookBytes } from '#cli/export/write-workbook.ts'
import { readWorkbook } from '#cli/import/read-workbook.ts'
import { run } from '#cli/main.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { formOfSurvey } from '#shared/survey/formats/xlsform/export/form-of-survey.ts'
import { commandTalk } from './command-talk.ts'
import { anyAuthored } from './xlsform/any-authored.ts'

const talk = commandTalk('export')

describe('chorus survey export', () => {
  it('writes a workbook, and chorus survey import makes the same version of it, byte for byte', async () => {
    const file = join(talk.folder, 'form.xlsx')
    expect(await run(['survey', 'export', 'surveys/crisis-response', '--format', 'xlsform', '--out', file])).toBe(0)
    expect(await run(['survey', 'import', file, '--out', join(talk.folder, 'crisis-response')])).toBe(0)

    const again = await readSurvey(join(talk.folder, 'crisis-response'))
    expect(versionOf(again).hash).toBe(versionOf(await readSurvey('surveys/crisis-response')).hash)
  })

  it('keeps every cell of every form in the file', async () => {
    const file = join(talk.folder, 'form.xlsx')
    await fc.assert(
      fc.asyncProperty(anyAuthored, async (survey) => {
        const form = formOfSurvey(survey)
        await writeFile(file, await workbookBytes(form, file))

        expect(filled(await readWorkbook(file))).toEqual(filled(form))
      }),
      { numRuns: 8 },
    )
  })

  it('writes nothing over a file that is there, and no file of another kind', async () => {
    const file = join(talk.folder, 'form.xlsx')
    await writeFile(file, 'mine')
    const taken = await run(['survey', 'export', 'surveys/stories', '--format', 'xlsform', '--out', file])
    const other = await run(['survey', 'export', 'surveys/stories', '--format', 'xlsform', '--out', join(talk.folder, 'form.ods')])

    expect([taken, other]).toEqual([1, 1])
    expect(talk.said).toMatch(/is there already\. Name another file with --out/)
    expect(talk.said).toMatch(/Let the name end in \.xlsx/)
    expect(await readFile(file, 'utf8')).toBe('mine')
    expect(await readdir(talk.folder)).toEqual(['form.xlsx'])
  })

  it('refuses a text that no cell holds, with its place', async () => {
    const form = new Map([
      [
        'survey',
        [
          ['type', 'label'],
          ['note', 'x'.repeat(32_768)],
        ],
      ],
    ])

    await expect(workbookBytes(form, 'form.xlsx')).rejects.toMatchObject({
      problems: [{ file: 'form.xlsx [survey]', line: 2, column: 'label' }],
    })
  })

  it('makes a file small enough to send by mail', async () => {
    const file = join(talk.folder, 'form.xlsx')
    await run(['survey', 'export', 'surveys/being-heard', '--format', 'xlsform', '--out', file])

    expect((await stat(file)).size).toBeLessThan(100_000)
  })
})

/** The filled cells: rows and columns of nothing at the end are no difference. */
function filled(workbook: ReadonlyMap<string, readonly (readonly string[])[]>): [string, string[]][] {
  return [...workbook].map(([sheet, rows]) => [
    sheet,
    rows.flatMap((row, i) => row.flatMap((cell, at) => (cell === '' ? [] : [`${i} ${at} ${cell}`]))),
  ])
}

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { questionsOf } from '#shared/survey/survey.ts'

const FOLDER = join(import.meta.dirname, '../../../shared/xlsform')

/** Each workbook, some of the questions that it must keep, and some of the rows that must be left out, with the reason. */
const WORKBOOKS: readonly (readonly [file: string, kept: readonly string[], said: readonly RegExp[]])[] = [
  [
    'correlaid_all_types_survey.xlsx',
    ['q_select_one', 'q_select_multi', 'q_integer', 'q_rank_1', 'q_rank_2', 'q_likert'],
    [
      /\[survey\]:5:type - "deviceid" is left out: it records a device/,
      /\[survey\]:17:type - the question "q_date" \(date\) is left out/,
      /\[survey\]:49:relevant - the question "q_relevant" is left out: .*"q_mandatory" is left out/,
    ],
  ],
  ['pyxform_specify_other.xlsx', [], []],
  [
    'pyxform_xlsform_spec_test.xlsx',
    ['q_1'],
    [
      /the questions of ".*" are left out: they repeat/,
      /\[survey\]:7:relevant - .*regex\(\)/,
      /\[survey\]:4:label - the question "my_name"/,
    ],
  ],
  ['pyxform_yes_or_no_question.xlsx', [], []],
]

if (existsSync(FOLDER)) describe('workbooks of other people', imported)
else describe('workbooks of other people', () => it.skip(`the folder of workbooks is missing: ${FOLDER}`, () => {}))

function imported(): void {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chorus-workbooks-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each(WORKBOOKS)('%s becomes a survey that loads, and what is left out is said with its row', async (file, kept, reasons) => {
    let said = ''
    const log = vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
      said += `${String(text)}\n`
    })
    const out = join(folder, file.replace('.xlsx', ''))
    const exit = await run(['survey', 'import', join(FOLDER, file), '--out', out])
    log.mockRestore()

    expect(exit).toBe(0)
    const ids = questionsOf(await readSurvey(out)).map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(0)
    expect(ids).toEqual(expect.arrayContaining([...kept]))
    for (const reason of reasons) expect(said).toMatch(reason)
  })
}

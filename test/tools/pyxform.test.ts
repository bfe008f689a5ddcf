import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { workbookBytes } from '#cli/export/write-workbook.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { formOfSurvey } from '#shared/survey/formats/xlsform/export/form-of-survey.ts'

const CONVERT = `
import json, sys
from pyxform.xls2xform import xls2xform_convert
print(json.dumps(xls2xform_convert(sys.argv[1], sys.argv[2], validate=False)))
`
const found = spawnSync('python3', ['-c', 'import pyxform'], { stdio: 'ignore' }).status === 0

const folder = mkdtempSync(join(tmpdir(), 'chorus-pyxform-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FOLDERS = readdirSync('surveys', { withFileTypes: true }).flatMap((each) =>
  each.isDirectory() && each.name !== 'common' ? [each.name] : [],
)

const without = found ? '' : ' (not tried: there is no python3 with pyxform, see pip install pyxform)'

describe.skipIf(!found)(`the reference implementation of XLSForm${without}`, () => {
  it.each(FOLDERS)('takes %s as we export it, with no warning about what is ours', async (id) => {
    const file = join(folder, `${id}.xlsx`)
    writeFileSync(file, await workbookBytes(formOfSurvey(await readSurvey(`surveys/${id}`)), file))

    const { status, stdout, stderr } = spawnSync('python3', ['-c', CONVERT, file, join(folder, `${id}.xml`)], { encoding: 'utf8' })

    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).not.toMatch(/chorus|disclosure|consent_purpose|release/)
  })
})

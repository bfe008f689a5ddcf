import { extname } from 'node:path'
import type { FormFinding } from '#shared/survey/formats/form/finding.ts'
import type { Form } from '#shared/survey/formats/form/form-shape.ts'
import { limeToForm } from '#shared/survey/formats/limesurvey/lime-to-form.ts'
import { isLimeTxt, readLimeTxt } from '#shared/survey/formats/limesurvey/read-lime-txt.ts'
import { readLss } from '#shared/survey/formats/limesurvey/read-lss.ts'
import { isDictionary } from '#shared/survey/formats/redcap/dictionary-rows.ts'
import { readDictionary } from '#shared/survey/formats/redcap/read-dictionary.ts'
import { readSurveyjs } from '#shared/survey/formats/surveyjs/read-surveyjs.ts'
import { readForm } from '#shared/survey/formats/xlsform/read-form.ts'
import { formBytes, formRefused, formText, tableRows } from './form-file.ts'
import { readWorkbook, workbookOfCsv } from './read-workbook.ts'

/** A form, or the findings that say why the file holds none. */
type FormRead = Form | { readonly findings: readonly FormFinding[] }

/** Reads a questionnaire of another tool. The file's name and first row show which tool. Throws InputRefused where the file is no form. */
export async function readFormFile(path: string): Promise<FormRead> {
  const said: FormFinding[] = []
  const form = await read(path, said)
  return { ...form, findings: [...said, ...form.findings] }
}

async function read(path: string, said: FormFinding[]): Promise<FormRead> {
  const extension = extname(path).toLowerCase()
  if (!['.lss', '.json', '.txt', '.tsv', '.csv', '.lsa', '.lsr', '.zip'].includes(extension))
    return readForm(await readWorkbook(path, said))
  if (['.lsa', '.lsr', '.zip'].includes(extension))
    throw formRefused(
      path,
      `this is an archive (${extension})`,
      'Name the form in it: .lss of LimeSurvey, or the data dictionary of REDCap as .csv',
    )
  const text = formText(path, await formBytes(path), said)
  if (extension === '.lss') {
    const survey = readLss(text)
    return 'findings' in survey ? survey : limeToForm(survey)
  }
  if (extension === '.json') return readSurveyjs(text)
  const [headings = []] = tableRows(text.slice(0, text.indexOf('\n') + 1 || text.length))
  if (isDictionary(headings)) return readDictionary(tableRows(text))
  if (isLimeTxt(headings)) {
    const survey = readLimeTxt(tableRows(text, '\t'))
    return 'findings' in survey ? survey : limeToForm(survey)
  }
  if (extension === '.csv') return readForm(workbookOfCsv(path, text))
  throw formRefused(
    path,
    'this is neither a structure of LimeSurvey nor a data dictionary of REDCap',
    'Export the structure again, as .lss or .txt',
  )
}

import type { FormFinding } from './finding.ts'
import { languagesOf } from './label-texts.ts'
import { readChoices } from './read-choices.ts'
import { RELEASE_SHEET, readRelease } from './release-sheet.ts'
import { type Sheet, sheetsOf, type Workbook } from './sheet.ts'
import type { SheetForm } from './sheet-form.ts'
import { SurveyRows } from './survey-rows.ts'

/** Reads an XLSForm. Every finding names its sheet, row and column; `dropped` and `changed` ones do not stop it. */
export function readForm(workbook: Workbook): SheetForm {
  const sheets = sheetsOf(workbook)
  const survey = sheets.get('survey')
  const settings = sheets.get('settings')?.rows[0]?.cells
  const title = settings?.get('form_title') ?? ''
  const id = settings?.get('form_id') ?? settings?.get('id_string') ?? ''
  const release = readRelease(sheets.get(RELEASE_SHEET))
  const empty = { title, id, languages: [], questions: [], purposes: [], lists: new Map(), release, calculations: new Map() }
  if (!survey || survey.rows.length === 0) {
    const near = [...sheets.keys()].find((name) => /^s\w{3,6}y\w?$/.test(name) && name !== 'survey')
    const remedy = near
      ? `The sheet "${near}" may be meant: name it "survey"`
      : 'Add a sheet named "survey" with the columns type, name and label'
    return { ...empty, findings: [{ kind: 'invalid', sheet: 'survey', message: 'there is no sheet of this name with rows in it', remedy }] }
  }
  const choices = readChoices(sheets.get('choices'), /^(yes|true|true\(\))$/i.test(settings?.get('allow_choice_duplicates') ?? ''))
  const walk = new SurveyRows(survey, choices.lists)
  walk.all()
  const languages = languagesOf([survey, ...(sheets.get('choices') ? [sheets.get('choices') as Sheet] : [])])
  const first = settings?.get('default_language') ?? ''
  return {
    title,
    id,
    languages: [...languages.filter((each) => each === first), ...languages.filter((each) => each !== first)],
    questions: walk.questions,
    purposes: walk.purposes,
    lists: choices.lists,
    release,
    calculations: walk.calculations,
    findings: [...headings(sheets), ...otherSheets(sheets), ...choices.findings, ...walk.findings, ...(release?.findings ?? [])],
  }
}

/** Sheets that make a form do more than ask. */
function otherSheets(sheets: ReadonlyMap<string, Sheet>): FormFinding[] {
  const reasons: Readonly<Record<string, string>> = {
    entities: 'it keeps a list of people or things from one form to the next, which an anonymous survey never does',
    external_choices: 'it holds choices for another kind of list',
    osm: 'it asks where somebody is',
  }
  return Object.entries(reasons).flatMap(([name, why]): FormFinding[] =>
    (sheets.get(name)?.rows.length ?? 0) > 0
      ? [{ kind: 'outside', sheet: name, message: `this sheet has no like here: ${why}`, remedy: 'Take the sheet out' }]
      : [],
  )
}

function headings(sheets: ReadonlyMap<string, Sheet>): FormFinding[] {
  return ['survey', 'choices', 'settings'].flatMap((name) => {
    const sheet = sheets.get(name)
    if (!sheet) return []
    const twice = sheet.twice.map(
      (column): FormFinding => ({
        kind: 'invalid',
        sheet: name,
        row: 1,
        column,
        message: 'two columns have this heading',
        remedy: 'Keep one',
      }),
    )
    if (name !== 'survey' || sheet.columns.includes('type')) return twice
    return [...twice, { kind: 'invalid', sheet: name, row: 1, column: 'type', message: 'the column "type" is missing', remedy: 'Add it' }]
  })
}

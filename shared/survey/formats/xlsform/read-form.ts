import type { FormFinding } from '../form/finding.ts'
import type { Form, FormPlaces } from '../form/form-shape.ts'
import { readChoices } from './read-choices.ts'
import { RELEASE_SHEET, readReleaseSheet } from './release-sheet.ts'
import { type Sheet, sheetsOf, type Workbook } from './sheet.ts'
import { languagesOf } from './sheet-words.ts'
import { SurveyRows } from './survey-rows.ts'

const PLACES: FormPlaces = { sheet: 'survey', type: 'type', name: 'name', label: 'label', relevant: 'relevant', constraint: 'constraint' }

/** Reads an XLSForm. Every finding names its sheet, row and column; `dropped` and `changed` ones do not stop it. */
export function readForm(workbook: Workbook): Form {
  const sheets = sheetsOf(workbook)
  const survey = sheets.get('survey')
  const settings = sheets.get('settings')?.rows[0]?.cells
  const title = settings?.get('form_title') ?? ''
  const first = settings?.get('default_language') ?? ''
  const empty = { title, languages: [], unnamed: first, questions: [], calculations: new Map(), places: PLACES }
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
  for (const row of sheets.get('choices')?.rows ?? []) walk.references('choices', row)
  const release = readReleaseSheet(sheets.get(RELEASE_SHEET))
  const languages = languagesOf([survey, ...(sheets.get('choices') ? [sheets.get('choices') as Sheet] : [])])
  return {
    ...empty,
    languages: [...languages.filter((each) => each === first), ...languages.filter((each) => each !== first)],
    questions: walk.questions,
    calculations: walk.calculations,
    chorus: { purposes: walk.purposes, lists: choices.lists, release: release?.form },
    findings: [...headings(sheets), ...otherSheets(sheets), ...choices.findings, ...walk.findings, ...(release?.findings ?? [])],
  }
}

/** Sheets that make a form do more than ask: one refuses the form, others are left out with the questions that need them. */
function otherSheets(sheets: ReadonlyMap<string, Sheet>): FormFinding[] {
  const filled = [...sheets.values()].filter(({ rows }) => rows.length > 0)
  return filled.flatMap(({ name: sheet }): FormFinding[] => {
    if (sheet === 'entities') {
      const message =
        'a survey here cannot hold this sheet: it keeps a list of people or things from one form to the next, which an anonymous survey never does'
      return [{ kind: 'outside', sheet, message, remedy: 'Take the sheet out' }]
    }
    if (sheet !== 'external_choices' && sheet !== 'osm') return []
    const message = 'this sheet is left out: it holds choices of a kind that is not read'
    return [{ kind: 'dropped', sheet, message, remedy: 'Copy the choices that people need to the sheet "choices"' }]
  })
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

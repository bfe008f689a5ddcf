import { type ClosedQuestion, isClosed, questionsOf, type Section, type Survey } from '../../../survey.ts'
import { conditionFormula, type NamedQuestion } from '../../form/condition-formula.ts'
import { languageName } from '../../form/label-texts.ts'
import { OWN_COLUMN } from '../../form/own-notes.ts'
import { RELEASE_SHEET } from '../release-sheet.ts'
import type { Workbook } from '../sheet.ts'
import { ChoiceLists } from './choice-lists.ts'
import { consentRows } from './consent-rows.ts'
import type { ExportedForm } from './exported-form.ts'
import { FormNames } from './form-names.ts'
import { gridRows } from './grid-rows.ts'
import { type Cells, sheetRows } from './label-columns.ts'
import { releaseRows } from './release-rows.ts'
import { sectionEnd, sectionStart } from './section-rows.ts'
import { xpathText } from './xpath-text.ts'

/**
 * A survey as an XLSForm: its questions, conditions and words in the columns of every tool, and all that it promises besides
 * in the columns `disclosure`, `consent_purpose` and `chorus` and on the sheet `release`. `survey import` makes the same survey of it.
 */
export function formOfSurvey(survey: Survey): Workbook {
  const names = new FormNames(survey)
  const lists = new ChoiceLists(survey)
  const shown = new Map<string, NamedQuestion>()
  const relevant = (condition: Section['if']) => (condition ? xpathText(conditionFormula(condition, (id) => shown.get(id))) : '')
  const form: ExportedForm = { survey, names, lists, relevant }
  for (const question of questionsOf(survey)) {
    if (question.type === 'info') continue
    shown.set(question.id, shownAs(names.question(question.id), isClosed(question) ? question : undefined, lists))
  }
  const rows = [
    ...consentRows(form),
    ...survey.sections.flatMap((section) => [...sectionStart(form, section), ...gridRows(form, section), sectionEnd()]),
  ]
  const source = survey.languages[0] ?? ''
  const settings: Cells = {
    form_title: survey.texts[source]?.title ?? survey.id,
    form_id: survey.id,
    version: survey.version,
    default_language: languageName(source),
  }
  return new Map([
    [
      'survey',
      sheetRows(
        columnsOf(survey, ['label', 'hint'], ['relevant', 'constraint', 'appearance', 'disclosure', 'consent_purpose', OWN_COLUMN]),
        rows,
      ),
    ],
    ['choices', sheetRows(['list_name', 'name', ...columnsOf(survey, ['label'], [OWN_COLUMN]).slice(2)], lists.rows)],
    ['settings', sheetRows(Object.keys(settings), [settings])],
    [RELEASE_SHEET, sheetRows(['name', 'value'], releaseRows(survey))],
  ])
}

function columnsOf(survey: Survey, translated: readonly string[], plain: readonly string[]): string[] {
  const inEach = translated.flatMap((column) => survey.languages.map((language) => `${column}::${languageName(language)}`))
  return ['type', 'name', ...inEach, ...plain]
}

function shownAs(name: string, question: ClosedQuestion | undefined, lists: ChoiceLists): NamedQuestion {
  if (!question) return { name, options: new Map(), hasStates: false, bands: [] }
  if (question.type === 'number') return { name, options: new Map(), hasStates: false, bands: question.bands }
  const list = lists.of(question)
  return { name, options: list.names, hasStates: list.states.length > 0, bands: [] }
}

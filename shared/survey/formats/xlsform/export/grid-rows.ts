import type { Question, Section } from '../../../survey.ts'
import { withMarkupWritten } from '../../form/label-markup.ts'
import { OWN_COLUMN, writeNotes } from '../../form/own-notes.ts'
import type { ExportedForm } from './exported-form.ts'
import { type Cells, inLanguages } from './label-columns.ts'
import { questionRows } from './question-rows.ts'

/** The questions of a part; those that belong to the same words, one after the other, stand in a group with these words. */
export function gridRows(form: ExportedForm, { questions }: Section): Cells[] {
  const grids: { stem: Cells; of: Question[] }[] = []
  for (const question of questions) {
    const stem = inLanguages(form.survey, 'label', (texts) => texts.questions[question.id]?.stem, withMarkupWritten)
    const last = grids.at(-1)
    if (last && JSON.stringify(last.stem) === JSON.stringify(stem)) last.of.push(question)
    else grids.push({ stem, of: [question] })
  }
  return grids.flatMap(({ stem, of }) => {
    const rows = of.flatMap((question) => questionRows(form, question))
    if (Object.keys(stem).length === 0) return rows
    const name = form.names.take(`${of[0]?.id}_stem`)
    const begin = { type: 'begin_group', name, ...stem, appearance: 'field-list', [OWN_COLUMN]: writeNotes({ stem: true }) }
    return [begin, ...rows, { type: 'end_group' }]
  })
}

import type { Texts } from '../../../survey.ts'
import { withMarkupWritten } from '../../form/label-markup.ts'
import { OWN_COLUMN, writeNotes } from '../../form/own-notes.ts'
import type { ExportedForm } from './exported-form.ts'
import { type Cells, inLanguages } from './label-columns.ts'

/** Writes the rows that people read first, and a box for each purpose that they may agree to. */
export function consentRows({ survey, names }: ExportedForm): Cells[] {
  const note = (name: string, say: (texts: Texts) => string): Cells => ({
    type: 'note',
    name: names.take(name),
    ...inLanguages(survey, 'label', say, withMarkupWritten),
    [OWN_COLUMN]: ELSEWHERE,
  })
  return [
    { type: 'begin_group', name: names.take('consent'), [OWN_COLUMN]: ELSEWHERE },
    note('intro', (texts) => texts.intro),
    note('consent_summary', (texts) => texts.consent.summary.join('\n\n')),
    ...survey.consent.purposes.map(({ id, required }) => ({
      type: 'acknowledge',
      name: names.take(`consent_${id}`),
      ...inLanguages(survey, 'label', (texts) => texts.consent.purposes[id], withMarkupWritten),
      required: required ? 'yes' : '',
      consent_purpose: id,
    })),
    { type: 'end_group' },
  ]
}

/** Notes of a row that other tools need, and that says nothing to `survey import`. */
export const ELSEWHERE = writeNotes({ elsewhere: true })

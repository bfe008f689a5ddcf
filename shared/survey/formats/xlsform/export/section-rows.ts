import type { Section, Texts } from '../../../survey.ts'
import { withMarkupWritten } from '../../form/label-markup.ts'
import { OWN_COLUMN, writeNotes } from '../../form/own-notes.ts'
import { SENSITIVE } from '../../form/plan-marks.ts'
import type { ExportedForm } from './exported-form.ts'
import { type Cells, inLanguages } from './label-columns.ts'

/** The row that begins a part, and a note for each of the texts that stand at its beginning. */
export function sectionStart(form: ExportedForm, section: Section): Cells[] {
  const { survey, names, relevant } = form
  const name = names.take(section.id)
  const said = (key: keyof Texts['sections'][string], column: string) =>
    inLanguages(survey, column, (texts) => texts.sections[section.id]?.[key], withMarkupWritten)
  const begin = {
    type: 'begin_group',
    name,
    ...said('title', 'label'),
    relevant: relevant(section.if),
    disclosure: section.sensitive ? SENSITIVE : '',
    [OWN_COLUMN]: writeNotes({
      id: name === section.id ? undefined : section.id,
      part: section.part === 'main' ? undefined : section.part,
      shown_if: section.if && JSON.stringify(section.if),
    }),
  }
  const notes = (['note', 'info', 'stem'] as const).flatMap((key) => {
    const words = said(key, 'label')
    return Object.keys(words).length === 0
      ? []
      : [{ type: 'note', name: names.take(`${section.id}_${key}`), ...words, [OWN_COLUMN]: writeNotes({ words: key }) }]
  })
  return [begin, ...notes]
}

export function sectionEnd(): Cells {
  return { type: 'end_group' }
}

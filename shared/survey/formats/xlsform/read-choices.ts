import type { FormFinding } from '../form/finding.ts'
import type { FormChoice } from '../form/form-shape.ts'
import { GAP, type LabelTexts } from '../form/label-texts.ts'
import { OWN_COLUMN, readNotes } from '../form/own-notes.ts'
import type { Sheet } from './sheet.ts'
import { wordsOf } from './sheet-words.ts'
import { unreadCells } from './unread-cells.ts'

/** The lists of a choices sheet by name, and what is wrong with them. */
export function readChoices(
  sheet: Sheet | undefined,
  duplicatesAllowed: boolean,
): { lists: ReadonlyMap<string, FormChoice[]>; findings: FormFinding[] } {
  const lists = new Map<string, FormChoice[]>()
  const findings: FormFinding[] = []
  if (!sheet || sheet.rows.length === 0) return { lists, findings }
  for (const column of ['list_name', 'name'].filter((each) => !sheet.columns.includes(each))) {
    findings.push({ kind: 'invalid', sheet: 'choices', row: 1, column, message: `the column "${column}" is missing`, remedy: 'Add it' })
  }
  if (findings.length > 0) return { lists, findings }
  for (const row of sheet.rows) {
    const say = (column: string, message: string, remedy: string, kind: FormFinding['kind'] = 'invalid') =>
      findings.push({ kind, sheet: 'choices', row: row.number, column, message, remedy })
    const list = row.cells.get('list_name')
    const name = row.cells.get('name')
    if (list === undefined) {
      const what = name ?? [...wordsOf(row, 'label').values()][0]
      if (what !== undefined) say('list_name', `"${what}" belongs to no list, and is left out`, 'Write the name of its list', 'dropped')
      continue
    }
    if (name === undefined) {
      say('name', `a choice of the list "${list}" has no name`, 'Give it a short name, as answers are stored under it')
      continue
    }
    const choices = lists.get(list) ?? []
    // Where a form allows it, a filter offers each of them to other people.
    if (!duplicatesAllowed && choices.some((each) => each.name === name)) {
      say('name', `the list "${list}" has "${name}" twice`, 'Give each choice a name of its own')
      continue
    }
    const label = wordsOf(row, 'label')
    if (label.size === 0)
      say('label', `the choice "${name}" of "${list}" has no label; its name is shown`, 'Write what people should read', 'changed')
    if ([...label.values()].some((text) => text.includes('${')))
      say(
        'label',
        `the label of "${name}" quotes an answer, which pages here never do: ${GAP} stands there`,
        'Write it otherwise',
        'changed',
      )
    findings.push(...unreadCells('choices', row, name))
    choices.push({
      name,
      row: row.number,
      label: label.size === 0 ? new Map([['', name]]) : withoutQuotes(label),
      cells: row.cells,
      notes: readNotes(row.cells.get(OWN_COLUMN)),
    })
    lists.set(list, choices)
  }
  return { lists, findings }
}

function withoutQuotes(label: LabelTexts): LabelTexts {
  return new Map([...label].map(([language, text]) => [language, text.replace(/\$\{[^}]*\}/g, GAP)]))
}

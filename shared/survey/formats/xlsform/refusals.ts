import type { FormFinding } from '../form/finding.ts'
import type { RowType } from './question-type.ts'

type Refusal = Pick<FormFinding, 'kind' | 'message' | 'remedy'>

/** Gives the reason why a row is no question of a survey here; undefined where it is one. `cell` is the text of its column `type`. */
export function refusalOf(type: RowType, cell: string, name: string): Refusal | undefined {
  switch (type.kind) {
    case 'unknown':
      return {
        kind: 'invalid',
        message: `"${cell}" is no type of question`,
        remedy: 'Use select_one, select_multiple, integer, decimal, text, note or begin_group',
      }
    case 'metadata':
      return { kind: 'dropped', message: `"${cell}" is left out: it records a device, a person or a time`, remedy: 'Nothing to do' }
    case 'refused':
      return {
        kind: 'dropped',
        message: `the question "${name}" (${cell}) is left out: ${type.why}`,
        remedy: 'Ask it in another way, or do without',
      }
    case 'from file':
      return {
        kind: 'dropped',
        message: `the question "${name}" is left out: its choices are in another file`,
        remedy: 'Copy them to the sheet "choices"',
      }
    default:
      return undefined
  }
}

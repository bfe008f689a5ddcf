import { answersIn } from '../form/expression.ts'
import type { FormFinding } from '../form/finding.ts'
import type { SheetRow } from './sheet.ts'
import { parseExpression } from './xpath.ts'

/** Columns in which a form may name a question as \${name}. */
const NAMING = [
  'relevant',
  'constraint',
  'calculation',
  'choice_filter',
  'default',
  'required',
  'trigger',
  'repeat_count',
  'label',
  'hint',
  'constraint_message',
  'required_message',
  'guidance_hint',
]

/** Every question that the cells of a row name as \${name} must be there, and once. `rowsOf` gives the rows of a name. */
export function checkReferences(sheet: string, row: SheetRow, rowsOf: (name: string) => readonly number[]): FormFinding[] {
  const findings: FormFinding[] = []
  const say = (column: string, message: string, remedy: string) =>
    findings.push({ kind: 'invalid', sheet, row: row.number, column, message, remedy })
  for (const [heading, text] of row.cells) {
    const column = heading.split('::')[0] ?? heading
    if (!NAMING.includes(column) || !text.includes('${')) continue
    for (const name of namesIn(column, text)) {
      const rows = name === 'instanceID' ? [0] : rowsOf(name.replace(/^last-saved#/, ''))
      if (rows.length === 0) say(heading, `there is no question "${name}"`, 'Correct the name between the braces')
      else if (rows.length > 1) say(heading, `"${name}" is the name of the rows ${rows.join(' and ')}`, 'Name them differently')
    }
  }
  return findings
}

function namesIn(column: string, text: string): string[] {
  const parsed = ['relevant', 'constraint', 'calculation', 'choice_filter'].includes(column) ? parseExpression(text) : undefined
  if (parsed && !('fault' in parsed)) return [...new Set(answersIn(parsed))]
  return [...new Set([...text.matchAll(/\$\{\s*([^}]*?)\s*\}/g)].map(([, name = '']) => name))]
}

import type { FormRelease, RollupNames } from '../form/chorus-form.ts'
import type { FormFinding } from '../form/finding.ts'
import { languageCode } from '../form/label-texts.ts'
import type { Sheet } from './sheet.ts'

export const RELEASE_SHEET = 'release'

/** Facts whose words differ by language; all else that has a column for a language belongs to its file. */
const LOCALIZED = /^(release\.|support\.\d+\.)/
const FACTS = [
  'version license minutes consent disclosure plan retention support release closes access abuse follow_up kept_ids',
  'title intro reviewed units rollups auto share consent',
].map((names) => names.split(' '))
const NAME = /^[a-z][a-z_]*(\.[a-z0-9][a-z0-9_]*)*$/
const UNIT = /^units\.([A-Za-z][A-Za-z0-9._-]*)$/

const ROLLUP = /^rollups\.([A-Za-z][A-Za-z0-9._-]*)\/([A-Za-z0-9][A-Za-z0-9._+-]*)$/

/** The id of a question may have letters and marks that no other fact has. */
const KEPT_ID = /^kept_ids\.([A-Za-z][A-Za-z0-9._-]*)$/

/** What the sheet says; undefined where there is none. A sheet of this name with other columns is somebody's own. */
export function readReleaseSheet(
  sheet: Sheet | undefined,
): { readonly form: FormRelease | undefined; readonly findings: readonly FormFinding[] } | undefined {
  if (!sheet || sheet.rows.length === 0) return undefined
  if (!sheet.columns.includes('name') || !sheet.columns.some((each) => each === 'value' || each.startsWith('value::'))) {
    const message = 'the sheet is left out: it has no columns "name" and "value"'
    const remedy = 'Nothing to do, or name its columns so if it says facts about the survey'
    return { form: undefined, findings: [{ kind: 'dropped', sheet: RELEASE_SHEET, message, remedy }] }
  }
  const facts: Tree = new Map()
  const words = new Map<string, Tree>()
  const units = new Map<string, Record<string, string>>()
  const rollups = new Map<string, RollupNames>()
  const findings: FormFinding[] = []
  const languages = new Map(sheet.columns.filter((each) => each.startsWith('value::')).map((each) => [each, languageCode(each.slice(7))]))
  for (const { number, cells } of sheet.rows) {
    const refuse = (message: string, remedy: string) =>
      findings.push({ kind: 'invalid', sheet: RELEASE_SHEET, row: number, column: 'name', message, remedy })
    const name = cells.get('name') ?? ''
    const unit = UNIT.exec(name)?.[1]
    const kept = KEPT_ID.exec(name)?.[1]
    const [, rolled, rollup] = ROLLUP.exec(name) ?? []
    const root = name.split('.')[0] ?? ''
    if (!unit && !kept && !rollup && !(NAME.test(name) && FACTS.flat().includes(root))) {
      refuse(`"${name}" is no fact about a survey`, 'Take the row out, or write a name of survey.yaml')
      continue
    }
    const said = [...languages].flatMap(([heading, code]): [string, string][] => {
      const text = cells.get(heading)
      return code === undefined || text === undefined ? [] : [[code, text]]
    })
    const value = cells.get('value')
    if (unit) for (const [code, text] of said) units.set(code, { ...units.get(code), [unit]: text })
    else if (rolled && rollup)
      for (const [code, text] of said) {
        const own = rollups.get(code)
        rollups.set(code, { ...own, [rolled]: { ...own?.[rolled], [rollup]: text } })
      }
    else if (kept && value !== undefined) put(facts, ['kept_ids', kept], readValue(value), refuse)
    else if (value !== undefined) put(facts, name.split('.'), readValue(value), refuse)
    else if (LOCALIZED.test(name)) put(facts, name.split('.'), new Map(said), refuse)
    else
      for (const [code, text] of said) {
        const own = words.get(code) ?? new Map()
        words.set(code, own)
        put(own, name.split('.'), text, refuse)
      }
  }
  return { form: { facts: plain(facts), words: new Map([...words].map(([code, tree]) => [code, plain(tree)])), units, rollups }, findings }
}

/** A value as a cell: a text that would be read as a number, a yes or a no has quotes around it. */
export function valueCell(value: string | number | boolean): string {
  return typeof value !== 'string' || typeof readValue(value) !== 'string' || /^"[\s\S]*"$/.test(value) ? JSON.stringify(value) : value
}

function readValue(cell: string): string | number | boolean {
  if (!/^(-?\d+(\.\d+)?|true|false|"[\s\S]*")$/i.test(cell)) return cell
  try {
    const read: unknown = JSON.parse(/^"/.test(cell) ? cell : cell.toLowerCase())
    return typeof read === 'string' || typeof read === 'number' || typeof read === 'boolean' ? read : cell
  } catch {
    return cell
  }
}

type Tree = Map<string, unknown>

function put(tree: Tree, path: readonly string[], value: unknown, refuse: (message: string, remedy: string) => void): void {
  const last = path.at(-1) ?? ''
  const name = path.join('.')
  const above = path.slice(0, -1)
  let at = tree
  for (const key of above) {
    const next = at.get(key) ?? new Map<string, unknown>()
    if (!(next instanceof Map)) {
      refuse(`"${name}" and "${above.join('.')}" are both given`, 'Keep one of the two rows')
      return
    }
    at.set(key, next)
    at = next
  }
  if (at.has(last)) refuse(`"${name}" is given twice`, 'Keep one row')
  else at.set(last, value)
}

/** Maps whose keys count from one are lists. */
function plain(tree: Tree): Record<string, unknown> {
  return Object.fromEntries([...tree].map(([key, value]) => [key, value instanceof Map ? unlisted(value) : value]))
}

function unlisted(tree: Tree): unknown {
  const keys = [...tree.keys()]
  if (keys.length === 0 || !keys.every((key) => /^\d+$/.test(key))) return plain(tree)
  return keys
    .toSorted((a, b) => Number(a) - Number(b))
    .map((key) => {
      const value = tree.get(key)
      return value instanceof Map ? unlisted(value) : value
    })
}

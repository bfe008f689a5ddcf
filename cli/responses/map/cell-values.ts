import { plainKey } from './column-keys.ts'

const CHOSEN = ['1', '1.0', 'true', 'yes', 'y', 'x', 'checked', 'selected', 'ja', 'sí', 'si', 'oui', 'نعم']
const NOT_CHOSEN = [
  '',
  '0',
  '0.0',
  'false',
  'no',
  'n',
  'unchecked',
  'not selected',
  'nein',
  'non',
  'لا',
  'n/a',
  'na',
  '~not_shown',
  '~skipped',
]

/** Whether the cell of an option's own column says that it was chosen; undefined where it says neither. `names` of the option count as yes. */
export function isChosen(cell: string, names: readonly string[]): boolean | undefined {
  const value = cell.toLowerCase()
  if (CHOSEN.includes(value)) return true
  if (NOT_CHOSEN.includes(value)) return false
  return names.some((name) => plainKey(name) === plainKey(cell)) ? true : undefined
}

/** Separators between several answers in one cell. */
const BETWEEN = /^[\s,;|/]+/

/**
 * The answers in one cell, by the names that options have: longer names first, as one may begin like another. Undefined where a
 * part of the cell is no option.
 */
export function splitAnswers(cell: string, options: ReadonlyMap<string, string>): string[] | undefined {
  const names = [...options.keys()].toSorted((a, b) => b.length - a.length)
  // Positions from which no way of splitting reaches the end are not tried again.
  const hopeless = new Set<number>()
  return from(cell.replace(BETWEEN, ''))

  function from(rest: string): string[] | undefined {
    if (rest === '') return []
    if (hopeless.has(rest.length)) return undefined
    for (const name of names) {
      if (name === '' || !rest.toLowerCase().startsWith(name.toLowerCase())) continue
      const after = rest.slice(name.length)
      if (after !== '' && !BETWEEN.test(after)) continue
      const others = from(after.replace(BETWEEN, ''))
      const option = options.get(name)
      if (others && option !== undefined) return [option, ...others.filter((each) => each !== option)]
    }
    hopeless.add(rest.length)
    return undefined
  }
}

/** A number as we read it: a point before decimals, and nothing before thousands. */
export function withPoint(cell: string, decimals: 'point' | 'comma'): string {
  const [thousands, decimal] = decimals === 'comma' ? ['.', ','] : [',', '.']
  const plain = cell.replace(/[\s\u00A0\u202F']/g, '')
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:\\${thousands}\\d{3})+(?:\\${decimal}\\d+)?$`)
  return (grouped.test(plain) ? plain.replaceAll(thousands, '') : plain).replace(decimal, '.')
}

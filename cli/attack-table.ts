import type { Learned } from '#shared/disclosure/attack/attack-history.ts'
import { type Narrow, type Summary, type TableSummary, WIDE } from '#shared/disclosure/attack/attack-summary.ts'
import type { LearnedFromNoise } from '#shared/disclosure/attack/noise-attack.ts'

/** The result of an attack as text for a person: a table with a line for each planned table, then the sums. `releases` are numbers of reports. */
export function attackTable(study: string, releases: readonly number[], summary: Summary): string {
  const head = ['table', 'hidden', 'narrowest', 'changes', 'narrowest']
  const rows = summary.tables.map((table) => [
    table.table,
    String(table.hidden),
    narrowest(table, 'narrowestHidden'),
    String(table.changes),
    narrowest(table, 'narrowestChange'),
  ])
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) => `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd()
  return [
    `What linear programs over the printed numbers learn about ${study} from the files of ${releases.length === 1 ? `release ${releases[0]}` : `releases ${releases.join(', ')}`},`,
    'without the key and without any answer. A range is the lowest and the highest value that a true number can have.',
    '',
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    '',
    `Hidden cells   ${counted('cells', summary.hidden)}`,
    releases.length === 1
      ? 'Differencing   needs a second release: there is nothing to compare yet'
      : `Differencing   ${counted('changes of a cell between two releases', summary.changes)}`,
  ].join('\n')
}

function narrowest(table: TableSummary, which: 'narrowestHidden' | 'narrowestChange'): string {
  const found = table[which]
  if (found) return `${found.low} to ${found.high} (${placeOf(found)})`
  return (which === 'narrowestHidden' ? table.hidden : table.changes) === 0 ? '' : `${WIDE} apart or more`
}

function placeOf({ group, answer, release, since }: Learned): string {
  const place = [group, answer].filter((part) => part !== undefined).join(' / ')
  return `${place}, ${since === undefined ? '' : `${since} to `}${release}`
}

function counted(what: string, { cells, exact, within }: Narrow): string {
  const widths = within.map(([width, found]) => `${found} within fewer than ${width} values`)
  return `${cells} ${what}: ${exact} known exactly, ${widths.join(', ')}`
}

/** The result of an attack on noisy numbers, as text: how often the best guess is right. */
export function noiseTable({ study, releases, whether, which, newcomers }: LearnedFromNoise): string {
  const percent = (share: number) => `${Math.round(100 * share)} times in 100`
  return [
    `What the printed numbers tell about ${study} from the files of ${releases.length === 1 ? `release ${releases[0]}` : `releases ${releases.join(', ')}`}, where noise was added.`,
    'No range of a number is certain, so no cell is known exactly, or to within a few values.',
    'An attacker who knows the answers of everybody but one person, and reads every number of every release, can only guess:',
    '',
    `  whether that person's answers were counted          right ${percent(whether)} (a coin: 50)`,
    `  which of two sets of answers that person gave       right ${percent(which)} (a coin: 50)`,
    releases.length === 1
      ? '  differencing                                        needs a second release: there is nothing to compare yet'
      : `  newcomers of a cell, from two releases              to within ${newcomers} to either side, 19 times in 20`,
  ].join('\n')
}

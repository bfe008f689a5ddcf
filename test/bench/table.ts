import type { Row } from './row.ts'

/** Columns as wide as they need to be; what it costs elsewhere stands under its row. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['what', 'budget', 'measured', 'ok']
  const lines = rows.map((row) => [row.what, row.budget ?? '', row.measured, row.ok ? 'ok' : 'MISSED'])
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)))
  const show = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  return [
    show(head),
    show(widths.map((width) => '-'.repeat(width))),
    ...rows.flatMap((row, i) => [show(lines[i] ?? []), ...(row.beside === undefined ? [] : [`  beside: ${row.beside}`])]),
    '',
  ].join('\n')
}

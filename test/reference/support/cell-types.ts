/** Whether a cell of a CSV file is written as its column says: as CSV on the Web and Table Schema have it in common. */
export function isOfType(cell: string, type: string): boolean {
  if (type === 'integer') return /^[+-]?\d+$/.test(cell)
  if (type === 'number') return /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)$/.test(cell)
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(cell) && new Date(`${cell}T00:00:00Z`).toJSON()?.startsWith(cell) === true
  if (type === 'string') return true
  throw new Error(`no column of ours is a ${type}`)
}

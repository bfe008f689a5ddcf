import type { TableName } from '../topology.ts'

/**
 * Tables that share the key of another one, as exactly the same roles use both: a key of their own would keep them from
 * nobody, and costs a dollar a month. `Keys` refuses two whose users differ.
 */
const SHARED: Partial<Record<TableName, TableName>> = { budgets: 'drafts', followups: 'drafts' }

/** The table after which the key of a table is named. */
export function keyTableOf(name: TableName): TableName {
  return SHARED[name] ?? name
}

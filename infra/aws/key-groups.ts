import type { BucketName, TableName } from '../topology.ts'

/**
 * Tables that share the key of another one, as each key costs a dollar a month: tables that only one function uses; marks of
 * withdrawals with the stories, which the members' own keys encrypt besides; and the tables that the board and the steward work
 * with, which hold no answer. Each table's own policy still keeps its readers apart. docs/deploy.md lists what each key protects.
 */
const TABLES: Partial<Record<TableName, TableName>> = {
  budgets: 'drafts',
  followups: 'drafts',
  withdrawals: 'stories',
  boardroom: 'community',
  invitations: 'community',
}

/** Partial counts are the one function's that has the series; what is published is open to everybody to read. */
const BUCKETS: Partial<Record<BucketName, TableName>> = { partials: 'series', findings: 'community' }

/** The table after which the key of a table is named. */
export function keyTableOf(name: TableName): TableName {
  return TABLES[name] ?? name
}

/** The table whose key a bucket shares; undefined for a bucket with a key of its own. */
export function keyTableOfBucket(name: BucketName): TableName | undefined {
  return BUCKETS[name]
}

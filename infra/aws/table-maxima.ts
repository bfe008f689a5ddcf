import { type Capacity, QUOTA, VISIT } from '../capacity.ts'
import type { TableName } from '../topology.ts'

/** Read units (4 KB) and write units (1 KB) a second. */
export type Units = { readonly reads: number; readonly writes: number }

/** The units that a visit needs of each table; a draft fits two write units, with long texts four. */
const VISIT_UNITS: Readonly<Record<TableName, Units>> = {
  drafts: { reads: VISIT.draftReads, writes: 4 * VISIT.draftWrites },
  /** The response, and a delete for those who take it back. */
  responses: { reads: 0, writes: 2 },
  /** The sealed words, all of one size, and a delete. */
  stories: { reads: 0, writes: 40 },
  withdrawals: { reads: 0, writes: 1 },
  /** Which survey is open is kept by a process for a while. */
  community: { reads: 1, writes: 0 },
  /** Looked at when a visit begins and when it sends. */
  invitations: { reads: 2, writes: 1 },
  followups: { reads: 1, writes: 3 },
  /** One count for a hundredth of a limit. */
  budgets: { reads: 1, writes: 1 },
  /** Only a board that meets reads and writes here, and no visit. */
  boardroom: { reads: 0, writes: 0 },
  series: { reads: 0, writes: 0 },
}

/** Counting and deleting read and write a table whole: with less than this they would take hours. */
const FLOOR: Units = { reads: 4000, writes: 1000 }

/**
 * The most units of a table, so that a flood has a bound: the need of a burst of people, or of counting, and no more than an
 * account has.
 */
export function tableMaxima({ burst }: Capacity, name: TableName): Units {
  const { reads, writes } = VISIT_UNITS[name]
  return {
    reads: Math.min(Math.max(burst * reads, FLOOR.reads), QUOTA.unitsASecond),
    writes: Math.min(Math.max(burst * writes, FLOOR.writes), QUOTA.unitsASecond),
  }
}

/** Whether a table may write no more than counting and deleting need: then a larger FLOOR helps, and a larger capacity may not. */
export function isAtFloor(capacity: Capacity, name: TableName): boolean {
  return tableMaxima(capacity, name).writes <= FLOOR.writes
}

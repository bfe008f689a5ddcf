import type { Capacity } from '../capacity.ts'
import { tableMaxima } from './table-maxima.ts'

/** A page of 8,000 responses is a megabyte (shared/storage/dynamodb/responses.ts), and the name of a member 16 bytes (series/membership.ts). */
const RESPONSE_BYTES = (1024 * 1024) / 8000
const MEMBER_BYTES = 16
const READ_UNIT = 4096
const WRITE_UNIT = 1024

export type TabulationUnits = {
  /** Read units of the table of responses. */
  readonly responseReads: number
  /** Units of the table of series: the members of the release before, and of this one. */
  readonly memberReads: number
  readonly memberWrites: number
}

/** What counting so many responses asks of the tables, when nearly all of them were counted in the release before. Reads are consistent. */
export function tabulationUnits(responses: number): TabulationUnits {
  return {
    responseReads: Math.ceil((responses * RESPONSE_BYTES) / READ_UNIT),
    memberReads: Math.ceil((responses * MEMBER_BYTES) / READ_UNIT),
    memberWrites: Math.ceil((responses * MEMBER_BYTES) / WRITE_UNIT),
  }
}

/** For how many seconds the maxima of the tables hold up a tabulation, however fast the function is; the shards read side by side. */
export function secondsOfUnits(responses: number, capacity: Capacity): number {
  const { responseReads, memberReads, memberWrites } = tabulationUnits(responses)
  const [ofResponses, ofSeries] = [tableMaxima(capacity, 'responses'), tableMaxima(capacity, 'series')]
  return Math.ceil(responseReads / ofResponses.reads + memberReads / ofSeries.reads + memberWrites / ofSeries.writes)
}

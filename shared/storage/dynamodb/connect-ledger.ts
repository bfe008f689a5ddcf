import type { Ledger } from '../ledger-repository.ts'
import { type Connection, clientOf } from './connect.ts'
import { Table } from './dynamodb-table.ts'
import { ledgerOn } from './ledger.ts'

/** The board's ledger, beside the surveys. Nothing is sent before the first use. */
export function connectLedger({ tables, ...where }: Connection<'community'>): Ledger {
  return ledgerOn(new Table(clientOf(where), tables.community))
}

import type { Ledger } from '../ledger-repository.ts'
import { type Connection, clientOf } from './connect.ts'
import { Table } from './dynamodb-table.ts'
import { ledgerOn } from './ledger.ts'

/** `mayGet`: the caller's role may read one item by its key, and not only a partition. */
type LedgerConnection = Connection<'community'> & { readonly mayGet?: true }

/** The board's ledger, beside the surveys. Nothing is sent before the first use. */
export function connectLedger({ tables, mayGet, ...where }: LedgerConnection): Ledger {
  return ledgerOn(new Table(clientOf(where), tables.community), mayGet)
}

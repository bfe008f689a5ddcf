import type { Boardroom } from '../boardroom-repository.ts'
import { boardroomOn } from './boardroom.ts'
import { type Connection, clientOf } from './connect.ts'
import { Table } from './dynamodb-table.ts'

/** Connects to the table in which the console keeps its state between two pages. Sends nothing before the first use. */
export function connectBoardroom({
  tables,
  ...where
}: Omit<Connection<never>, 'tables'> & { readonly tables: { readonly boardroom: string } }): Boardroom {
  return boardroomOn(new Table(clientOf(where), tables.boardroom))
}

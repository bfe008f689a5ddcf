import type { KeepingLog } from '../repositories.ts'
import { type Connection, clientOf } from './connect.ts'
import { Table } from './dynamodb-table.ts'
import { keepingLogOn } from './keeping-log.ts'

/** Apart from `connect`, so that a function which has no use for it does not carry it. */
export function connectKeepingLog({ tables, ...where }: Connection<'community'>): KeepingLog {
  return keepingLogOn(new Table(clientOf(where), tables.community))
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Repositories } from '../repositories.ts'
import { budgetsOn } from './budgets.ts'
import { communityOn } from './community.ts'
import { draftsOn } from './drafts.ts'
import { Table } from './dynamodb-table.ts'
import { followUpsOn } from './follow-ups.ts'
import { invitationsOn } from './invitations.ts'
import { QuickSha256 } from './quick-hash.ts'
import { requestHandler } from './request-handler.ts'
import { responsesOn } from './responses.ts'
import { seriesOn } from './series.ts'
import { storiesOn } from './stories.ts'
import { withdrawalsOn } from './withdrawals.ts'

export type TableName = keyof Repositories

export type Connection<T extends TableName> = {
  /** The table's name in the database, for each repository that is wanted. */
  readonly tables: Readonly<Record<T, string>>
  /** The address of the database; without it, the region's own. */
  readonly endpoint?: string | undefined
  readonly region: string
  /** 32 bytes: without it a response can be removed, and neither stored nor read. */
  readonly responseKey?: Uint8Array
  /** The time that one of three attempts may take; without it 5 s, and 30 where nobody waits. */
  readonly patienceMs?: number
  /** For who reads or deletes a table whole, with nobody waiting: as fast as the table lets, and with more attempts when it is too busy. */
  readonly isUnhurried?: true
  /** Without them, those of the environment. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** The repositories whose tables are named, and no others. Nothing is sent before the first use. */
export function connect<T extends TableName>(connection: Connection<T>): Pick<Repositories, T>
export function connect({
  tables,
  responseKey,
  ...where
}: Omit<Connection<TableName>, 'tables'> & { readonly tables: Partial<Record<TableName, string>> }): Partial<Repositories> {
  const client = clientOf(where)
  return {
    ...(tables.drafts && { drafts: draftsOn(new Table(client, tables.drafts)) }),
    ...(tables.responses && { responses: responsesOn(new Table(client, tables.responses), responseKey) }),
    ...(tables.stories && { stories: storiesOn(new Table(client, tables.stories)) }),
    ...(tables.withdrawals && { withdrawals: withdrawalsOn(new Table(client, tables.withdrawals)) }),
    ...(tables.community && { community: communityOn(new Table(client, tables.community)) }),
    ...(tables.invitations && { invitations: invitationsOn(new Table(client, tables.invitations)) }),
    ...(tables.followups && { followups: followUpsOn(new Table(client, tables.followups)) }),
    ...(tables.budgets && { budgets: budgetsOn(new Table(client, tables.budgets)) }),
    ...(tables.series && { series: seriesOn(new Table(client, tables.series)) }),
  }
}

/** With waits that double up to 20 seconds: two minutes and more. */
const UNHURRIED_ATTEMPTS = 12

/** A page of a megabyte that is given up on a busy machine is read, and paid for, once more. */
const UNHURRIED_PATIENCE_MS = 30_000

export function clientOf({
  endpoint,
  region,
  credentials,
  isUnhurried,
  patienceMs = isUnhurried ? UNHURRIED_PATIENCE_MS : 5000,
}: Omit<Connection<never>, 'tables' | 'responseKey'>): DynamoDBClient {
  return new DynamoDBClient({
    region,
    // The chain of a command is put together once, and not for each request.
    cacheMiddleware: true,
    sha256: QuickSha256,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    // The SDK's own measure of how much a table takes: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    ...(isUnhurried ? { retryMode: 'adaptive', maxAttempts: UNHURRIED_ATTEMPTS } : { maxAttempts: 3 }),
    requestHandler: requestHandler(patienceMs),
  })
}

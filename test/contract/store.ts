import { randomBytes } from 'node:crypto'
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll } from 'vitest'
import { keysOf } from '#infra/keys-of.ts'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { tables } from '#infra/topology.ts'
import type { Boardroom } from '#shared/storage/boardroom-repository.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { connectBoardroom } from '#shared/storage/dynamodb/connect-boardroom.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { KeepingLog, Repositories } from '#shared/storage/repositories.ts'

export type Store = {
  readonly repositories: () => Repositories
  readonly keepingLog: () => KeepingLog
  readonly ledger: () => Ledger
  readonly boardroom: () => Boardroom
}

/**
 * The repositories under test. By default over the embedded database, in memory. With CHORUS_CONTRACT_ENDPOINT (a URL,
 * or `aws` for the region's own) the same suite runs there, with AWS_REGION and credentials from the environment, on
 * tables of its own that it removes when it is done.
 */
export function aStore(): Store {
  const named = process.env.CHORUS_CONTRACT_ENDPOINT
  const prefix = `chorus-contract-${randomBytes(4).toString('hex')}-`
  const nameOf = (table: keyof typeof tables) => `${prefix}${table}`
  const opened: {
    repositories?: Repositories
    keepingLog?: KeepingLog
    ledger?: Ledger
    boardroom?: Boardroom
    close?: () => Promise<void>
  } = {}

  beforeAll(async () => {
    const embedded = named ? undefined : await startDatabase({})
    const endpoint = embedded?.endpoint ?? (named === 'aws' ? undefined : named)
    const credentials = embedded && { accessKeyId: 'contract', secretAccessKey: 'contract' }
    const where = { region: process.env.AWS_REGION ?? 'local', ...(endpoint && { endpoint }), ...(credentials && { credentials }) }
    const client = new DynamoDBClient(where)
    await createTables(client, nameOf)
    const [drafts, responses, stories] = [nameOf('drafts'), nameOf('responses'), nameOf('stories')]
    const [withdrawals, community, series] = [nameOf('withdrawals'), nameOf('community'), nameOf('series')]
    const [invitations, followups, budgets] = [nameOf('invitations'), nameOf('followups'), nameOf('budgets')]
    opened.repositories = connect({
      ...where,
      responseKey: randomBytes(32),
      tables: { drafts, responses, stories, withdrawals, community, series, invitations, followups, budgets },
    })
    opened.keepingLog = connectKeepingLog({ ...where, tables: { community } })
    opened.ledger = connectLedger({ ...where, tables: { community } })
    opened.boardroom = connectBoardroom({ ...where, tables: { boardroom: nameOf('boardroom') } })
    opened.close = async () => {
      await Promise.all(keysOf(tables).map((table) => client.send(new DeleteTableCommand({ TableName: nameOf(table) }))))
      client.destroy()
      await embedded?.stop()
    }
  })

  afterAll(() => opened.close?.())

  return {
    repositories: () => {
      if (!opened.repositories) throw new Error('the store is used before the tests start')
      return opened.repositories
    },
    keepingLog: () => {
      if (!opened.keepingLog) throw new Error('the store is used before the tests start')
      return opened.keepingLog
    },
    boardroom: () => {
      if (!opened.boardroom) throw new Error('the store is used before the tests start')
      return opened.boardroom
    },
    ledger: () => {
      if (!opened.ledger) throw new Error('the store is used before the tests start')
      return opened.ledger
    },
  }
}

export function anId(): Uint8Array {
  return new Uint8Array(randomBytes(16))
}

/** A survey version that no other test uses. */
export function aVersion(id = 'being-heard') {
  return { id, hash: randomBytes(32).toString('hex') }
}

import type { ServerResponse } from 'node:http'
import type { Permit } from './database-permits.ts'
import { dynalite } from './embedded.ts'
import { gate } from './gate.ts'
import { listen } from './listen.ts'
import { copyItems } from './repack.ts'
import { SyncedLevel } from './synced-level.ts'

export type Database = {
  readonly endpoint: string
  /** Writes all of it, as it is at one moment, to a new folder; people go on writing meanwhile. Throws for a database in memory. */
  copyTo(path: string): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the embedded database on a free port of 127.0.0.1 (by itself it would listen on every interface). Without a
 * folder it is in memory; with one, it answers a write when that is on the disk. Without permits everybody may do everything.
 */
export async function startDatabase(options: { path?: string; permits?: ReadonlyMap<string, Permit> }): Promise<Database> {
  const before = SyncedLevel.last
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, ...(options.path && { path: options.path }) })
  const store = options.path && SyncedLevel.last !== before ? SyncedLevel.last : undefined
  if (options.path && !store) throw new Error('the database does not use the store that syncs')
  if (options.permits) {
    const answer = server.listeners('request')
    server.removeAllListeners('request')
    const pass = (request: unknown, response: ServerResponse) => {
      for (const listener of answer) Reflect.apply(listener, server, [request, response])
    }
    const guarded = gate(options.permits, pass)
    server.on('request', (request, response) => void guarded(request, response))
  }
  const port = await listen(server, 0)
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async copyTo(path) {
      if (!store) throw new Error('a database in memory has no copy')
      await copyItems(store.asBytes(), path)
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((failed) => (failed ? reject(failed) : resolve()))
        server.closeIdleConnections()
      }),
  }
}

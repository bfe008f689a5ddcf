import { once } from 'node:events'
import type { Server } from 'node:http'
import { CodedError } from '#shared/problem.ts'

/** Listens on this machine alone and gives the port; 0 takes a free one. Throws with a remedy when the port is taken. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port, exclusive: true })
  try {
    await once(server, 'listening')
  } catch (thrown) {
    throw new CodedError('port-taken', `port ${port} is taken: stop what uses it, or choose another with --port`, { cause: thrown })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

import { once } from 'node:events'
import type { Server } from 'node:net'
import { CodedError } from '#shared/problem.ts'

/** Listens, on this machine alone unless told otherwise, and gives the port; 0 takes a free one. Throws with a remedy when it cannot. */
export async function listen(server: Server, port: number, host = '127.0.0.1'): Promise<number> {
  server.listen({ host, port, exclusive: true })
  try {
    await once(server, 'listening')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRNOTAVAIL') {
      throw new CodedError('no-such-address', `this machine has no address ${host}: give one of its own with --host`, { cause: thrown })
    }
    throw new CodedError('port-taken', `port ${port} is taken: stop what uses it, or choose another with --port`, { cause: thrown })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

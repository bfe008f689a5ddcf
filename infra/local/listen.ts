import { once } from 'node:events'
import type { Server } from 'node:http'

/** Listens on this machine alone and gives the port; 0 takes a free one. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port, exclusive: true })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

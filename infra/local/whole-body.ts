import type { IncomingMessage } from 'node:http'

/**
 * Reads the body of a request up to so many bytes. Beyond them it stops reading and leaves the stream open, so that an answer can still be
 * sent. Events and no iterator: an iterator takes 0.1 ms of processor time a request.
 */
export function wholeBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | 'too large' | 'broken off'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostBytes) chunks.push(chunk)
      else {
        request.pause()
        resolve('too large')
      }
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', () => resolve('broken off'))
    request.on('close', () => resolve('broken off'))
  })
}

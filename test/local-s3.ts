import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import { crc32 } from 'node:zlib'
import { listen } from '#infra/local/listen.ts'

/** The fault of one request: it is lost, it fails, the bucket is too busy, never answers, or stops in the middle of an object. */
type S3Fault = 'lost' | 'error' | 'busy' | 'hung' | 'stalled' | undefined

export type LocalS3 = {
  readonly endpoint: string
  /** The requests to each bucket, for example `PUT candidates`. */
  readonly calls: ReadonlySet<string>
  /** `bucket/key` to its bytes. */
  readonly objects: Map<string, Buffer>
  /** Asked before each request; an object may have been written although its answer is lost. */
  faultOf: (method: string, path: string) => S3Fault
  stop(): Promise<void>
}

/** The five requests of S3 that Chorus makes, as S3 answers them: conditional writes, checksums, lists in pages. */
export async function startS3({ pageSize = 1000 }: { pageSize?: number } = {}): Promise<LocalS3> {
  const objects = new Map<string, Buffer>()
  const calls = new Set<string>()
  const s3 = { objects, calls, faultOf: (): S3Fault => undefined }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3')
    const path = decodeURIComponent(pathname.slice(1))
    calls.add(`${request.method} ${path.split('/')[0]}`)
    const fault = running.faultOf(request.method ?? '', path)
    if (fault === 'error') return refuse(response, 500, 'InternalError')
    if (fault === 'busy') return refuse(response, 503, 'SlowDown')
    // What was sent is read and done, and the answer never comes: the caller cannot know.
    const answer = fault === 'lost' ? silent(request) : fault === 'hung' ? mute() : response
    if (request.method === 'PUT') return put(objects, path, request, answer)
    if (request.method === 'GET' && searchParams.get('list-type') === '2') return list(objects, path, searchParams, pageSize, answer)
    if (request.method === 'GET') return read(objects, path, fault === 'stalled' ? stalling(response) : answer)
    if (request.method === 'DELETE') {
      objects.delete(path)
      return answer.writeHead(204).end()
    }
    return refuse(response, 405, 'MethodNotAllowed')
  })
  const running: LocalS3 = { ...s3, endpoint: `http://127.0.0.1:${await listen(server, 0)}`, stop: () => stop(server) }
  return running
}

async function put(objects: Map<string, Buffer>, path: string, request: IncomingMessage, response: Answer): Promise<void> {
  const body = Buffer.concat(await request.toArray())
  const checksum = request.headers['x-amz-checksum-crc32']
  if (checksum && checksum !== crcOf(body)) return refuse(response, 400, 'BadDigest')
  if (request.headers['if-none-match'] === '*' && objects.has(path)) return refuse(response, 412, 'PreconditionFailed')
  objects.set(path, body)
  response.writeHead(200, { etag: `"${crc32(body).toString(16)}"` }).end()
}

function read(objects: Map<string, Buffer>, path: string, response: Answer): void {
  const body = objects.get(path)
  if (body) response.writeHead(200, { 'content-length': body.length, 'x-amz-checksum-crc32': crcOf(body) }).end(body)
  else refuse(response, 404, 'NoSuchKey')
}

function list(objects: Map<string, Buffer>, path: string, query: URLSearchParams, pageSize: number, response: Answer): void {
  const bucket = `${path.replace(/\/$/, '')}/`
  const prefix = query.get('prefix') ?? ''
  const after = query.get('continuation-token') ?? ''
  const keys = [...objects.keys()].filter((each) => each.startsWith(bucket)).map((each) => each.slice(bucket.length))
  const found = keys.filter((key) => key.startsWith(prefix) && key > after).toSorted()
  const page = found.slice(0, pageSize)
  const more = found.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')
  const truncated = `<IsTruncated>${more !== ''}</IsTruncated>`
  response.writeHead(200, { 'content-type': 'application/xml' }).end(`<ListBucketResult>${truncated}${contents}${more}</ListBucketResult>`)
}

type Answer = Pick<ServerResponse, 'writeHead'> & { end(body?: unknown): unknown }

/** The work is done, and the answer never comes. */
function silent(request: IncomingMessage): Answer {
  const answer: Answer = Object.assign(Object.create(null), {
    writeHead: () => answer,
    end: () => request.socket.destroy(),
  })
  return answer
}

/** The connection stays open, and nothing comes. */
function mute(): Answer {
  const answer: Answer = Object.assign(Object.create(null), { writeHead: () => answer, end: () => {} })
  return answer
}

/** The first half of an answer comes, and then nothing. */
function stalling(response: ServerResponse): Answer {
  const answer: Answer = Object.assign(Object.create(null), {
    writeHead: (status: number, headers: OutgoingHttpHeaders) => {
      response.writeHead(status, headers)
      return answer
    },
    // What is read may not be there: then the first half of the refusal comes.
    end: (body: Buffer | string) => response.write(Buffer.from(body).subarray(0, body.length / 2)),
  })
  return answer
}

function refuse(response: Answer, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

function crcOf(body: Buffer): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(body))
  return bytes.toString('base64')
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Match } from './routes.ts'

export type PlainRequest = {
  readonly method: string
  /** Path and query as they came. */
  readonly url: string
  /** Lower-case name to every value it came with. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
  readonly body: Buffer
  readonly address: string
  readonly port: number
}

/** Headers of this connection, not of the request. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'cookie']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * The event that an API Gateway HTTP API makes of a request (payload 2.0), with everything it knows of the sender: what
 * a function must not keep has to arrive for that to be seen. Cookies come apart from headers; repeated headers and
 * query parameters are joined by commas; a body that is not plain text (a posted form is not) is base64.
 */
export function eventOf(request: PlainRequest, { routeKey, pathParameters }: Match, now: Date, requestId: string): APIGatewayProxyEventV2 {
  const [rawPath = '/', rawQueryString = ''] = splitOnce(request.url, '?')
  const cookies = (request.headers.cookie ?? []).flatMap((line) => line.split(/;\s*/)).filter((cookie) => cookie !== '')
  const headers = headersOf(request)
  const text = isText(headers['content-type'])
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString !== '' && { queryStringParameters: queryOf(rawQueryString) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.address,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(text ? 'utf8' : 'base64') }),
    ...(pathParameters && { pathParameters: { ...pathParameters } }),
    isBase64Encoded: request.body.length > 0 && !text,
  }
}

function headersOf({ headers, address, port }: PlainRequest): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, values]) => values !== undefined && !HOP_BY_HOP.includes(name))
  const joined: Record<string, string> = Object.fromEntries(kept.map(([name, values]) => [name, (values ?? []).join(',')]))
  const forwarded = joined['x-forwarded-for'] ? `${joined['x-forwarded-for']}, ${address}` : address
  return { ...joined, 'x-forwarded-for': forwarded, 'x-forwarded-port': String(port), 'x-forwarded-proto': 'http' }
}

function queryOf(query: string): Record<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before},${value}`)
  }
  return Object.fromEntries(values)
}

function isText(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return type.startsWith('text/') || ['application/json', 'application/xml', 'application/javascript'].includes(type)
}

/** `12/Mar/2020:19:03:58 +0000` */
function clfTime(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split(/[T.]/)
  const [year, , day] = date.split('-')
  return `${day}/${MONTHS[now.getUTCMonth()]}/${year}:${time} +0000`
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

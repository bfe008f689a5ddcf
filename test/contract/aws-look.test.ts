import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { awsLook } from '#infra/aws/preflight/aws-look.ts'
import { listen } from '#infra/local/listen.ts'

type Answer = { readonly status?: number; readonly body: string }

/** What the account answers, by operation or by path. */
let answers: Readonly<Record<string, Answer>>
const asked: string[] = []
let server: Server

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const target = request.headers['x-amz-target']
    const operation = target === undefined ? /Action=(\w+)/.exec(body)?.[1] : String(target).split('.').at(-1)
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    asked.push(operation === undefined ? path : `${operation} ${body}`)
    const { status = 200, body: text } = answers[operation ?? path] ?? { status: 400, body: '{"__type":"NotAsked"}' }
    response.writeHead(status, { 'content-type': text.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1' }).end(text)
  })
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${await listen(server, 0)}`)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'deployer')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x')
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked.length = 0
})

const refused = (name: string): Answer => ({ status: 400, body: JSON.stringify({ __type: name, message: 'SECRET' }) })

describe('what is asked of AWS before a deployment', () => {
  const look = awsLook()

  it('whose credentials these are; of expired ones nobody', async () => {
    answers = {
      GetCallerIdentity: {
        body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
      },
    }
    expect(await look.account('eu-central-1')).toBe('123456789012')

    answers = {
      GetCallerIdentity: {
        status: 403,
        body: '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>SECRET</Message></Error></ErrorResponse>',
      },
    }
    expect(await look.account('eu-central-1')).toBeUndefined()
  })

  it('the version of the bootstrap, under its name', async () => {
    answers = { GetParameter: { body: JSON.stringify({ Parameter: { Value: '28' } }) } }
    expect(await look.bootstrapVersion('eu-central-1', 'ours')).toBe(28)
    expect(asked).toEqual(['GetParameter {"Name":"/cdk-bootstrap/ours/version"}'])

    answers = { GetParameter: refused('ParameterNotFound') }
    expect(await look.bootstrapVersion('eu-central-1', 'ours')).toBeUndefined()

    answers = { GetParameter: refused('AccessDeniedException') }
    await expect(look.bootstrapVersion('eu-central-1', 'ours')).rejects.toThrow('AWS did not answer: AccessDeniedException')
  })

  it('how many calls at once there are, and how many of them its own functions hold already', async () => {
    answers = {
      '/2016-08-19/account-settings': {
        body: JSON.stringify({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 480 } }),
      },
      '/2015-03-31/functions': {
        body: JSON.stringify({
          Functions: [{ FunctionName: 'chorus-prod-compute-Respond1' }, { FunctionName: 'chorus-prod2-compute-Respond1' }],
        }),
      },
      '/2019-09-30/functions/chorus-prod-compute-Respond1/concurrency': { body: JSON.stringify({ ReservedConcurrentExecutions: 450 }) },
    }

    expect(await look.concurrency('eu-central-1', 'chorus-prod-compute-')).toEqual({ total: 1000, unreserved: 480, ours: 450 })
    expect(asked).toHaveLength(3)
  })

  it('how the certificate stands', async () => {
    answers = {
      DescribeCertificate: {
        body: JSON.stringify({ Certificate: { Status: 'PENDING_VALIDATION', SubjectAlternativeNames: ['survey.example.org'] } }),
      },
    }
    expect(await look.certificate('arn:x')).toEqual({ status: 'PENDING_VALIDATION', names: ['survey.example.org'] })

    answers = { DescribeCertificate: refused('ResourceNotFoundException') }
    expect(await look.certificate('arn:x')).toBeUndefined()
  })
})

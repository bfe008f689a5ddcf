import { createServer } from 'node:http'
import { listen } from '#infra/local/listen.ts'

type Execution = {
  readonly executionArn: string
  readonly startDate: number
  readonly status: string
  readonly input: string
  readonly output?: string
  readonly error?: string
  readonly cause?: string
}

export type LocalStepFunctions = {
  readonly endpoint: string
  /** Latest first. */
  readonly executions: Execution[]
  /** Operations that were asked for. */
  readonly asked: string[]
  stop(): Promise<void>
}

/** Step Functions, as far as a steward asks it: the runs of `machine` and what went into and came out of each; and whose the credentials are. */
export async function startStepFunctions(machine: string): Promise<LocalStepFunctions> {
  const executions: Execution[] = []
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    if (body.includes('GetCallerIdentity')) {
      asked.push('GetCallerIdentity')
      response.writeHead(200, { 'content-type': 'text/xml' })
      response.end(
        `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${machine.split(':')[4]}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      )
      return
    }
    const { stateMachineArn, maxResults, executionArn } = JSON.parse(body)
    const operation = String(request.headers['x-amz-target']).replace('AWSStepFunctions.', '')
    asked.push(operation)
    const listed = executions.slice(0, maxResults).map(({ executionArn, startDate, status }) => ({ executionArn, startDate, status }))
    const found =
      operation === 'ListExecutions' && stateMachineArn === machine
        ? { executions: listed }
        : operation === 'DescribeExecution'
          ? executions.find((each) => each.executionArn === executionArn)
          : undefined
    response.writeHead(found ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' })
    response.end(JSON.stringify(found ?? { __type: 'StateMachineDoesNotExist' }))
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`
  return {
    endpoint,
    executions,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

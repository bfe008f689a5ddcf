import { DescribeExecutionCommand, ExecutionStatus, ListExecutionsCommand, SFNClient, SFNServiceException } from '@aws-sdk/client-sfn'
import { StorageError } from '../error.ts'
import type { Run, Runs } from './run.ts'

const STATES: Readonly<Record<ExecutionStatus, Run['state']>> = {
  [ExecutionStatus.RUNNING]: 'running',
  [ExecutionStatus.PENDING_REDRIVE]: 'running',
  [ExecutionStatus.SUCCEEDED]: 'succeeded',
  [ExecutionStatus.FAILED]: 'failed',
  [ExecutionStatus.TIMED_OUT]: 'timed out',
  [ExecutionStatus.ABORTED]: 'stopped',
}

export type StepFunctions = {
  /** ARN of the state machine. */
  readonly machine: string
  readonly region: string
  /** Without it, the region's own. */
  readonly endpoint?: string | undefined
}

/** The executions of a state machine that Step Functions remembers, for 90 days. Asks for what went in and came out, and for no history. */
export function stepFunctionsRuns({ machine, region, endpoint }: StepFunctions): Runs {
  const client = new SFNClient({
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  })
  return {
    async latest(most) {
      try {
        const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn: machine, maxResults: most }))
        const asked = executions.map(({ executionArn }) => client.send(new DescribeExecutionCommand({ executionArn })))
        return (await Promise.all(asked)).map(({ startDate, status, input, output, error }) => ({
          started: (startDate ?? new Date(0)).toISOString(),
          state: status ? STATES[status] : 'running',
          input: parsed(input),
          ...(output === undefined ? {} : { output: parsed(output) }),
          ...(error === undefined ? {} : { error }),
        }))
      } catch (thrown) {
        throw failure(thrown)
      }
    },
  }
}

/** What is no JSON is nothing that we started. */
function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

function failure(thrown: unknown): StorageError {
  if (!(thrown instanceof SFNServiceException)) return new StorageError('Unavailable', 'Step Functions did not answer')
  if (thrown.name === 'ThrottlingException') return new StorageError('Throttled', 'Step Functions is too busy')
  if (thrown.$fault === 'server') return new StorageError('Unavailable', 'Step Functions failed')
  return new StorageError('Unexpected', `Step Functions refused a request: ${thrown.name}`)
}

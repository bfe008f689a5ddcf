import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { folderRuns } from '#shared/storage/runs/folder-runs.ts'
import type { Run, Runs } from '#shared/storage/runs/run.ts'
import { stepFunctionsRuns } from '#shared/storage/runs/step-functions-runs.ts'
import { type LocalStepFunctions, startStepFunctions } from '#test/local-step-functions.ts'
import { said } from '#test/said.ts'

const MACHINE = 'arn:aws:states:eu-central-1:123456789012:stateMachine:chorus-test-tabulation'

type Under = { readonly runs: Runs; add(run: Run): Promise<void> }

function inFolder(folder: string): Under {
  const runs = folderRuns(folder)
  return {
    runs,
    async add({ started, input, ...ended }) {
      const end = await runs.begin(new Date(started), randomUUID(), input)
      if (ended.state !== 'running') await end(ended)
    },
  }
}

function onStepFunctions({ endpoint, executions }: LocalStepFunctions): Under {
  const statuses = { running: 'RUNNING', succeeded: 'SUCCEEDED', failed: 'FAILED', 'timed out': 'TIMED_OUT', stopped: 'ABORTED' }
  return {
    runs: stepFunctionsRuns({ machine: MACHINE, region: 'eu-central-1', endpoint }),
    async add({ started, input, output, state, error }) {
      executions.unshift({
        executionArn: `${MACHINE.replace('stateMachine', 'execution')}:${executions.length}`,
        startDate: Date.parse(started) / 1000,
        status: statuses[state],
        input: JSON.stringify(input),
        ...(output === undefined ? {} : { output: JSON.stringify(output) }),
        ...(error === undefined ? {} : { error, cause: 'a sentence of the service' }),
      })
    },
  }
}

const parent = mkdtempSync(join(tmpdir(), 'chorus-runs-'))
let steps: LocalStepFunctions
let under: Readonly<Record<'a folder' | 'Step Functions', Under>>
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'steward')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x')
  steps = await startStepFunctions(MACHINE)
  under = { 'a folder': inFolder(join(parent, 'tabulation')), 'Step Functions': onStepFunctions(steps) }
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(parent, { recursive: true, force: true })
  await steps?.stop()
})

const MADE: Run = { started: '2026-11-01T06:00:00.000Z', state: 'succeeded', input: { release: 1 }, output: { outcome: 'candidate' } }
const FAILED: Run = { started: '2026-11-08T06:00:00.000Z', state: 'failed', input: { release: 2 }, error: 'Throttled' }
const RUNNING: Run = { started: '2026-11-09T06:00:00.000Z', state: 'running', input: { release: 2 } }

describe.each(['a folder', 'Step Functions'] as const)('the runs of a workflow in %s', (kind) => {
  it('are none before the first one', async () => {
    expect(await under[kind].runs.latest(5)).toEqual([])
  })

  it('come back as they ended, the latest first and no more than were asked for', async () => {
    for (const each of [MADE, FAILED, RUNNING]) await under[kind].add(each)

    expect(await under[kind].runs.latest(5)).toEqual([RUNNING, FAILED, MADE])
    expect(await under[kind].runs.latest(2)).toEqual([RUNNING, FAILED])
  })
})

describe('runs on Step Functions', () => {
  it('are read without their history, in which the encrypted counts are', () => {
    expect(new Set(steps.asked)).toEqual(new Set(['ListExecutions', 'DescribeExecution']))
  })

  it('of a workflow that is not there are refused in words that quote nothing', async () => {
    const elsewhere = stepFunctionsRuns({ machine: `${MACHINE}-2`, region: 'eu-central-1', endpoint: steps.endpoint })

    await expect(elsewhere.latest(1)).rejects.toThrow('Step Functions refused a request: StateMachineDoesNotExist')
  })
})

describe('chorus tabulation status --stage', () => {
  it('finds the workflow of the stage in the account of the credentials, and reads it', async () => {
    const example = await startStepFunctions('arn:aws:states:eu-central-1:210987654321:stateMachine:chorus-example-tabulation')
    vi.stubEnv('AWS_ENDPOINT_URL', example.endpoint)
    const input = { survey: { id: 'being-heard', hash: 'ab'.repeat(32) }, release: 1 }
    await onStepFunctions(example).add({ ...FAILED, input })

    expect(await said(['tabulation', 'status', '--stage', 'example'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^being-heard, report 1, begun 2026-11-08 06:00 UTC\n {2}failed: .* too busy/),
      stderr: '',
    })
    expect(example.asked).toEqual(['GetCallerIdentity', 'ListExecutions', 'DescribeExecution'])
    await example.stop()
    expect(await said(['tabulation', 'status', '--stage', 'example'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/cannot be read: .*StewardRoleArn.* \[no-deployment\]/),
    })
  })
})

describe('runs in a folder', () => {
  it('that a process had begun when it ended are stopped, and no other', async () => {
    await folderRuns(join(parent, 'tabulation')).stopUnfinished()

    expect((await under['a folder'].runs.latest(5)).map(({ state }) => state)).toEqual(['stopped', 'failed', 'succeeded'])
  })

  it('are read without one that a power cut broke, which keeps no deployment from starting', async () => {
    const folder = join(parent, 'broken')
    const broken = inFolder(folder)
    await broken.add(MADE)
    writeFileSync(join(folder, '20261102T060000000Z-00000000-0000-4000-8000-000000000000.json'), '')
    writeFileSync(join(folder, '20261103T060000000Z-00000000-0000-4000-8000-000000000000.json'), '{"state":"running"}')
    await folderRuns(folder).stopUnfinished()

    expect(await broken.runs.latest(1)).toEqual([MADE])
  })

  it('are kept up to the last fifty', async () => {
    const many = inFolder(join(parent, 'many'))
    for (let day = 10; day < 62; day++) await many.add({ ...MADE, started: new Date(Date.UTC(2026, 0, day)).toISOString(), input: day })

    expect(readdirSync(join(parent, 'many'))).toHaveLength(50)
    expect((await many.runs.latest(100)).map(({ input }) => input).at(-1)).toBe(12)
  })
})

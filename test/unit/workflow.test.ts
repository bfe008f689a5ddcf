import { describe, expect, it } from 'vitest'
import { FunctionFailed } from '#infra/local/function-process.ts'
import { runWorkflow } from '#infra/local/workflow.ts'
import { workflows } from '#infra/topology.ts'

/** Runs tabulation with one shard, where one step always fails in one way, and gives how often that step was called. */
async function callsUntilItFails(step: string, failed: FunctionFailed): Promise<number> {
  let calls = 0
  const invoke = async (event: unknown) => {
    const asked = Object(event).step
    if (asked === step) {
      calls++
      throw failed
    }
    return asked === 'plan' ? { shards: [0] } : {}
  }
  await expect(runWorkflow(workflows.tabulation, {}, invoke)).rejects.toBe(failed)
  return calls
}

describe('a step that fails on one machine', () => {
  it.each([
    ['for a reason that may pass, three times', 'tally', new FunctionFailed('threw', 'busy', 'Throttled'), 3],
    ['because a process was lost, three times', 'release', new FunctionFailed('crashed', 'ended'), 3],
    ['because it took too long, three times where another shard may be quicker', 'tally', new FunctionFailed('timed out', 'slow'), 3],
    ['and once where the same work would be done again', 'release', new FunctionFailed('timed out', 'slow'), 1],
    ['and once when another run has taken over', 'tally', new FunctionFailed('threw', 'late', 'Overtaken'), 1],
  ])('is tried: %s', async (_, step, failed, calls) => {
    expect(await callsUntilItFails(step, failed)).toBe(calls)
  })
})

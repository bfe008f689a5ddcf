import type { Step, Workflow } from '../topology.ts'
import { finalErrorsOf } from '../workflow-errors.ts'
import { FunctionFailed } from './function-process.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * Runs the steps of a workflow one after the other, those with `each` for all items at once, and gives what the last
 * one returned. A call that fails is tried again; after the last attempt, or an error that would come again, the workflow fails with it.
 */
export async function runWorkflow(workflow: Workflow, input: Values, invoke: (event: unknown) => Promise<unknown>): Promise<unknown> {
  let collected: Values = {}
  let returned: unknown
  for (const step of workflow.steps) {
    const event = { ...input, ...collected, step: step.step }
    const runs = itemsOf(step, returned).map((item) => attempt(workflow.attempts, finalErrorsOf(step), () => invoke({ ...event, ...item })))
    const results = await Promise.all(runs)
    returned = step.each ? results : results[0]
    if (step.collect) collected = { ...collected, [step.collect]: returned }
  }
  return returned
}

/** One input for each item of the list that the step before returned; one empty input for a step without `each`. */
function itemsOf({ step, each }: Step, before: unknown): Values[] {
  if (!each) return [{}]
  const list = typeof before === 'object' && before !== null ? Object.entries(before).find(([name]) => name === each.list)?.[1] : undefined
  if (!Array.isArray(list)) throw new Error(`step ${step} was given no list of ${each.list}`)
  return list.map((item: unknown) => ({ [each.as]: item }))
}

async function attempt(times: number, final: readonly string[], call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (failed) {
    if (times <= 1 || (failed instanceof FunctionFailed && final.includes(failed.error))) throw failed
    return attempt(times - 1, final, call)
  }
}

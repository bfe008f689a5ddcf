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
  const called = (step: Pick<Step, 'step' | 'repeats'>, values: Values) =>
    attempt(workflow.attempts, finalErrorsOf(step), () => invoke({ ...input, ...values, step: step.step }))
  for (const step of workflow.steps) {
    const { each, handsOut, collect } = step
    if (handsOut) collected = { ...collected, [handsOut.collect]: [] }
    if (each) returned = await Promise.all(itemsOf(each, returned).map((item) => called(step, { ...collected, ...item })))
    else returned = await called(step, collected)
    while (handsOut && listIn(returned, handsOut.each.list)) {
      const done = await Promise.all(itemsOf(handsOut.each, returned).map((item) => called(handsOut, item)))
      collected = { ...collected, [handsOut.collect]: [collected[handsOut.collect], done].flat() }
      returned = await called(step, collected)
    }
    if (collect) collected = { ...collected, [collect]: returned }
  }
  return returned
}

/** One input for each item of the list that was returned. */
function itemsOf({ list, as }: NonNullable<Step['each']>, returned: unknown): Values[] {
  const found = listIn(returned, list)
  if (!found) throw new Error(`a step was given no list of ${list}`)
  return found.map((item) => ({ [as]: item }))
}

function listIn(returned: unknown, name: string): readonly unknown[] | undefined {
  const found: unknown =
    typeof returned === 'object' && returned !== null ? Object.entries(returned).find(([each]) => each === name)?.[1] : undefined
  return Array.isArray(found) ? found : undefined
}

async function attempt(times: number, final: readonly string[], call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (failed) {
    if (times <= 1 || (failed instanceof FunctionFailed && final.includes(failed.error))) throw failed
    return attempt(times - 1, final, call)
  }
}

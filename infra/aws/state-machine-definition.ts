import type { Step, Workflow } from '../topology.ts'
import { BUSY, finalErrorsOf } from '../workflow-errors.ts'

type State = Readonly<Record<string, unknown>>
/** A definition in the Amazon States Language with JSONata. */
export type Definition = {
  readonly Comment: string
  readonly QueryLanguage: 'JSONata'
  readonly StartAt: string
  readonly TimeoutSeconds: number
  readonly States: Readonly<Record<string, State>>
}

/** A whole run; a tabulation that takes longer hangs. What lies between its steps is kept for a day. */
const TIMEOUT_SECONDS = 12 * 3600

/** The number of items of a list that run at once. */
export const AT_ONCE = 8

/**
 * The workflow as Step Functions runs it, with the meaning that infra/local/workflow.ts has: every step is called with
 * the workflow's own input, its name, its item, and what earlier steps collected. `functionArn` may be a placeholder.
 */
export function definitionOf(workflow: Workflow, functionArn: string): Definition {
  const states = workflow.steps.flatMap((step, at) => statesOf(step, { workflow, at, functionArn }))
  return {
    Comment: 'Counts are encrypted between steps: the history of a run tells nothing.',
    QueryLanguage: 'JSONata',
    StartAt: workflow.steps[0]?.step ?? '',
    TimeoutSeconds: TIMEOUT_SECONDS,
    States: Object.fromEntries(states),
  }
}

const PATIENTLY = { IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 30, JitterStrategy: 'FULL' }

type Around = { readonly workflow: Workflow; readonly at: number; readonly functionArn: string }
type Named = readonly [name: string, state: State]

/** The state of a step; and of one that may hand out work, the question whether it did, and the work. */
function statesOf(step: Step, around: Around): readonly Named[] {
  const { workflow, at, functionArn } = around
  const next = workflow.steps[at + 1]?.step
  const onward = next === undefined ? { End: true } : { Next: next }
  const { handsOut } = step
  const known = [...workflow.steps.slice(0, at).flatMap(collectedBy), ...(handsOut ? [handsOut.collect] : [])]
  const collected = known.map((name) => `{"${name}": $${name}}`)
  const event = ['$states.context.Execution.Input', ...collected, `{"step": "${step.step}"}`]
  // A variable has to be there before it is named.
  const begun = at === 0 ? Object.fromEntries(workflow.steps.flatMap((each) => (each.handsOut ? [[each.handsOut.collect, []]] : []))) : {}
  const returned = step.each ? '$states.result' : '$states.result.Payload'
  const assigned = { ...begun, ...(step.collect ? { [step.collect]: `{% ${returned} %}` } : {}) }
  const assign = Object.keys(assigned).length === 0 ? {} : { Assign: assigned }
  const calling = { workflow, functionArn }
  if (step.each) return [[step.step, { ...mapped({ ...step, each: step.each }, event, calling), ...assign, ...onward }]]
  if (!handsOut) return [[step.step, { ...call(step, calling, merge(event)), ...assign, ...onward }]]
  if (next === undefined) throw new Error(`${step.step} hands out work, and no step follows it`)
  const { list } = handsOut.each
  const work = ['$states.context.Execution.Input', `{"step": "${handsOut.step}"}`]
  // One list of the items of both, even where there is one item in all.
  const grown = { [handsOut.collect]: `{% [$${handsOut.collect}, $states.result] %}` }
  const asks = `${step.step} is done`
  return [
    [step.step, { ...call(step, calling, merge(event)), ...assign, Next: asks }],
    [asks, { Type: 'Choice', Choices: [{ Condition: `{% $exists($states.input.${list}) %}`, Next: handsOut.step }], Default: next }],
    [handsOut.step, { ...mapped(handsOut, work, calling), Assign: grown, Next: step.step }],
  ]
}

/** The names under which later steps find what a step gave. */
function collectedBy({ collect, handsOut }: Step): readonly string[] {
  return [...(handsOut ? [handsOut.collect] : []), ...(collect ? [collect] : [])]
}

type Calling = Omit<Around, 'at'>

function mapped(step: Pick<Step, 'step' | 'repeats'> & Required<Pick<Step, 'each'>>, event: readonly string[], calling: Calling): State {
  const { list, as } = step.each
  return {
    Type: 'Map',
    Items: `{% $states.input.${list} %}`,
    MaxConcurrency: AT_ONCE,
    ItemSelector: { event: merge([...event, `{"${as}": $states.context.Map.Item.Value}`]) },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: `${step.step} one`,
      States: { [`${step.step} one`]: { ...call(step, calling, '{% $states.input.event %}'), End: true } },
    },
  }
}

function call({ repeats }: Pick<Step, 'repeats'>, { workflow, functionArn }: Calling, payload: string): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionArn, Payload: payload },
    Output: '{% $states.result.Payload %}',
    Retry: [
      // Nothing was done yet: other calls have the function's reserve, and it is free again when they end.
      { ...PATIENTLY, ErrorEquals: ['Lambda.TooManyRequestsException'], MaxAttempts: 12 },
      { ...PATIENTLY, ErrorEquals: [...finalErrorsOf({ ...(repeats && { repeats }) })], MaxAttempts: 0 },
      { ...PATIENTLY, ErrorEquals: BUSY, MaxDelaySeconds: 300, MaxAttempts: 6 },
      { ...PATIENTLY, ErrorEquals: ['States.ALL'], MaxAttempts: workflow.attempts - 1 },
    ],
  }
}

function merge(parts: readonly string[]): string {
  return `{% $merge([${parts.join(', ')}]) %}`
}

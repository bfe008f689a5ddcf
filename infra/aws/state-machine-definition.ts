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

/** A whole run; a tabulation that takes longer hangs. */
const TIMEOUT_SECONDS = 3600

/** The number of items of a list that run at once. */
export const AT_ONCE = 8

/**
 * The workflow as Step Functions runs it, with the meaning that infra/local/workflow.ts has: every step is called with
 * the workflow's own input, its name, its item, and what earlier steps collected. `functionArn` may be a placeholder.
 */
export function definitionOf(workflow: Workflow, functionArn: string): Definition {
  const states = workflow.steps.map((step, at) => {
    const before = workflow.steps.slice(0, at)
    const next = workflow.steps[at + 1]
    return [step.step, stateOf(step, { workflow, before, functionArn, next: next?.step })] as const
  })
  return {
    Comment: 'Counts are encrypted between steps: the history of a run tells nothing.',
    QueryLanguage: 'JSONata',
    StartAt: states[0]?.[0] ?? '',
    TimeoutSeconds: TIMEOUT_SECONDS,
    States: Object.fromEntries(states),
  }
}

const PATIENTLY = { IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 30, JitterStrategy: 'FULL' }

type Around = {
  readonly workflow: Workflow
  readonly before: readonly Step[]
  readonly functionArn: string
  readonly next: string | undefined
}

function stateOf(step: Step, around: Around): State {
  const onward = around.next === undefined ? { End: true } : { Next: around.next }
  const collected = around.before.flatMap(({ collect }) => (collect ? [`{"${collect}": $${collect}}`] : []))
  const event = ['$states.context.Execution.Input', ...collected, `{"step": "${step.step}"}`]
  const returned = step.each ? '$states.result' : '$states.result.Payload'
  const assign = step.collect ? { Assign: { [step.collect]: `{% ${returned} %}` } } : {}
  if (!step.each) return { ...call(step, around, merge(event)), ...assign, ...onward }
  const item = `{"${step.each.as}": $states.context.Map.Item.Value}`
  return {
    Type: 'Map',
    Items: `{% $states.input.${step.each.list} %}`,
    MaxConcurrency: AT_ONCE,
    ItemSelector: { event: merge([...event, item]) },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: `${step.step} one`,
      States: { [`${step.step} one`]: { ...call(step, around, '{% $states.input.event %}'), End: true } },
    },
    ...assign,
    ...onward,
  }
}

function call({ repeats }: Step, { workflow, functionArn }: Around, payload: string): State {
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

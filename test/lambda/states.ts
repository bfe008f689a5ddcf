import jsonata from 'jsonata'
import * as z from 'zod'

const retry = z.strictObject({
  ErrorEquals: z.array(z.string()),
  MaxAttempts: z.int(),
  IntervalSeconds: z.number(),
  BackoffRate: z.number(),
  MaxDelaySeconds: z.number(),
  JitterStrategy: z.literal('FULL'),
})
const common = {
  Assign: z.record(z.string(), z.unknown()).optional(),
  Output: z.unknown().optional(),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
}
const task = z.strictObject({
  ...common,
  Type: z.literal('Task'),
  Resource: z.literal('arn:aws:states:::lambda:invoke'),
  Arguments: z.strictObject({ FunctionName: z.string(), Payload: z.unknown() }),
  Retry: z.array(retry),
})
const machineOf = <T extends z.ZodType>(state: T) => z.looseObject({ StartAt: z.string(), States: z.record(z.string(), state) })
const map = z.strictObject({
  ...common,
  Type: z.literal('Map'),
  Items: z.string(),
  MaxConcurrency: z.int(),
  ItemSelector: z.unknown(),
  ItemProcessor: machineOf(task),
})
/** The part of the Amazon States Language that Chorus uses; anything else in a definition is refused. */
const definition = machineOf(z.discriminatedUnion('Type', [task, map])).extend({ QueryLanguage: z.literal('JSONata') })
type State = z.infer<typeof task> | z.infer<typeof map>

/** Step Functions carries no more than this from step to step. */
const MOST_BYTES = 256 * 1024

export type Service = {
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>
  /** Called instead of waiting before another attempt, with the longest wait that the definition allows. */
  readonly waited: (seconds: number) => void
}

/** Executes a definition as Step Functions does (JSONata, Assign, Map, Retry), with the wait left out. */
export async function execute(machine: unknown, input: Readonly<Record<string, unknown>>, service: Service): Promise<unknown> {
  const { StartAt, States } = definition.parse(machine)
  const variables: Record<string, unknown> = {}
  let name: string | undefined = StartAt
  let value: unknown = input
  while (name !== undefined) {
    const state: State | undefined = States[name]
    if (!state) throw new Error(`there is no state ${name}`)
    const scope = { states: { input: value, context: { Execution: { Input: input } } }, ...variables }
    const { result, output } = state.Type === 'Map' ? await runMap(state, scope, service) : await runTask(state, scope, service)
    for (const [key, expression] of Object.entries(state.Assign ?? {}))
      variables[key] = await evaluated(expression, withResult(scope, result))
    value = fits(output)
    name = state.End ? undefined : state.Next
  }
  return value
}

type Scope = Readonly<Record<string, unknown>> & { readonly states: Readonly<Record<string, unknown>> }
type Ran = { readonly result: unknown; readonly output: unknown }

async function runTask(state: z.infer<typeof task>, scope: Scope, service: Service): Promise<Ran> {
  const payload = fits(await evaluated(state.Arguments.Payload, scope))
  const result = { Payload: fits(await attempts(state.Retry, service, () => service.invoke(state.Arguments.FunctionName, payload))) }
  return { result, output: state.Output === undefined ? result : await evaluated(state.Output, withResult(scope, result)) }
}

async function runMap(state: z.infer<typeof map>, scope: Scope, service: Service): Promise<Ran> {
  const items = z.array(z.unknown()).parse(await evaluated(state.Items, scope))
  const results: unknown[] = []
  let next = 0
  async function worker(): Promise<void> {
    while (next < items.length) {
      const at = next++
      const context = { ...z.record(z.string(), z.unknown()).parse(scope.states.context), Map: { Item: { Index: at, Value: items[at] } } }
      const input = await evaluated(state.ItemSelector, { ...scope, states: { ...scope.states, context } })
      const inner = state.ItemProcessor.States[state.ItemProcessor.StartAt]
      if (!inner?.End) throw new Error('a processor of one state is what is known')
      results[at] = (await runTask(inner, { ...scope, states: { input, context } }, service)).output
    }
  }
  await Promise.all(Array.from({ length: Math.min(state.MaxConcurrency, items.length) }, worker))
  return { result: results, output: results }
}

async function attempts<T>(retries: readonly z.infer<typeof retry>[], service: Service, run: () => Promise<T>): Promise<T> {
  const [rule] = retries
  for (let tried = 0; ; tried++) {
    try {
      return await run()
    } catch (failed) {
      if (!rule?.ErrorEquals.includes('States.ALL') || tried >= rule.MaxAttempts) throw failed
      service.waited(Math.min(rule.MaxDelaySeconds, rule.IntervalSeconds * rule.BackoffRate ** tried))
    }
  }
}

function withResult(scope: Scope, result: unknown): Scope {
  return { ...scope, states: { ...scope.states, result } }
}

/** A `{% ... %}` is evaluated, an object or list in all its places; anything else is itself. */
async function evaluated(template: unknown, scope: Scope): Promise<unknown> {
  if (typeof template === 'string') {
    const expression = /^\{%(.*)%\}$/s.exec(template)?.[1]
    return expression === undefined ? template : plain(await jsonata(expression).evaluate(undefined, { ...scope }))
  }
  if (Array.isArray(template)) return Promise.all(template.map((each) => evaluated(each, scope)))
  if (typeof template !== 'object' || template === null) return template
  const entries = Object.entries(template).map(async ([key, each]) => [key, await evaluated(each, scope)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

/** JSONata's own lists carry marks that JSON does not. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function fits(value: unknown): unknown {
  if (JSON.stringify(value ?? null).length > MOST_BYTES) throw new Error('States.DataLimitExceeded')
  return value
}

import jsonata from 'jsonata'
import * as z from 'zod'
import { InvocationFailed } from './instance.ts'

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
const choice = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.tuple([z.strictObject({ Condition: z.string(), Next: z.string() })]),
  Default: z.string(),
})
/** The part of the Amazon States Language that Chorus uses; anything else in a definition is refused. */
const definition = machineOf(z.discriminatedUnion('Type', [task, map, choice])).extend({ QueryLanguage: z.literal('JSONata') })
type State = z.infer<typeof task> | z.infer<typeof map> | z.infer<typeof choice>

/** Step Functions carries no more than this from step to step. */
const MOST_BYTES = 256 * 1024

/** An error as Step Functions knows it: by a name that a `Retry` can match. */
class StateFailed extends Error {
  override readonly name: string
  constructor(name: string, message: string) {
    super(`${name}: ${message}`)
    this.name = name
  }
}

/** Ends a run whatever a `Retry` says. */
const TERMINAL = ['States.DataLimitExceeded', 'States.Runtime']

export type Service = {
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>
  /** Called instead of waiting before another attempt, with the longest wait that the definition allows. */
  readonly waited: (seconds: number) => void | Promise<void>
}

/** Executes a definition as Step Functions does (JSONata, Assign, Choice, Map, Retry, its limit of data), with the wait left out. */
export async function execute(machine: unknown, input: Readonly<Record<string, unknown>>, service: Service): Promise<unknown> {
  const { StartAt, States } = definition.parse(machine)
  fits(input, 'the input of the run')
  const variables: Record<string, unknown> = {}
  let name: string | undefined = StartAt
  let value: unknown = input
  while (name !== undefined) {
    const state: State | undefined = States[name]
    if (!state) throw new Error(`there is no state ${name}`)
    const scope = { states: { input: value, context: { Execution: { Input: input } } }, ...variables }
    if (state.Type === 'Choice') {
      name = await chosen(state, scope)
      continue
    }
    const { result, output } = state.Type === 'Map' ? await runMap(state, scope, service) : await runTask(state, scope, service)
    for (const [key, expression] of Object.entries(state.Assign ?? {}))
      variables[key] = fits(await evaluated(expression, withResult(scope, result)), `the variable ${key}`)
    value = fits(output, `what ${name} gives`)
    name = state.End ? undefined : state.Next
  }
  return value
}

async function chosen({ Choices: [only], Default }: z.infer<typeof choice>, scope: Scope): Promise<string> {
  return z.boolean().parse(await evaluated(only.Condition, scope)) ? only.Next : Default
}

type Scope = Readonly<Record<string, unknown>> & { readonly states: Readonly<Record<string, unknown>> }
type Ran = { readonly result: unknown; readonly output: unknown }

async function runTask(state: z.infer<typeof task>, scope: Scope, service: Service): Promise<Ran> {
  const payload = fits(await evaluated(state.Arguments.Payload, scope), 'the event of a call')
  const answer = await attempts(state.Retry, service, async () =>
    fits(await service.invoke(state.Arguments.FunctionName, payload), 'the result of a call'),
  )
  const result = { Payload: answer }
  return { result, output: state.Output === undefined ? result : await evaluated(state.Output, withResult(scope, result)) }
}

async function runMap(state: z.infer<typeof map>, scope: Scope, service: Service): Promise<Ran> {
  const items = z.array(z.unknown()).parse(await evaluated(state.Items, scope))
  const results: unknown[] = []
  let next = 0
  let failed = false
  async function worker(): Promise<void> {
    // Once an item has failed for good, no other is begun.
    while (next < items.length && !failed) {
      const at = next++
      const context = { ...z.record(z.string(), z.unknown()).parse(scope.states.context), Map: { Item: { Index: at, Value: items[at] } } }
      const input = await evaluated(state.ItemSelector, { ...scope, states: { ...scope.states, context } })
      const inner = state.ItemProcessor.States[state.ItemProcessor.StartAt]
      if (!inner?.End) throw new Error('a processor of one state is what is known')
      const run = runTask(inner, { ...scope, states: { input, context } }, service)
      results[at] = (await run.catch(stop)).output
    }
  }
  function stop(thrown: unknown): never {
    failed = true
    throw thrown
  }
  const ran = await Promise.allSettled(Array.from({ length: Math.min(state.MaxConcurrency, items.length) }, worker))
  for (const each of ran) if (each.status === 'rejected') throw each.reason
  return { result: results, output: results }
}

/** Every rule counts its own attempts, and the first that matches is the one that counts. */
async function attempts<T>(retries: readonly z.infer<typeof retry>[], service: Service, run: () => Promise<T>): Promise<T> {
  const tried = new Map<object, number>()
  for (;;) {
    try {
      return await run()
    } catch (failed) {
      const name = nameOf(failed)
      const rule = retries.find(({ ErrorEquals }) => ErrorEquals.includes(name) || ErrorEquals.includes('States.ALL'))
      const before = rule ? (tried.get(rule) ?? 0) : 0
      if (!rule || TERMINAL.includes(name) || before >= rule.MaxAttempts) throw failed
      tried.set(rule, before + 1)
      await service.waited(Math.min(rule.MaxDelaySeconds, rule.IntervalSeconds * rule.BackoffRate ** before))
    }
  }
}

function nameOf(failed: unknown): string {
  if (failed instanceof InvocationFailed) return failed.errorType
  return failed instanceof Error ? failed.name : 'States.TaskFailed'
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

/** `what` is said in the error, as the service says it. */
function fits(value: unknown, what: string): unknown {
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null))
  if (bytes > MOST_BYTES) throw new StateFailed('States.DataLimitExceeded', `${what} has ${bytes} bytes; ${MOST_BYTES} is the most`)
  return value
}

import { type Instance, InvocationFailed, type LambdaSpec, startInstance } from './instance.ts'

export type LambdaFunction = {
  invoke(event: unknown): Promise<unknown>
  /** Ends the processes that are at work now. */
  killBusy(): void
  /** The most memory that one of its processes has held since this was asked last, in MB. */
  mostMb(): number
  /** The printed lines. */
  readonly printed: readonly string[]
  stop(): Promise<void>
}

/** A function as the service runs it: one event at a time in each process, more processes as needed, up to its reserve. */
export function lambdaFunction(spec: LambdaSpec, atOnce: number): LambdaFunction {
  const idle: Instance[] = []
  const busy = new Set<Instance>()
  const all = new Set<Instance>()
  const printed: string[] = []

  async function take(): Promise<Instance> {
    const free = idle.pop()
    if (free) return free
    const made = await startInstance(spec, (line) => printed.push(line))
    all.add(made)
    void made.ended.then(() => {
      all.delete(made)
      if (idle.includes(made)) idle.splice(idle.indexOf(made), 1)
    })
    return made
  }

  let running = 0
  return {
    printed,
    killBusy: () => {
      for (const each of busy) each.kill()
    },
    mostMb: () => Math.max(0, ...[...all].map((each) => each.mostMb())),
    async invoke(event) {
      if (running >= atOnce) throw new InvocationFailed('Lambda.TooManyRequestsException', 'Rate Exceeded.')
      running++
      try {
        const instance = await take()
        busy.add(instance)
        try {
          // The event crosses a wire on its way in; a value that would not survive it must not be tested with.
          const result = await instance.invoke(JSON.parse(JSON.stringify(event)))
          idle.push(instance)
          return result
        } catch (thrown) {
          if (thrown instanceof InvocationFailed && !/^(Runtime|Sandbox)\./.test(thrown.errorType)) idle.push(instance)
          throw thrown
        } finally {
          busy.delete(instance)
        }
      } finally {
        running--
      }
    },
    async stop() {
      const ends = [...all].map((each) => {
        each.kill()
        return each.ended
      })
      await Promise.all(ends)
    },
  }
}

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Memory } from './memory.ts'

type Waiting = { readonly call: string; readonly goOn: () => void }
export type Fails = (request: number, call: string) => boolean

/**
 * Runs requests at the same time, one call to a store after the other: `pick` says which request's call comes next, as
 * an index into those that wait. Returns what each request answered.
 */
export async function runTogether<R>(
  memory: Memory,
  requests: readonly (() => Promise<R>)[],
  pick: (waiting: readonly number[]) => number,
  fails: Fails = () => false,
): Promise<R[]> {
  const own = new AsyncLocalStorage<number>()
  const waiting = new Map<number, Waiting>()
  const done = new Set<number>()
  let changed = () => {}

  memory.before = async (call) => {
    const request = own.getStore()
    if (request === undefined) return
    await new Promise<void>((goOn) => {
      waiting.set(request, { call, goOn })
      changed()
    })
    if (fails(request, call)) throw new Error('the store does not answer')
  }
  const running = requests.map((request, index) =>
    own.run(index, request).finally(() => {
      done.add(index)
      changed()
    }),
  )
  while (done.size < requests.length) {
    while (waiting.size + done.size < requests.length) {
      await new Promise<void>((resolve) => {
        changed = resolve
      })
    }
    const numbers = [...waiting.keys()].sort()
    const next = numbers[pick(numbers)]
    const chosen = next === undefined ? undefined : waiting.get(next)
    if (next === undefined || !chosen) break
    waiting.delete(next)
    chosen.goOn()
  }
  memory.before = () => {}
  return Promise.all(running)
}

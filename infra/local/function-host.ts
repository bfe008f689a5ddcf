import { type FunctionProcess, type ProcessOptions, startProcess } from './function-process.ts'

export type FunctionHost = {
  /** Calls the function as AWS would; rejects with FunctionFailed. */
  invoke(event: unknown): Promise<unknown>
  /** Serves further calls with another bundle. Resolves when the calls under way have been answered by the old one. */
  renew(bundle: string): Promise<void>
  /** Waits for the calls under way, then ends the function's processes. */
  stop(): Promise<void>
}

/** Keeps a function callable: starts its process at the first call, and another when that one has crashed or hangs. */
export function hostFunction(first: ProcessOptions): FunctionHost {
  let options = first
  const running = new Set<Promise<void>>()
  let current: FunctionProcess | undefined

  function replaceable(): FunctionProcess {
    const started: FunctionProcess = startProcess(options, () => retire(started))
    return started
  }

  function retire(unfit: FunctionProcess): void {
    if (current === unfit) current = undefined
    const ended = unfit.retire().finally(() => running.delete(ended))
    running.add(ended)
  }

  return {
    invoke(event) {
      current ??= replaceable()
      return current.invoke(event)
    },

    async renew(bundle) {
      options = { ...options, bundle }
      if (current) retire(current)
      await Promise.all(running)
    },

    async stop() {
      if (current) retire(current)
      await Promise.all(running)
    },
  }
}

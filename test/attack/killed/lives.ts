import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { functionProcesses } from '../function-processes.ts'
import type { Built } from './built.ts'
import { type Done, done, type Order } from './orders.ts'

/** One deployment from its start to its end, which may come at any moment. */
export type Life = {
  /** Rejects when it ends before it serves. */
  readonly serves: Promise<URL>
  /** Resolves when it is done; rejects with what went wrong, or with Ended. */
  tell(order: Order): Promise<Done>
  /** Orders that are not done. */
  underWay(): Order['order'][]
  kill(): Promise<void>
  /** With the processes of its functions, as when a whole machine stops. */
  killWithFunctions(): Promise<void>
  /** Kills one of the processes of its functions, if there is one, and gives its name. */
  killFunction(which: (count: number) => number): Promise<string | undefined>
  readonly ended: Promise<void>
  /** Failures in it that have another reason than that one of its processes was killed. */
  readonly unexpected: readonly string[]
}

/** Failures that the kills cause, or a machine that is busy with them: a function that starts too slowly is cut off. */
const OURS = /the process of \w+ ended|took longer than/

/** It, or the function that was to do what was ordered. */
export class Ended extends Error {
  override readonly name = 'Ended'
}

export function begin(folder: string, port: number, built: Built): Life {
  const child: ChildProcess = fork(built.deployment, [folder, String(port), built.functions], {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(built.deployment), 'compiled') },
  })
  const waiting = new Map<Done['did'], { resolve(said: Done): void; reject(failed: Error): void }>()
  const unexpected: string[] = []
  const ended = once(child, 'exit').then(() => {
    for (const each of waiting.values()) each.reject(new Ended('the deployment ended'))
    waiting.clear()
  })
  const wait = (did: Done['did']) => new Promise<Done>((resolve, reject) => waiting.set(did, { resolve, reject }))
  child.on('message', (message) => {
    const said = done.parse(message)
    const about = said.did === 'fail' ? said.order : said.did
    const asked = about && waiting.get(about)
    if (about) waiting.delete(about)
    if (said.did !== 'fail') asked?.resolve(said)
    else if (OURS.test(said.message)) asked?.reject(new Ended(said.message))
    else if (asked) asked.reject(new Error(said.message))
    else unexpected.push(said.message)
  })
  const serves = wait('serve').then((said) => {
    if (said.did !== 'serve') throw new Error('it did something else')
    return new URL(said.origin)
  })
  serves.catch(() => undefined)
  return {
    serves,
    ended,
    unexpected,
    tell(order) {
      const answer = wait(order.order)
      child.send(order, () => undefined)
      return answer
    },
    underWay: () => [...waiting.keys()].filter((did) => did !== 'serve' && did !== 'fail'),
    async killFunction(which) {
      const running = await functionProcesses(child.pid)
      const one = running[which(running.length)]
      if (one) process.kill(one.pid, 'SIGKILL')
      return one?.name
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async killWithFunctions() {
      for (const { pid } of await functionProcesses(child.pid)) process.kill(pid, 'SIGKILL')
      child.kill('SIGKILL')
      await ended
    },
  }
}

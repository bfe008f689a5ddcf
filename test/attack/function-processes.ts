import { readdir, readFile } from 'node:fs/promises'

export type FunctionProcess = { readonly pid: number; readonly name: string }

/** The processes of functions that a deployment in this process (or another) has begun. Linux only. */
export async function functionProcesses(of: number | 'self' = 'self'): Promise<FunctionProcess[]> {
  const threads = await readdir(`/proc/${of}/task`).catch(() => [])
  const lists = await Promise.all(threads.map((thread) => text(`/proc/${of}/task/${thread}/children`)))
  const pids = lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
  const found = pids.map(async (pid) => {
    const name = /function-worker\.mjs\0[^\0]*\0([a-z]+)/.exec(await text(`/proc/${pid}/cmdline`))?.[1]
    return name === undefined ? [] : [{ pid, name }]
  })
  return (await Promise.all(found)).flat()
}

/** Empty when the process has just ended. */
function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

import { readdir, readFile } from 'node:fs/promises'

/** What a core dump of a process, and of each process that it started, would hold, as Linux says it; empty on other systems. */
export async function dumpFiltersOf(pid: number): Promise<string[]> {
  try {
    const processes = [pid, ...(await childrenOf(pid))]
    const named = await Promise.all(processes.map(async (each) => ({ each, name: (await readFile(`/proc/${each}/comm`, 'utf8')).trim() })))
    // esbuild has the code in it, and nothing else.
    const ours = named.filter(({ name }) => name !== 'esbuild')
    return await Promise.all(ours.map(async ({ each }) => (await readFile(`/proc/${each}/coredump_filter`, 'utf8')).trim()))
  } catch {
    return []
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`)
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')))
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

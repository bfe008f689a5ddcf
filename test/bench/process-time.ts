import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10

/**
 * Milliseconds of processor time that the function processes of this process have taken so far, all together. Linux alone tells it of another process;
 * undefined elsewhere.
 */
export function functionsTime(): number | undefined {
  if (process.platform !== 'linux') return undefined
  const times = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? functionTime(pid) : []))
  return times.reduce((sum, each) => sum + each, 0)
}

function functionTime(pid: string): number[] {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('function-worker.mjs')) return []
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name of the program, which may hold spaces: state, parent, ..., and as 12th and 13th the times in user and system mode.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[1] === String(process.pid) ? [(Number(fields[11]) + Number(fields[12])) * TICK_MS] : []
  } catch {
    // It ended in between.
    return []
  }
}

/** The same of this process, all its threads included. */
export function ownTime(before?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

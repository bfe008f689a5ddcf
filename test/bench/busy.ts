import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

const WATCH_MS = 500

/** The share of the machine's processor time that is in use, watched for half a second in which we do nothing. */
export async function busyShare(): Promise<number> {
  const before = times()
  await pause(WATCH_MS)
  const after = times()
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)
}

function times(): { idle: number; all: number } {
  const each = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({ idle, all: user + nice + sys + idle + irq }))
  return { idle: each.reduce((sum, cpu) => sum + cpu.idle, 0), all: each.reduce((sum, cpu) => sum + cpu.all, 0) }
}

import { readFile, rm, writeFile } from 'node:fs/promises'
import { faultCode } from '#cli/fault-code.ts'

/**
 * Does something while no other process of this machine does it with the same file. Gives `busy()` where one does. The lock of a process that was
 * killed is taken over.
 */
export async function whileLocked<Result>(file: string, action: () => Promise<Result>, busy: () => Result): Promise<Result> {
  const lock = `${file}.lock`
  if (!(await isTaken(lock)) && !((await isLeftOver(lock)) && (await rm(lock, { force: true }).then(() => isTaken(lock))))) return busy()
  try {
    return await action()
  } finally {
    await rm(lock, { force: true })
  }
}

async function isTaken(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (thrown) {
    if (faultCode(thrown) === 'EEXIST') return false
    throw thrown
  }
}

async function isLeftOver(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (!Number.isInteger(holder) || holder <= 0) return false
  try {
    process.kill(holder, 0)
    return false
  } catch (thrown) {
    return faultCode(thrown) === 'ESRCH'
  }
}

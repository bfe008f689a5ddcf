import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { diskTrouble } from './disk-trouble.ts'

/**
 * Takes a data folder for this process alone until it is released or the process ends, however it ends: the lock is
 * the operating system's, so there is no stale file to clean up. Throws when another process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = new ClassicLevel(join(folder, 'lock'))
  try {
    await lock.open()
  } catch (thrown) {
    throw diskTrouble(thrown, folder)
  }
  return () => lock.close()
}

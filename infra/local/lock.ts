import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'

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
    throw new Error(`another Chorus is running on ${folder}: stop it first, or use another folder with --data`, { cause: thrown })
  }
  return () => lock.close()
}

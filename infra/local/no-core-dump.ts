import { writeFileSync } from 'node:fs'

/**
 * A process that the system aborts may be written to a file as a whole, with every key and answer in it. On Linux this
 * leaves the memory out, for this process and all that it starts. Where there is no such switch, nothing happens.
 */
export function leaveMemoryOutOfDumps(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // Not Linux, or a Linux without core dumps.
  }
}

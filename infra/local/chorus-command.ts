import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'

const COMMAND = join(import.meta.dirname, '..', '..', 'cli', 'chorus.mjs')

/**
 * Runs `chorus` as a person would, in a process of its own. Its output goes to this terminal; when it fails, or is told to stop,
 * this throws.
 */
export async function chorus(
  args: readonly string[],
  { environment = {}, signal }: { environment?: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<void> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    signal,
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new CodedError('command-failed', `chorus ${args.join(' ')} failed`)
}

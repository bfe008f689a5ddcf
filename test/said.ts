import { vi } from 'vitest'
import { run } from '#cli/main.ts'

type Said = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs a command in this process and gives all it says, to either stream. What it reads into the environment goes again. */
export async function said(args: readonly string[], others: Parameters<typeof run>[1] = []): Promise<Said> {
  const texts = { stdout: '', stderr: '' }
  const into = (stream: keyof typeof texts, end: string) => (text: unknown) => {
    texts[stream] += `${text}${end}`
    return true
  }
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(into('stdout', '\n')),
    vi.spyOn(console, 'error').mockImplementation(into('stderr', '\n')),
    vi.spyOn(process.stdout, 'write').mockImplementation(into('stdout', '')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('stderr', '')),
  ]
  const before = new Set(Object.keys(process.env))
  process.exitCode = undefined
  try {
    const code = await run(args, others)
    return { code, ...texts }
  } finally {
    for (const spy of spies) spy.mockRestore()
    for (const name of Object.keys(process.env)) if (!before.has(name)) delete process.env[name]
    process.exitCode = undefined
  }
}

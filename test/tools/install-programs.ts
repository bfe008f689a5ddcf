import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { commandOf, PROGRAMS } from './programs.ts'

const TEN_MINUTES = 600_000

/** Before the tests of tools: what is missing comes from Debian where root may install it; else one line says what is left out. */
export default function installPrograms(): void {
  const missing = Object.values(PROGRAMS).filter((program) => commandOf(program) === undefined)
  if (missing.length === 0) return
  const packages = missing.map(({ debian }) => debian)
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say(`Installing ${packages.join(', ')} ...`)
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
  }
  for (const program of missing)
    if (commandOf(program) === undefined)
      say(`${program.name} is not here, so its tests are left out. On Debian: apt-get install ${program.debian}`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function apt(...args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], timeout: TEN_MINUTES, env })
}

#!/usr/bin/env node
// Starts the `chorus` command on whatever Node the machine has: Chorus brings its own Node 24.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, '..', 'node_modules')
const node24 = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const major = Number(process.versions.node.split('.')[0])

if (!existsSync(join(modules, 'tsx', 'package.json')) || (major < 24 && !existsSync(node24))) {
  console.error(`Chorus is not installed yet. Run this once, then try again:\n\n  cd ${join(here, '..')}\n  npm ci`)
  process.exit(1)
}

if (major < 24) {
  const child = spawn(node24, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  // Ctrl-C reaches the child by itself; a signal sent to this process alone has to be handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1)
  })
} else {
  // `chorus ... | head` closes the pipe early: what is printed after that is dropped, and the command ends its work.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (failed) => {
      if (failed.code !== 'EPIPE') throw failed
    })
  }
  const { register } = await import('tsx/esm/api')
  register()
  const [{ run }, { registerServer }] = await Promise.all([import('./main.ts'), import('../infra/local/server/commands.ts')])
  process.exitCode = await run(process.argv.slice(2), [registerServer])
}

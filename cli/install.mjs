// Runs before every npm script, on whatever Node the machine has: installs the locked dependencies (Node 24 among them)
// when they are missing or older than the lock file, and does nothing otherwise. `--dev` adds what only working on
// Chorus needs; once that is there, it stays.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE = 24
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.chorus-install')
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const major = Number(process.versions.node.split('.')[0])

if (major < 20) {
  console.error(`Chorus needs Node 20 or newer to install its own Node ${NODE}; this is ${process.versions.node}.`)
  process.exit(1)
}
const [before, what] = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : ['', 'run']
const wanted = process.argv.includes('--dev') || what !== 'run' ? 'dev' : 'run'
if (before !== lock || (wanted === 'dev' && what === 'run')) {
  console.error(`Installing what ${wanted === 'dev' ? 'working on Chorus' : 'Chorus'} needs (once, from package-lock.json) ...`)
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  const done = spawnSync(command, [...args, 'ci', wanted === 'dev' ? '--include=dev' : '--omit=dev', '--loglevel=error'], {
    cwd: root,
    // What npm says goes where our own lines go: a script may print data.
    stdio: ['inherit', process.stderr, 'inherit'],
    shell: !npm && process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('The install failed. Check that the npm registry can be reached, then run the same command again.')
    process.exit(done.status ?? 1)
  }
  writeFileSync(stamp, `${lock} ${wanted}`)
}
if (major < NODE && !['node', 'node.cmd'].some((name) => existsSync(join(modules, '.bin', name)))) {
  console.error(
    `No Node ${NODE} is pinned for this kind of machine (${process.platform}-${process.arch}). Install Node ${NODE} or newer yourself, then run the same command again.`,
  )
  process.exit(1)
}

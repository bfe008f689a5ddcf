import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { describeError } from '#shared/problem.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { deleteDataFolder } from '../data-folder.ts'
import { portIn } from '../port.ts'
import { startDev } from './dev-deployment.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
/** Emptied at each start: nothing in it is worth keeping, and no real answer may be in it. */
const DATA = '.chorus-dev'

const USAGE = `Chorus for the person who changes it. What you save is shown at once:

  surveys/              every survey folder as it is now, marked as a draft; its errors stand on the page
  functions/, shared/   pages and functions

  npm run dev                   serve on http://127.0.0.1:8322
  npm run dev -- --port 9000    serve on another port

Answers go to ${DATA}, which is emptied at each start. After a change in infra/, start it again.`

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(port: number): Promise<void> {
  await deleteDataFolder(DATA)
  const { origin, shown, stop } = await startDev({
    dataDir: DATA,
    port,
    surveys: join(ROOT, 'surveys'),
    code: ['functions', 'shared'].map((name) => join(ROOT, name)),
    say,
  })
  for (const [folder, id] of shown) say(`  ${folder.padEnd(20)}  ${origin}/s/${linkOf(id)}`)
  say(
    `Watching ${['surveys', 'functions', 'shared'].map((name) => relative(process.cwd(), join(ROOT, name))).join(', ')}. Ctrl-C stops it.`,
  )
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  await stop()
}

try {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8322' }, help: { type: 'boolean' } } })
  if (values.help) say(USAGE)
  else await main(portIn(values.port))
} catch (thrown) {
  process.stderr.write(`${describeError(thrown)}\n`)
  process.exitCode = 1
}

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readSurvey } from '#cli/read-survey.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { median } from '#test/bench/row.ts'
import { functionProcesses } from './function-processes.ts'
import { npmStart } from './npm-start.ts'

const HELP = `Lets made-up people answer and take back for a while, and looks whether the memory of each process stays flat (Linux).

  npm run soak                     10 minutes
  npm run soak -- --minutes 60

Exits with 1 when a process has more in the last quarter of the time than in the second one, by a fifth and by 20 MB.`

const EVERY_MS = 5000
const MOST_GROWTH = 1.2
const MOST_MB = 20

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, help: { type: 'boolean', short: 'h' } } })

async function main(minutes: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-soak-'))
  const started = npmStart('--data', folder, '--port', '0', '--no-demo')
  const origin = await started.origin()
  const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const samples = new Map<string, number[]>()
  const timer = setInterval(() => void sample(started.pid, samples), EVERY_MS)
  const until = performance.now() + minutes * 60_000
  let visits = 0
  for (let round = 0; performance.now() < until; round++) {
    const habit = { mode: 'mixed', withdraws: 0.5 } as const
    const done = await simulate({ origin, survey, people: 40, seed: `soak ${round}`, habit, clients: 4, now: () => new Date() })
    const failed = done.find(({ outcome }) => outcome === 'failed')
    if (failed) throw new Error(`a visit failed: ${failed.reason}`)
    visits += done.length
  }
  clearInterval(timer)
  started.signal('SIGTERM')
  await started.ended
  await rm(folder, { recursive: true })
  process.stdout.write(`${visits} visits in ${minutes} minutes\n`)
  return [...samples].filter(([name, sizes]) => !isFlat(name, sizes)).length > 0 ? 1 : 0
}

function isFlat(name: string, sizes: readonly number[]): boolean {
  const quarter = Math.floor(sizes.length / 4)
  const [early, late] = [median(sizes.slice(quarter, 2 * quarter)), median(sizes.slice(-quarter))]
  const flat = late <= early * MOST_GROWTH || late <= early + MOST_MB
  process.stdout.write(`${name}: ${Math.round(early)} MB, then ${Math.round(late)} MB: ${flat ? 'flat' : 'it grows'}\n`)
  return flat
}

/** Resident memory of the deployment and of each function's process, in MB. */
async function sample(pid: number, samples: Map<string, number[]>): Promise<void> {
  for (const each of [{ pid, name: 'deployment' }, ...(await functionProcesses(pid))]) {
    const status = await readFile(`/proc/${each.pid}/status`, 'utf8').catch(() => '')
    const resident = /VmRSS:\s+(\d+) kB/.exec(status)?.[1]
    if (resident) samples.set(each.name, [...(samples.get(each.name) ?? []), Number(resident) / 1024])
  }
}

if (values.help) process.stdout.write(`${HELP}\n`)
else process.exitCode = await main(Number(values.minutes))

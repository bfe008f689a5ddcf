import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readSurvey } from '#cli/read-survey.ts'
import { Unreachable } from '#cli/simulate/faults.ts'
import { type Random, randomFrom } from '#cli/simulate/random.ts'
import { simulate } from '#cli/simulate/simulate-people.ts'
import { planVisit } from '#cli/simulate/visit-plan.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId } from '#shared/response/secret.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { npmStart } from './npm-start.ts'
import { binary, readDatabase } from './tables.ts'
import { countWholeCandidates } from './whole-candidates.ts'

const HELP = `Kills a deployment at random moments, over sends, withdrawals, the daily retention and reports, and looks after all of
them whether anything that was shown a receipt is lost or doubled, or anything that was withdrawn came back.

  npm run kills                                  20 kills
  npm run kills -- --times 1000 --seed another   so many, at other moments`

const HABIT = { mode: 'mixed', withdraws: 0.4 } as const
const CLIENTS = 8
/** After the start, where retention runs and a report is made, or after the first person could come. */
const MOST_MS = 8000
/** How many of the kills come while it starts. */
const STARTING = 0.3
const CHECKED_EVERY = 25

/** By receipt code, what must be true of its response. A code whose visit the kill cut off on its way to a withdrawal is not among them. */
type Fate = 'stored' | 'gone'

const { values } = parseArgs({
  options: { times: { type: 'string', default: '20' }, seed: { type: 'string', default: 'kills' }, help: { type: 'boolean', short: 'h' } },
})

async function main(times: number, seed: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-kills-'))
  const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const moments = randomFrom(seed)
  const fates = new Map<string, Fate>()
  for (let kill = 1; kill <= times; kill++) {
    await killedOnce(folder, survey, `${seed} ${kill}`, moments, fates)
    if (kill % CHECKED_EVERY === 0 || kill === times) process.stdout.write(`${kill} kills: ${await look(folder, fates)}\n`)
  }
  await rm(folder, { recursive: true })
}

async function killedOnce(folder: string, survey: Survey, seed: string, moments: Random, fates: Map<string, Fate>): Promise<void> {
  const started = npmStart('--data', folder, '--port', '0', '--no-demo')
  const isStarting = moments.chance(STARTING)
  const moment = MOST_MS * moments.uniform()
  const timers: NodeJS.Timeout[] = []
  const kill = () => timers.push(setTimeout(() => started.signal('SIGKILL'), moment))
  if (isStarting) kill()
  try {
    const origin = await started.origin()
    if (!isStarting) kill()
    await simulate({
      origin,
      survey,
      people: 10_000,
      seed,
      habit: HABIT,
      clients: CLIENTS,
      now: () => new Date(),
      onReceipt(person, code) {
        const { ending } = planVisit(survey, HABIT, seed, person)
        if (ending.kind === 'sends' && ending.withdraws !== 'everything') fates.set(code, 'stored')
      },
      onVisit({ outcome, code, withdrew }) {
        if (outcome === 'sent' && code !== undefined && withdrew === 'everything') fates.set(code, 'gone')
      },
    })
  } catch (thrown) {
    // Killed while people answered, or before it served anybody.
    if (!(thrown instanceof Unreachable) && (await started.ended) !== 'SIGKILL') throw thrown
  } finally {
    for (const timer of timers) clearTimeout(timer)
    started.signal('SIGKILL')
    await started.ended
  }
}

/** Throws at the first that is not as it was shown. */
async function look(folder: string, fates: ReadonlyMap<string, Fate>): Promise<string> {
  const pepper = await readFile(join(folder, 'secrets', 'pepper.key'))
  const items = await readDatabase(join(folder, 'database'))
  const stored = items.filter(({ table }) => table === 'responses').map(({ item }) => Buffer.from(binary(item, 'sk')).toString('hex'))
  const ids = new Set(stored)
  if (ids.size !== stored.length) throw new Error('a response is there twice')
  for (const [code, fate] of fates) {
    const id = Buffer.from(responseId(pepper, parseCode(code) ?? new Uint8Array())).toString('hex')
    if (ids.has(id) !== (fate === 'stored')) throw new Error(fate === 'stored' ? 'a response is lost' : 'a withdrawn response is there')
  }
  const shown = [...fates.values()]
  const receipts = shown.filter((fate) => fate === 'stored').length
  const reports = await countWholeCandidates(join(folder, 'candidates'))
  return `${receipts} receipts, none lost or doubled; ${shown.length - receipts} withdrawals, none came back; ${reports} reports, all whole`
}

if (values.help) process.stdout.write(`${HELP}\n`)
else await main(Number(values.times), values.seed)

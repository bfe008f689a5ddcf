import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { randomFrom } from '#shared/made-up-people/random.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { buildOnce } from './killed/built.ts'
import { look } from './killed/fates.ts'
import { type Killed, killedRound, type Round } from './killed/round.ts'
import { shortSurveys } from './killed/short-survey.ts'
import { countWholeCandidates } from './whole-candidates.ts'

const A_ROUND = 25

const HELP = `Kills a deployment, or one of the processes of its functions, at random moments: while it starts, and while people send and take
back, reports are made and surveys come to their end (Linux). After every ${A_ROUND} kills the same folder runs to a clean end, and what lies
in it must be exactly what people were shown.

  npm run kills                                               25 kills
  npm run kills -- --times 1000 --at-once 2 --seed another    so many, in two folders at a time, at other moments

Ends with 1 at the first thing that is lost, doubled or back, or when nobody was shown a receipt, and keeps the folder.`

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '25' },
    'at-once': { type: 'string', default: '1' },
    seed: { type: 'string', default: 'kills' },
    help: { type: 'boolean', short: 'h' },
  },
})

async function main(times: number, atOnce: number, seed: string): Promise<void> {
  const own = await mkdtemp(join(tmpdir(), 'chorus-kills-'))
  const built = await buildOnce(join(own))
  const surveys = await shortSurveys(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const sums: Record<string, number> = { kills: 0 }
  let next = 0

  async function rounds(): Promise<void> {
    while (next * A_ROUND < times) {
      const number = next++
      const folder = join(own, `round-${number + 1}`)
      const kills = Math.min(A_ROUND, times - number * A_ROUND)
      const label = `${seed} ${number}`
      const found = await checkedRound({ folder, built, kills, seed: label, moments: randomFrom(label, 'moments'), surveys })
      for (const [name, count] of Object.entries(found)) sums[name] = (sums[name] ?? 0) + count
      process.stdout.write(`${inWords(sums)}\n`)
      await rm(folder, { recursive: true })
    }
  }

  await Promise.all(Array.from({ length: atOnce }, rounds))
  // Where nobody is served nothing can be lost, and nothing was tried.
  if (!sums.receipts) throw new Error(`nobody was shown a receipt in ${sums.kills} kills: what lies in ${own} says why`)
  await rm(own, { recursive: true })
}

/** Throws at the first thing that is not as it was shown; gives what there was, by name. */
async function checkedRound(round: Round): Promise<Record<string, number>> {
  const killed = await killedRound(round)
  notedOnce(killed)
  const found: Record<string, number> = { kills: killed.at.length, ...(await look(round.folder, killed.fates, killed.over)) }
  for (const failure of killed.failures) process.stderr.write(`${failure}\n`)
  found['failures of another kind'] = killed.failures.length
  found['surveys that were over'] = killed.over.size
  found['whole reports'] = await countWholeCandidates(join(round.folder, 'candidates'))
  for (const what of killed.at.flatMap((each) => [...new Set(each)])) found[`killed: ${what}`] = (found[`killed: ${what}`] ?? 0) + 1
  return found
}

function notedOnce({ over, deletions }: Killed): void {
  for (const survey of over) {
    const { hash } = versionOf(survey)
    const noted = deletions.filter((each) => each.hash === hash).map(({ what }) => what)
    if (noted.toSorted().join() !== 'answers,stories') throw new Error(`of ${survey.id}, which is over, was noted: ${noted.join()}`)
  }
}

function inWords(sums: Readonly<Record<string, number>>): string {
  return Object.entries(sums)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ')
}

if (values.help) process.stdout.write(`${HELP}\n`)
else await main(Number(values.times), Number(values['at-once']), values.seed)

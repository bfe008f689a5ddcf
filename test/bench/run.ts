import { parseArgs } from 'node:util'
import { benchAudit } from './audit.ts'
import { benchBundles } from './bundles.ts'
import { busyShare } from './busy.ts'
import { benchColdStart } from './cold-start.ts'
import { benchDisk } from './disk.ts'
import { benchGoals, GOALS, type GoalsOptions } from './goals.ts'
import { TRIALS } from './goals-surveys.ts'
import { benchInjection } from './injection.ts'
import { benchKeyAudit } from './key-audit.ts'
import { benchLighthouse } from './lighthouse.ts'
import { benchMadeUp, MADE_UP } from './made-up.ts'
import { benchMillion, MILLION } from './million.ts'
import { benchPages } from './pages.ts'
import { benchResponses } from './responses.ts'
import type { Bench } from './row.ts'
import { benchSilence } from './silence.ts'
import { benchStorage } from './storage.ts'
import { benchSubmit } from './submit.ts'
import { tableOf } from './table.ts'
import { benchTabulation } from './tabulation.ts'
import { benchTally } from './tally.ts'
import { benchUtility } from './utility.ts'
import { benchUtilityGoals } from './utility-goals.ts'

const ENTRIES: Readonly<Record<string, Bench>> = {
  pages: benchPages,
  lighthouse: benchLighthouse,
  responses: benchResponses,
  submit: benchSubmit,
  bundles: benchBundles,
  'cold-start': benchColdStart,
  storage: benchStorage,
  disk: benchDisk,
  tally: benchTally,
  tabulation: benchTabulation,
  million: () => benchMillion(responsesAsked()),
  'key-audit': benchKeyAudit,
  audit: benchAudit,
  injection: benchInjection,
  silence: benchSilence,
  goals: () => benchGoals(goalsAsked()),
  'made-up': () => benchMadeUp({ surveys: madeUpAsked() }),
  utility: async () => [...(await benchUtilityGoals()), ...(await benchUtility())],
}

const HELP = `Measures Chorus against its budgets, and against what was measured of other tools.

  npm run bench                      every entry
  npm run bench -- --only tally      one entry: ${Object.keys(ENTRIES).join(', ')}
  npm run bench -- --json            the same as JSON, one object an entry

The entry goals plays a series of reports on each survey, with each key, and lets three attackers read it:

  npm run bench -- --only goals --keys 10 --releases 6
  npm run bench -- --only goals --surveys github-2017,being-heard

  --keys      how many keys, each with other people or another order of them (default ${GOALS.keys})
  --releases  how many reports a series has (default ${GOALS.releases})
  --surveys   ${TRIALS.join(', ')} (default all)

The entry made-up draws surveys of any shape and protects each in every way; an attacker who thinks of every kind of person reads it:

  npm run bench -- --only made-up --surveys 40

  --surveys   how many (default ${MADE_UP.surveys})

The entry million makes a report in Lambda's runtime, with the maxima of the tables:

  npm run bench -- --only million --responses 100000

  --responses how many responses it is about (default ${MILLION.toLocaleString('en')})

Ten keys and six reports of every survey take hours. The first two surveys need their data in ../shared/data.

Exits with 1 when a budget is missed. Numbers depend on the machine and on what else it does.`

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    keys: { type: 'string' },
    releases: { type: 'string' },
    surveys: { type: 'string' },
    responses: { type: 'string' },
  },
})

function isOfMadeUp(): boolean {
  return values.only?.includes('made-up') === true
}

function madeUpAsked(): number {
  return isOfMadeUp() && values.surveys !== undefined ? Number(values.surveys) : MADE_UP.surveys
}

function goalsAsked(): GoalsOptions {
  const whole = (given: string | undefined, otherwise: number) => (given === undefined ? otherwise : Number(given))
  const { keys, releases } = { keys: whole(values.keys, GOALS.keys), releases: whole(values.releases, GOALS.releases) }
  const surveys = isOfMadeUp() ? GOALS.surveys : (values.surveys?.split(',') ?? GOALS.surveys)
  return { keys, releases, surveys }
}

function responsesAsked(): number {
  return values.responses === undefined ? MILLION : Number(values.responses)
}

/** Why the options cannot be followed. */
function wrongOption(): string | undefined {
  const { keys, releases, surveys } = goalsAsked()
  const unknown = surveys.filter((name) => !TRIALS.includes(name))
  if (unknown.length > 0) return `There is no survey ${unknown.join(', ')}. Choose from ${TRIALS.join(', ')}.`
  if (!Number.isInteger(madeUpAsked()) || madeUpAsked() < 1) return 'Give --surveys a whole number from 1 on.'
  if (![keys, releases].every((each) => Number.isInteger(each) && each >= 1)) return 'Give --keys and --releases a whole number from 1 on.'
  if (!Number.isInteger(responsesAsked()) || responsesAsked() < 1) return 'Give --responses a whole number from 1 on.'
  return releases > 12 ? 'A study has 12 reports at most.' : undefined
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const unknown = (values.only ?? []).filter((name) => !Object.hasOwn(ENTRIES, name))
  if (unknown.length > 0) {
    console.error(`There is no entry ${unknown.join(', ')}. Choose from ${Object.keys(ENTRIES).join(', ')}.`)
    return 2
  }
  const wrong = wrongOption()
  if (wrong !== undefined) {
    console.error(wrong)
    return 2
  }
  let isMet = true
  for (const [name, bench] of Object.entries(ENTRIES)) {
    if (values.only && !values.only.includes(name)) continue
    if (!values.json) console.error(`${name} ... (before it, other work took ${Math.round(100 * (await busyShare()))} % of the processors)`)
    const rows = await bench()
    isMet &&= rows.every((row) => row.ok)
    console.log(values.json ? JSON.stringify({ entry: name, rows }) : tableOf(rows))
  }
  if (!isMet) console.error('A budget is missed.')
  return isMet ? 0 : 1
}

process.exitCode = await main()

import { parseArgs } from 'node:util'
import { benchAudit } from './audit.ts'
import { benchBundles } from './bundles.ts'
import { busyShare } from './busy.ts'
import { benchColdStart } from './cold-start.ts'
import { benchDisk } from './disk.ts'
import { benchInjection } from './injection.ts'
import { benchKeyAudit } from './key-audit.ts'
import { benchLighthouse } from './lighthouse.ts'
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
  'key-audit': benchKeyAudit,
  audit: benchAudit,
  injection: benchInjection,
  silence: benchSilence,
  utility: async () => [...(await benchUtilityGoals()), ...(await benchUtility())],
}

const HELP = `Measures Chorus against its budgets, and against what was measured of other tools.

  npm run bench                      every entry
  npm run bench -- --only tally      one entry: ${Object.keys(ENTRIES).join(', ')}
  npm run bench -- --json            the same as JSON, one object an entry

Exits with 1 when a budget is missed. Numbers depend on the machine and on what else it does.`

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
})

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

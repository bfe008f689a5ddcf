import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { audit } from '#shared/disclosure/audit/audit-history.ts'
import { NO_FACTS } from '#shared/disclosure/audit/history.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { communityOf, seriesOf } from '#test/unit/audit/community.ts'
import { printedOf } from '#test/unit/audit/published.ts'
import { budgeted, type Row, rounded } from './row.ts'

type Size = { readonly questions: number; readonly groupVariables: number; readonly releases: number }

const PEOPLE = 1000
const NEWCOMERS = 60

const FULL: Size = { questions: 20, groupVariables: 4, releases: 6 }
const SMALL: Size = { questions: 5, groupVariables: 1, releases: 2 }

const GROWTH: readonly { readonly what: string; readonly sizes: readonly Size[] }[] = [
  { what: '5, 10, 20 questions', sizes: [5, 10, 20].map((questions) => ({ ...SMALL, questions })) },
  { what: '1, 2, 4 group variables', sizes: [1, 2, 4].map((groupVariables) => ({ ...SMALL, groupVariables })) },
  { what: '2, 4, 8, 16 releases', sizes: [2, 4, 8, 16].map((releases) => ({ ...SMALL, groupVariables: 2, releases })) },
]

/** The measurements of a process of itself: the bench runs it once more, so that nothing else counts. */
type Measured = { readonly seconds: number; readonly megabytes: number }

const measured = z.strictObject({ seconds: z.number(), megabytes: z.number() })

/** The audit of a release against all before it, and how its time grows with questions, groups and releases. */
export async function benchAudit(): Promise<readonly Row[]> {
  const solver = await loadSolver()
  // The first run compiles.
  secondsOf(solver, SMALL)
  const { seconds, megabytes } = alone()
  return [
    budgeted('audit: 20 questions, 4 demographics, 5 predecessors', seconds, 's', { atMost: 30 }),
    budgeted('audit: the same, most memory of its process', megabytes, 'MB', { atMost: 512 }),
    ...GROWTH.map(({ what, sizes }): Row => {
      const each = sizes.map((size) => secondsOf(solver, size))
      const [first = Number.NaN] = each
      const ratios = each.map((one) => rounded(one / first)).join(' : ')
      return { what: `audit: growth with ${what}`, measured: `${ratios} (first: ${rounded(first)} s)`, ok: true }
    }),
  ]
}

function alone(): Measured {
  const child = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url)], { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`the audit of its own ended with ${child.status}: ${child.stderr}`)
  return measured.parse(JSON.parse(child.stdout))
}

/** Processor time: other work on the machine is not ours. The attacker knows that nobody left, which is the hardest case. */
function secondsOf(solver: Solver, { questions, groupVariables, releases }: Size): number {
  const sizes = Array.from({ length: releases }, (_, release) => PEOPLE + release * NEWCOMERS)
  const history = seriesOf(communityOf(questions, groupVariables, PEOPLE + releases * NEWCOMERS), sizes)
  const growth = new Map(sizes.map((_, at) => [at + 1, { withdrawn: 0 }]))
  const before = process.cpuUsage()
  audit(solver, { printed: printedOf(history), history, facts: { ...NO_FACTS, growth } })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const seconds = secondsOf(await loadSolver(), FULL)
  // Kilobytes, whatever the system.
  console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }))
}

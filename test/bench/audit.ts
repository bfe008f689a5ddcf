import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { filesAuditedInThreads } from '#cli/audit-threads/run-in-threads.ts'
import { audit } from '#shared/disclosure/audit/audit-history.ts'
import { NO_FACTS } from '#shared/disclosure/audit/history.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { communityOf, seriesOf } from '#test/unit/audit/community.ts'
import { printedOf } from '#test/unit/audit/published.ts'
import { budgeted, median, type Row, rounded } from './row.ts'

type Size = { readonly questions: number; readonly groupVariables: number; readonly releases: number }

const PEOPLE = 1000
const NEWCOMERS = 60

const FULL: Size = { questions: 20, groupVariables: 4, releases: 6 }
const SMALL: Size = { questions: 5, groupVariables: 1, releases: 2 }

/** A study by invitation has at most twelve releases: with more, the audit ends before a question is attacked. */
const MOST_RELEASES = 12

/**
 * The factor by which the attacked sums grow from the first size to the last, and the factor by which the time may: guards against what was measured getting worse. The goal is
 * no more than `times`; docs/adr/0021-what-the-audit-searches-with.md says what is still over it.
 */
const GROWTH: readonly { readonly what: string; readonly sizes: readonly Size[]; readonly times: number; readonly atMost: number }[] = [
  { what: '5, 10, 20 questions', sizes: [5, 10, 20].map((questions) => ({ ...SMALL, questions })), times: 4, atMost: 4.4 },
  { what: '1, 2, 4 group variables', sizes: [1, 2, 4].map((groupVariables) => ({ ...SMALL, groupVariables })), times: 4, atMost: 4.4 },
  {
    what: '4, 8, 12 releases',
    sizes: [4, 8, MOST_RELEASES].map((releases) => ({ ...SMALL, groupVariables: 2, releases })),
    times: 3,
    atMost: 7,
  },
]

/** Runs of each size: the middle one counts. */
const RUNS = 3

/** The measurements of a process of itself: the bench runs it once more, so that nothing else counts. */
type Measured = { readonly seconds: number; readonly megabytes: number; readonly inThreads: number }

const measured = z.strictObject({ seconds: z.number(), megabytes: z.number(), inThreads: z.number() })

/** The audit of a release against all before it, and how its time grows with questions, groups and releases. */
export async function benchAudit(): Promise<readonly Row[]> {
  const solver = await loadSolver()
  // The first runs compile.
  for (let run = 0; run < RUNS; run++) secondsOf(solver, { ...SMALL, groupVariables: 2, releases: 4 })
  const { seconds, megabytes, inThreads } = alone()
  return [
    budgeted('audit: 20 questions, 4 demographics, 5 predecessors, processor time', seconds, 's', { atMost: 30 }),
    {
      what: `audit: the same by the clock, with ${availableParallelism()} threads, while nothing else runs`,
      measured: `${rounded(inThreads)} s`,
      ok: true,
    },
    budgeted('audit: the same, most memory of its process', megabytes, 'MB', { atMost: 512 }),
    ...GROWTH.map(({ what, sizes, times, atMost }): Row => {
      const each = sizes.map((size) => median(Array.from({ length: RUNS }, () => secondsOf(solver, size))))
      const [first = Number.NaN] = each
      const ratios = each.map((one) => rounded(one / first)).join(' : ')
      const detail = `${ratios}; first: ${rounded(first)} s; ${times} times as much is attacked`
      return budgeted(`audit: growth with ${what}`, (each.at(-1) ?? Number.NaN) / first, 'times', { atMost }, { detail })
    }),
  ]
}

function alone(): Measured {
  const child = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url)], { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`the audit of its own ended with ${child.status}: ${child.stderr}`)
  return measured.parse(JSON.parse(child.stdout))
}

/** A series in which the attacker knows that nobody left, which is the hardest case. */
function seriesIn({ questions, groupVariables, releases }: Size) {
  const sizes = Array.from({ length: releases }, (_, release) => PEOPLE + release * NEWCOMERS)
  const history = seriesOf(communityOf(questions, groupVariables, PEOPLE + releases * NEWCOMERS), sizes)
  const growth = new Map(sizes.map((_, at) => [at + 1, { withdrawn: 0 }]))
  return { history, facts: { ...NO_FACTS, growth } }
}

/** Processor time: other work on the machine is not ours. */
function secondsOf(solver: Solver, size: Size): number {
  const { history, facts } = seriesIn(size)
  const before = process.cpuUsage()
  audit(solver, { printed: printedOf(history), history, facts })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const solver = await loadSolver()
  const seconds = secondsOf(solver, FULL)
  // Kilobytes, whatever the system.
  const megabytes = process.resourceUsage().maxRSS / 1024
  const series = seriesIn(FULL)
  const begun = performance.now()
  await filesAuditedInThreads(solver, series, { threads: availableParallelism() })
  console.log(JSON.stringify({ seconds, megabytes, inThreads: (performance.now() - begun) / 1000 }))
}

import { audit } from '#shared/disclosure/audit/audit.ts'
import { NO_FACTS } from '#shared/disclosure/audit/history.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { communityOf, seriesOf } from '#test/unit/audit/community.ts'
import { budgeted, type Row, rounded } from './row.ts'

type Size = { readonly questions: number; readonly groupVariables: number; readonly releases: number }

const PEOPLE = 1000
const NEWCOMERS = 60

const FULL: Size = { questions: 20, groupVariables: 4, releases: 6 }
const SMALL: Size = { questions: 5, groupVariables: 2, releases: 2 }

/** The audit of a release against all before it, and how its time grows with questions, groups and releases. */
export async function benchAudit(): Promise<readonly Row[]> {
  const solver = await loadSolver()
  // The first run compiles.
  secondsOf(solver, SMALL)
  const growth = [
    { what: 'questions', sizes: [SMALL, { ...SMALL, questions: 10 }, { ...SMALL, questions: 20 }] },
    { what: 'group variables', sizes: [SMALL, { ...SMALL, groupVariables: 4 }, { ...SMALL, groupVariables: 8 }] },
    { what: 'releases', sizes: [SMALL, { ...SMALL, releases: 4 }, { ...SMALL, releases: 8 }] },
  ]
  const grown = growth.map(({ what, sizes }): Row => {
    const seconds = sizes.map((size) => rounded(secondsOf(solver, size)))
    return {
      what: `audit: growth with ${what} (1, 2 and 4 times as many)`,
      measured: seconds.map((each) => `${each} s`).join(', '),
      ok: true,
    }
  })
  const seconds = secondsOf(solver, FULL)
  const memory = process.memoryUsage.rss() / 2 ** 20
  return [
    budgeted('audit: 20 questions, 4 demographics, 5 predecessors', seconds, 's', { atMost: 30 }),
    budgeted('audit: memory after it', memory, 'MB', { atMost: 512 }),
    ...grown,
  ]
}

/** Processor time: other work on the machine is not ours. The attacker knows that nobody left, which is the hardest case. */
function secondsOf(solver: Solver, { questions, groupVariables, releases }: Size): number {
  const sizes = Array.from({ length: releases }, (_, release) => PEOPLE + release * NEWCOMERS)
  const history = seriesOf(communityOf(questions, groupVariables, PEOPLE + releases * NEWCOMERS), sizes)
  const growth = new Map(sizes.map((_, at) => [at + 1, { withdrawn: 0 }]))
  const before = process.cpuUsage()
  audit(solver, { history, facts: { ...NO_FACTS, growth } })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

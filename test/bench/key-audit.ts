import { readSurvey } from '#cli/read-survey.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, multi, section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { budgeted, median, type Row, rounded } from './row.ts'

type Size = { readonly questions: number; readonly groupVariables: number; readonly groups: number; readonly many?: number }

const KEYS = [1, 2, 3]
const SMALL: Size = { questions: 10, groupVariables: 2, groups: 5 }
const FULL: Size = { questions: 20, groupVariables: 4, groups: 5 }
const LARGE: Size = { questions: 100, groupVariables: 5, groups: 12, many: 5 }

/** The audit of a key, which every release waits for, and how its time grows with questions, group variables and groups. */
export async function benchKeyAudit(): Promise<readonly Row[]> {
  const solver = await loadSolver()
  const github = await readSurvey('test/reference/surveys/github-oss')
  const beingHeard = await readSurvey('surveys/being-heard')
  // The first run compiles.
  secondsOf(solver, surveyOfSize(SMALL))
  const memoryBefore = process.memoryUsage.rss()
  const grown = (what: string, sizes: readonly Size[]): Row => ({
    what: `key audit: growth with ${what} (1, 2 and 4 times as many)`,
    measured: sizes.map((size) => `${rounded(secondsOf(solver, surveyOfSize(size)))} s`).join(', '),
    ok: true,
  })
  return [
    budgeted('key audit: being-heard', secondsOf(solver, beingHeard), 's', { atMost: 1 }),
    budgeted('key audit: 20 questions, 4 demographics', secondsOf(solver, surveyOfSize(FULL)), 's', { atMost: 1 }),
    budgeted('key audit: GitHub 2017, all 93 questions', secondsOf(solver, github), 's', { atMost: 10 }),
    budgeted('key audit: memory these took', (process.memoryUsage.rss() - memoryBefore) / 2 ** 20, 'MB', { atMost: 300 }),
    grown('questions', [SMALL, { ...SMALL, questions: 20 }, { ...SMALL, questions: 40 }]),
    grown('group variables', [SMALL, { ...SMALL, groupVariables: 4 }, { ...SMALL, groupVariables: 8 }]),
    grown('groups', [SMALL, { ...SMALL, groups: 10 }, { ...SMALL, groups: 20 }]),
    {
      what: 'key audit: 100 questions, 5 of 50 choices, 5 demographics of 12 groups',
      measured: `${rounded(secondsOf(solver, surveyOfSize(LARGE), [1]))} s`,
      ok: true,
    },
  ]
}

/** Processor time: other work on the machine is not ours. The middle of some keys. */
function secondsOf(solver: Solver, survey: Survey, keys: readonly number[] = KEYS): number {
  const seconds = keys.map((key) => {
    const before = process.cpuUsage()
    redrawnOffsets(solver, studyPlan(survey), keyOf(key))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  })
  return median(seconds)
}

/** Questions of five answers in a part that can be skipped, every tenth of them under a condition. */
function surveyOfSize({ questions, groupVariables, groups, many = 0 }: Size): Survey {
  const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `o${at}`)
  const auto = ['pns' as const]
  const by = Array.from({ length: groupVariables }, (_, at) => single(`by${at}`, names(groups), { auto }))
  const asked = Array.from({ length: questions }, (_, at) =>
    single(`q${at}`, names(5), { auto, ...(at % 10 === 9 ? { if: { q: `q${at - 1}`, in: ['o0'] } } : {}) }),
  )
  const choices = Array.from({ length: many }, (_, at) => multi(`m${at}`, names(50)))
  const survey = surveyOf([section('about', by), section('main', [...asked, ...choices], { note: true })])
  return { ...survey, plan: { by: by.map(({ id }) => id), cross: 'all', also: [], except: [] } }
}

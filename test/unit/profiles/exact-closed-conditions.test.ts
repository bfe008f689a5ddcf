import { expect, it } from 'vitest'
import { ProblemBuilder, type Term } from '#shared/disclosure/linear/linear-problem.ts'
import { bounds, loadSolver, wholeRange } from '#shared/disclosure/linear/solver.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { chanceOf } from '../disclosure/any-survey.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'

const solver = await loadSolver()

const OFTEN = ['never', 'once', 'some', 'many']
const survey: Survey = {
  ...surveyOf([
    section('a', [
      single('sex', ['f', 'm']),
      single('often', OFTEN),
      single('ever', ['yes', 'no'], { if: { q: 'often', any_except: ['never'] } }),
      single('much', ['yes', 'no'], { if: { q: 'often', in: ['many'] } }),
      single('between', ['yes', 'no'], { if: { q: 'often', in: ['once', 'some'] } }),
    ]),
  ]),
  disclosure: { profile: 'exact-closed' },
  plan: { by: ['sex'], cross: 'all', also: [], except: [] },
}

/** Every kind of person there can be. */
const KINDS: readonly Answers[] = [
  ...new Map(
    ['f', 'm', ''].flatMap((sex) =>
      [...OFTEN, ''].flatMap((often) =>
        ['yes', 'no', ''].flatMap((ever) =>
          ['yes', 'no', ''].flatMap((much) =>
            ['yes', 'no', ''].map((between) => {
              const said = Object.entries({ sex, often, ever, much, between }).flatMap(([id, option]) =>
                option === '' ? [] : [[id, { state: 'answered' as const, options: [option] }] as const],
              )
              const settled = applySkipLogic(survey, Object.fromEntries(said), new Set())
              return [JSON.stringify(settled), settled] as const
            }),
          ),
        ),
      ),
    ),
  ).values(),
]

function gave(answers: Answers, question: string, label: string): boolean {
  const answer = answers[question]
  if (answer === undefined) return label === '~skipped'
  return 'options' in answer ? answer.options.includes(label) : `~${answer.state}` === label
}

function among(fits: (kind: Answers) => boolean): Term[] {
  return KINDS.flatMap((kind, at): Term[] => (fits(kind) ? [[at, 1]] : []))
}

it.each([1, 2, 3, 4, 5, 6])('are not worked out from who was not shown another question (sample %i)', (seed) => {
  const chance = chanceOf(seed)
  const weights = KINDS.map(() => chance.below(chance.oneIn(3) ? 12 : 3))
  const rows = KINDS.flatMap((kind, at) => Array.from({ length: weights[at] ?? 0 }, () => encodeAnswers(codebookOf(survey), kind)))
  const tables = countedTables(addResponses(emptyTally(reportPlan(survey)), rows))
  const outcome = protect({ study: studyPlan(survey), tables, release: 1, solver }, keyOf(1))
  if (outcome.kind !== 'protected') throw new Error('refused')

  const problem = new ProblemBuilder()
  for (const _ of KINDS) problem.variable()
  const hidden: Term[][] = []
  for (const { question, by, slices } of outcome.report.tables) {
    for (const { group, base, cells } of slices) {
      const isInGroup = (kind: Answers) => by === undefined || group === undefined || gave(kind, by, group)
      if (base) problem.equal(among(isInGroup), base.value)
      for (const cell of cells) {
        const people = among((kind) => isInGroup(kind) && gave(kind, question, cell.answer))
        if (cell.status === 'published') problem.equal(people, cell.count.value)
        else if ('low' in cell) problem.row(people, { low: cell.low ?? 0, high: cell.high ?? 0 })
        if (cell.status === 'hidden_small' && people.length > 0) hidden.push(people)
      }
    }
  }
  expect(hidden.length).toBeGreaterThan(3)
  for (const range of bounds(solver, problem.build(), hidden).map(wholeRange)) expect(range.high - range.low).toBeGreaterThanOrEqual(5)
})

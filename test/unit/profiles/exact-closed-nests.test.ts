import { expect, it } from 'vitest'
import { ProblemBuilder, type Term } from '#shared/disclosure/linear/linear-problem.ts'
import { bounds, loadSolver, wholeRange } from '#shared/disclosure/linear/solver.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { ClosedAnswer } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { chanceOf } from '../disclosure/any-survey.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'

const solver = await loadSolver()

const REGION_OF: Readonly<Record<string, string>> = { a: 'n', b: 'n', c: 's', d: 's', e: 'w' }

const surveyWith = (isClaimed: boolean): Survey => ({
  ...surveyOf([
    section('x', [
      single('q', ['yes', 'no', 'some']),
      single('region', ['n', 's', 'w']),
      single(
        'county',
        Object.entries(REGION_OF).map(([id, place]) => ({ id, ...(isClaimed ? { in: place } : {}) })),
      ),
    ]),
  ]),
  disclosure: { profile: 'exact-closed' },
  plan: { by: ['region', 'county'], cross: ['q'], also: [], except: [], ...(isClaimed ? { nests: { county: 'region' } } : {}) },
})

/** Every kind of person there is: anybody who says where they live says both, county and region. */
const KINDS = [...Object.entries(REGION_OF), ['~skipped', '~skipped']].flatMap(([county = '', region = '']) =>
  ['yes', 'no', 'some', '~skipped'].map((q) => ({ q, county, region })),
)
type Kind = (typeof KINDS)[number]

const said = (option: string): ClosedAnswer => (option === '~skipped' ? { state: 'skipped' } : { state: 'answered', options: [option] })
const answerTo = (kind: Kind, question: string) => new Map(Object.entries(kind)).get(question)

function reportOn(survey: Survey, seed: number) {
  const chance = chanceOf(seed)
  const rows = KINDS.flatMap(({ q, county, region }) =>
    Array.from({ length: [q, county].includes('~skipped') || chance.oneIn(3) ? chance.below(4) : 8 + chance.below(25) }, () =>
      encodeAnswers(codebookOf(survey), {
        q: q === '~skipped' ? { state: 'skipped' } : said(q),
        county: said(county),
        region: said(region),
      }),
    ),
  )
  const tables = countedTables(addResponses(emptyTally(reportPlan(survey)), rows))
  return protect({ study: studyPlan(survey), tables, release: 1, solver }, keyOf(1))
}

/** Hidden cells that somebody who knows which county lies where, and that nobody said one of the two alone, works out. */
function exactIn(survey: Survey, seed: number): number {
  const outcome = reportOn(survey, seed)
  if (outcome.kind !== 'protected') throw new Error('refused')
  const problem = new ProblemBuilder()
  for (const _ of KINDS) problem.variable()
  const hidden: Term[][] = []
  for (const { question, by, slices } of outcome.report.tables) {
    for (const { group, base, cells } of slices) {
      const among = (answer?: string) =>
        KINDS.flatMap((kind, at): Term[] =>
          (by === undefined || answerTo(kind, by) === group) && (answer === undefined || answerTo(kind, question) === answer)
            ? [[at, 1]]
            : [],
        )
      if (base) problem.equal(among(), base.value)
      for (const { answer, ...cell } of cells) {
        if (cell.status === 'published') problem.equal(among(answer), cell.count.value)
        else hidden.push(among(answer))
      }
    }
  }
  return bounds(solver, problem.build(), hidden)
    .map(wholeRange)
    .filter(({ low, high }) => low === high).length
}

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

it('exact numbers of counties are worked out from those of their regions where the plan does not say that they nest', () => {
  expect(SEEDS.map((seed) => exactIn(surveyWith(false), seed)).reduce((all, each) => all + each, 0)).toBeGreaterThan(5)
})

it('so a survey whose plan says that they nest gets no report of exact numbers, and is told why', () => {
  const outcome = reportOn(surveyWith(true), 1)

  expect(outcome.kind === 'refused' && outcome.refusal.message).toContain(
    'Here the groups of "county" lie in those of "region". Choose rounded',
  )
})

import { showProgress } from '#cli/simulate/progress.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { exactRisks } from '#shared/survey/exact-risks.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { cellKey } from '#test/attack/disclosure/support/counting.ts'
import { type KnownCount, kindsOf, knownFrom } from '#test/attack/disclosure/support/kinds.ts'
import { anyAnswers, anySurvey, chanceOf, withNest, withRollups } from '#test/unit/disclosure/any-survey.ts'
import { type Located, locatedIn } from './goals-attackers.ts'
import { type Played, played } from './goals-series.ts'
import type { Trial } from './goals-surveys.ts'
import type { Row } from './row.ts'

export type MadeUpOptions = { readonly surveys: number }

export const MADE_UP: MadeUpOptions = { surveys: 12 }

type Way = {
  readonly name: string
  readonly reports: number
  readonly protectedAs: Pick<Survey, 'access' | 'disclosure'>
  /** Whether the profile makes reports of such a survey; of any, where absent. */
  readonly suits?: (survey: Survey) => boolean
}

const why = 'It is a test.'
const WAYS: readonly Way[] = [
  { name: 'rounded, three reports', reports: 3, protectedAs: { access: 'invitation', disclosure: { profile: 'rounded' } } },
  { name: 'careful, three reports', reports: 3, protectedAs: { access: 'invitation', disclosure: { profile: 'careful' } } },
  { name: 'rounded, one report', reports: 1, protectedAs: { disclosure: { profile: 'rounded', reports: 1 } } },
  { name: 'careful, one report', reports: 1, protectedAs: { disclosure: { profile: 'careful', reports: 1 } } },
  { name: 'small, one report', reports: 1, protectedAs: { disclosure: { profile: 'small', reports: 1, why } } },
  { name: 'ckm, one report', reports: 1, protectedAs: { disclosure: { profile: 'ckm' } } },
  {
    name: 'exact-closed, one report',
    reports: 1,
    protectedAs: { disclosure: { profile: 'exact-closed' } },
    suits: (survey) => exactRisks(survey).length === 0,
  },
]

/** Smaller counts are hidden by exact-closed, each in a range of its own. */
const SMALL = 10

/** More kinds of people make one linear program too slow. */
const MOST_KINDS = 400

/**
 * Makes surveys up, with choices of one and of many, conditions, parts to skip, groups, groups that nest and roll-ups, protects answers of made-up people to each in
 * every way, and lets an attacker who thinks of every kind of person read what comes out. In a series people join and leave, and the attacker
 * knows how many; three tell each other what they said.
 */
export async function benchMadeUp({ surveys }: MadeUpOptions): Promise<readonly Row[]> {
  const solver = await loadSolver()
  const progress = showProgress('made-up surveys attacked', surveys * WAYS.length, process.stderr)
  const rows = WAYS.flatMap((way) => {
    progress.at(`, ${way.name}`)
    const found = trialsOf(surveys, way.suits).map((trial, at) => {
      const located = attacked(solver, trial, at + 1, way)
      progress.step()
      return located
    })
    return rowsOf(
      way,
      found.filter((each) => each !== undefined),
    )
  })
  progress.stop()
  return rows
}

/** Surveys of few enough kinds of people, one after the other; people as many as a first report and a series need. */
function trialsOf(count: number, suits: Way['suits'] = () => true): readonly Trial[] {
  const found: Trial[] = []
  for (let seed = 1; found.length < count; seed++) {
    const survey = surveyOf(seed)
    if (!suits(survey) || kindsOf(survey).length > MOST_KINDS) continue
    const people = (draw: number, most: number) => {
      const chance = chanceOf(1_000 * seed + draw)
      return Array.from({ length: most }, () => anyAnswers(survey, chance))
    }
    found.push({ survey, people, first: 150 + chanceOf(seed).below(300), joining: 100 })
  }
  return found
}

/** Two in five have roll-ups, one in five groups that nest. */
function surveyOf(seed: number): Survey {
  const any = anySurvey(seed, { questions: 2 + (seed % 3), options: 3, groupings: 1 + (seed % 2) })
  if (seed % 5 === 0) return withNest(anySurvey(seed, { questions: 1, options: 3, groupings: 1 }), seed)
  return seed % 5 < 3 ? any : withRollups(any, seed)
}

/** Undefined where there is no report. */
function attacked(solver: Solver, trial: Trial, draw: number, { reports, protectedAs }: Way): Located | undefined {
  const series = played(trial, draw, reports, solver, () => {}, protectedAs)
  if (series.releases.length < reports) return undefined
  // Of exact numbers, a larger one that is hidden beside a small one may be known well.
  const isExact = protectedAs.disclosure.profile === 'exact-closed'
  const isMeant = (each: KnownCount) => !isExact || (series.releases[0]?.truth.get(cellKey(each)) ?? 0) < SMALL
  return locatedIn(series, knownIn(solver, series).filter(isMeant), () => true)
}

function knownIn(solver: Solver, { survey, releases, insiders }: Played) {
  const seen = releases.map(({ number, made: { report } }) => ({ release: number, policy: report.policy, tables: report.tables }))
  if (releases.length === 1) return knownFrom(solver, survey, seen)
  const growth = new Map(releases.map(({ number, growth: grown }) => [number, grown]))
  return knownFrom(solver, survey, seen, { growth, insiders: insiders.map((answers) => ({ answers, from: 1 })) })
}

function rowsOf({ name, reports }: Way, found: readonly Located[]): readonly Row[] {
  const total = (of: (each: Located) => number) => found.reduce((sum, each) => sum + of(each), 0)
  const none = (what: string, some: number, all: number): Row => ({
    what: `${name}: ${what}`,
    measured: `${some} of ${all.toLocaleString('en')}`,
    budget: 'none',
    ok: some === 0,
  })
  const [hidden, changes] = [total((each) => each.hidden), total((each) => each.changes)]
  return [
    none(
      `hidden counts within fewer than five values, in ${found.length} surveys`,
      total((each) => each.hiddenLocated),
      hidden,
    ),
    ...(reports === 1
      ? []
      : [
          none(
            'changes within fewer than three values',
            total((each) => each.changesLocated),
            changes,
          ),
        ]),
    none(
      'ranges that the truth is not in',
      total((each) => each.wrong),
      hidden + changes,
    ),
  ]
}

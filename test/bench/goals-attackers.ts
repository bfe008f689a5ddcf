import { attack } from '#shared/disclosure/attack/attack-history.ts'
import { WIDE } from '#shared/disclosure/attack/attack-summary.ts'
import type { DrawCounters } from '#shared/disclosure/key-audit/key-audit.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { protect, redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { questionsIn } from '#shared/survey/conditions.ts'
import { isRollup } from '#shared/survey/rollups.ts'
import { answerIds, type ClosedQuestion, isClosed, isMany, type Survey } from '#shared/survey/survey.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { cellKey } from '#test/attack/disclosure/support/counting.ts'
import { type KnownCount, knownFrom } from '#test/attack/disclosure/support/kinds.ts'
import { randomOf } from '#test/attack/disclosure/support/random.ts'
import { believedCount } from '#test/attack/disclosure/support/rig/one-report.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import type { Played } from './goals-series.ts'

/** The counts that an attacker found out about: a hidden one is located within fewer than five values, a change within fewer than three. */
export type Located = {
  readonly hidden: number
  readonly hiddenLocated: number
  readonly changes: number
  readonly changesLocated: number
  /** Ranges that the truth is not in: an attack that is wrong proves nothing. */
  readonly wrong: number
}

const HIDDEN = 5
const CHANGE = 3
/** Changes by as many people or more may be printed. */
const LARGE = 10

type Range = Omit<KnownCount, 'group'> & { readonly group?: string | undefined }

/** The attack of the product, on the files, with three insiders and the numbers of people who came and left. */
export function byProduct(solver: Solver, { releases, insiders }: Played): readonly Range[] {
  const knowledge = {
    growth: new Map(releases.map(({ number, growth }) => [number, growth])),
    insiders: insiders.map((answers) => ({ from: 1, said: (question: string, answer: string) => gave(answers, question, answer) })),
    facts: [],
  }
  return attack(solver, { history: releases.map(({ attacked }) => attacked), knowledge, wide: WIDE })
}

/** More kinds of people than this are too many for one linear program over a series. */
const MOST_KINDS = 400

/** The attacker of every kind of people, with the same knowledge: for each question, together with those that it has to do with. */
export function byKinds(solver: Solver, { survey, releases, insiders }: Played): readonly Range[] {
  const [last] = releases.slice(-1)
  const asked = new Set(last?.made.report.tables.map(({ question }) => question))
  const growth = new Map(releases.map(({ number, growth: grown }) => [number, grown]))
  return [...asked].flatMap((question) => {
    const own = thoughtOfWith(survey, question)
    if (!own) return []
    const isOwn = (id: string | undefined) => id === undefined || own.has(id)
    const part = { ...survey, sections: partOf(survey, own) }
    const history = releases.map(({ number, made: { report } }) => ({
      release: number,
      policy: report.policy,
      tables: report.tables.filter((table) => own.has(table.question) && isOwn(table.by)),
    }))
    const known = knownFrom(solver, part, history, { growth, insiders: insiders.map((answers) => ({ answers, from: 1 })) })
    return known.filter(({ table }) => last?.made.report.tables.some(({ id, question: of }) => id === table && of === question))
  })
}

/** A question, those that decide whether it is shown, and as many of its groups as make few enough kinds of people; undefined where it alone is too much. */
function thoughtOfWith(survey: Survey, question: string): ReadonlySet<string> | undefined {
  const of = new Map(
    survey.sections.flatMap((section) => section.questions.filter(isClosed).map((each) => [each.id, { section, each }] as const)),
  )
  const reached = (ids: readonly string[]) => {
    const found = new Set(ids)
    for (const id of found) {
      const place = of.get(id)
      const conditions = [place?.section.if, place?.each.if].flatMap((condition) => (condition ? questionsIn(condition) : []))
      for (const each of conditions) found.add(each)
    }
    return found
  }
  const ways = (ids: ReadonlySet<string>) => [...ids].reduce((product, id) => product * waysToAnswer(of.get(id)?.each), 1)
  let own = reached([question])
  if (ways(own) > MOST_KINDS) return undefined
  for (const by of survey.plan.by) {
    const more = reached([...own, by])
    if (ways(more) <= MOST_KINDS) own = more
  }
  return own
}

function waysToAnswer(question: ClosedQuestion | undefined): number {
  if (!question) return 1
  const options = answerIds(question).length
  return 1 + question.auto.length + (isMany(question) ? 2 ** options : options)
}

function partOf(survey: Survey, own: ReadonlySet<string>): Survey['sections'] {
  return survey.sections
    .map((section) => ({ ...section, questions: section.questions.filter(({ id }) => own.has(id)) }))
    .filter(({ questions }) => questions.length > 0)
}

/** `isPossible`: cells of nobody, by the survey's definition, tell nothing. */
export function locatedIn({ releases }: Played, ranges: readonly Range[], isPossible: (each: Range) => boolean): Located {
  const truths = new Map(releases.map(({ number, truth }) => [number, truth]))
  const count = (each: Range, release: number) => truths.get(release)?.get(cellKey(each)) ?? 0
  const truth = (each: Range) => count(each, each.release) - (each.since === undefined ? 0 : count(each, each.since))
  const values = ({ low, high }: Range) => high - low + 1
  const own = ranges.filter(isPossible)
  const hidden = own.filter(({ since }) => since === undefined)
  const changes = own.filter((each) => each.since !== undefined && truth(each) !== 0 && Math.abs(truth(each)) < LARGE)
  return {
    hidden: hidden.length,
    hiddenLocated: hidden.filter((each) => values(each) < HIDDEN).length,
    changes: changes.length,
    changesLocated: changes.filter((each) => values(each) < CHANGE).length,
    wrong: own.filter((each) => values(each) <= WIDE && (truth(each) < each.low || truth(each) > each.high)).length,
  }
}

export function nameOf({ table, group, answer }: Range): string {
  return [table, group ?? '', answer].join('\n')
}

/** The number of times that somebody who plants answers holds one number for more probable than a half, and than 0.99, of so many hidden counts. */
export type Injected = { readonly tried: number; readonly likely: number; readonly known: number }

const PLANTED = 60
const TARGETS = 8

/**
 * Somebody plants 60 answers, all alike, in a hidden cell of the first report, and reads its number by Bayes' rule. The audit is left out: it could only
 * hide the number. One in ten of the planted answers waits, and which is not known.
 */
export function byInjector(solver: Solver, { survey, releases }: Played, draw: number): Injected {
  const [first] = releases
  if (!first) return { tried: 0, likely: 0, known: 0 }
  const study = studyPlan(survey)
  const { report } = first.made
  if (!('b' in report.policy)) throw new Error('an injector needs rounded numbers')
  const { b, k } = report.policy
  const redrawn = redrawnOffsets(solver, study, keyOf(draw))
  const random = randomOf(draw)
  const cells = report.tables.flatMap(({ id, question, by, slices }) =>
    slices.flatMap(({ group, base, cells: row }) =>
      base && !isRollup(group ?? '')
        ? row.flatMap(({ answer, status }) => (isTarget(answer, status) ? [{ id, question, by, group, answer }] : []))
        : [],
    ),
  )
  const targets = Array.from(
    { length: Math.min(TARGETS, cells.length) },
    (_, at) => cells[Math.floor(((at + random()) * cells.length) / TARGETS)],
  )
  const rows = first.joined.map((answers) => encodeAnswers(study.plan.codebook, answers))
  const beliefs = targets.flatMap((target) => {
    if (!target) return []
    const planted = Array.from({ length: PLANTED }, () => random()).filter((each) => each >= 0.1).length
    const row = encodeAnswers(study.plan.codebook, plantedIn(survey, target))
    const counted = countedTables(addResponses(emptyTally(study.plan), [...rows, ...Array.from({ length: planted }, () => row)]))
    const printed = numberIn(counted, target, study, redrawn, draw)
    if (printed === undefined) return []
    return [Math.max(...believedCount({ base: b, least: k + b, heldBackOneIn: 10 }, { printed, planted: PLANTED, most: k + b - 1 }))]
  })
  return {
    tried: beliefs.length,
    likely: beliefs.filter((each) => each > 0.5).length,
    known: beliefs.filter((each) => each > 0.99).length,
  }
}

type Target = {
  readonly id: string
  readonly question: string
  readonly by?: string | undefined
  readonly group?: string | undefined
  readonly answer: string
}

function isTarget(answer: string, status: string): boolean {
  return status === 'hidden_small' && !answer.startsWith('~') && !isRollup(answer)
}

function plantedIn(survey: Survey, { question, by, group, answer }: Target): Answers {
  const said = new Map([[question, answer], ...(by !== undefined && group !== undefined ? [[by, group] as const] : [])])
  const closed = survey.sections.flatMap(({ questions }) => questions.filter(isClosed))
  return Object.fromEntries(
    closed.map(({ id }) => {
      const option = said.get(id)
      return [id, option === undefined ? { state: 'skipped' as const } : { state: 'answered' as const, options: [option] }]
    }),
  )
}

function numberIn(
  tables: ReturnType<typeof countedTables>,
  { id, group, answer }: Target,
  study: ReturnType<typeof studyPlan>,
  redrawn: DrawCounters,
  draw: number,
): number | undefined {
  const outcome = protect({ study, tables, release: 1, redrawn }, keyOf(draw))
  if (outcome.kind !== 'protected') throw new Error('refused')
  const slice = outcome.report.tables.find((table) => table.id === id)?.slices.find((each) => each.group === group)
  const cell = slice?.cells.find((each) => each.answer === answer)
  if (cell?.status === 'published') return cell.count.value
  return cell?.status === 'hidden_small' ? 0 : undefined
}

/** Whether somebody gave an answer, or is in a state. */
export function gave(answers: Answers, question: string, answer: string): boolean {
  const given = answers[question]
  if (given === undefined) return answer === '~skipped'
  return 'options' in given ? given.options.includes(answer) : `~${given.state}` === answer
}

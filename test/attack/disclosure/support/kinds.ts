import { ProblemBuilder, type Range, type Term } from '#shared/disclosure/linear/linear-problem.ts'
import { bounds, type Solver, wholeRange } from '#shared/disclosure/linear/solver.ts'
import type { ProtectedReport } from '#shared/disclosure/protected-report.ts'
import type { Answers, ClosedAnswer } from '#shared/survey/answer.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { answerIds, type ClosedQuestion, isClosed, isMany, type Survey } from '#shared/survey/survey.ts'

/** Everything that somebody can have answered, each once. It grows with the product of all questions: for small surveys. */
function kindsOf(survey: Survey): readonly Answers[] {
  const parts = survey.sections.filter(({ note }) => note).map(({ id }) => id)
  let given: readonly Readonly<Record<string, ClosedAnswer>>[] = [{}]
  for (const question of survey.sections.flatMap(({ questions }) => questions).filter(isClosed)) {
    given = given.flatMap((one) => waysOf(question).map((way) => ({ ...one, [question.id]: way })))
    given = distinct(given.map((one) => [applySkipLogic(survey, one, new Set()), one]))
  }
  const skipping = subsets(parts)
  return distinct(
    given.flatMap((one) => skipping.map((skipped) => applySkipLogic(survey, one, new Set(skipped)))).map((kind) => [kind, kind]),
  )
}

function waysOf(question: ClosedQuestion): readonly ClosedAnswer[] {
  const states = (['skipped', ...question.auto] as const).map((state) => ({ state }))
  return [...states, ...choicesOf(question).map((options) => ({ state: 'answered' as const, options }))]
}

function choicesOf(question: ClosedQuestion): readonly (readonly string[])[] {
  const ids = answerIds(question)
  if (!isMany(question)) return ids.map((id) => [id])
  const alone = question.options.flatMap((option) => (option.alone === true ? [option.id] : []))
  const most = question.type === 'pick' ? question.max : ids.length
  const together = subsets(ids.filter((id) => !alone.includes(id))).filter(({ length }) => length > 0 && length <= most)
  return [...alone.map((id) => [id]), ...together]
}

function subsets(all: readonly string[]): readonly (readonly string[])[] {
  let found: readonly (readonly string[])[] = [[]]
  for (const each of all) found = [...found, ...found.map((some) => [...some, each])]
  return found
}

function distinct<Kept>(found: readonly (readonly [name: object, kept: Kept])[]): readonly Kept[] {
  return [...new Map(found.map(([name, kept]) => [JSON.stringify(name), kept])).values()]
}

export type HiddenCell = Range & { readonly table: string; readonly group: string | undefined; readonly answer: string }

/**
 * What can be known of each hidden cell of a release by somebody who thinks of every kind of person there can be: nothing that
 * follows from a survey's rules is left out, and no rule had to be thought of. `exists`: which of them there are, where more is known.
 */
export function knownOfHidden(
  solver: Solver,
  survey: Survey,
  report: ProtectedReport,
  exists: (kind: Answers) => boolean = () => true,
): readonly HiddenCell[] {
  const kinds = kindsOf(survey).filter(exists)
  const taken: ReadonlyMap<string, readonly string[]> = new Map(
    survey.sections
      .flatMap(({ questions }) => questions)
      .filter(isClosed)
      .flatMap(({ id, rollups = [] }) => rollups.map((rollup) => [`${id}\n^${rollup.id}`, rollup.of] as const)),
  )
  const gave = (kind: Answers, question: string, label: string) =>
    (taken.get(`${question}\n${label}`) ?? [label]).some((each) => saidOf(kind, question, each))
  const b = 'b' in report.policy ? report.policy.b : 1
  const problem = new ProblemBuilder()
  for (const _ of kinds) problem.variable({ low: 0, high: 1e5 })
  const hidden: (Omit<HiddenCell, 'low' | 'high'> & { readonly sum: readonly Term[] })[] = []
  for (const { id, question, by, slices } of report.tables) {
    for (const { group, base, cells } of slices) {
      const own = kinds.flatMap((kind, at) => (by === undefined || gave(kind, by, group ?? '') ? [[kind, at] as const] : []))
      if (base) problem.row(summed(own), around(base.value, b))
      for (const cell of cells) {
        const sum = summed(own.filter(([kind]) => gave(kind, question, cell.answer)))
        if (cell.status === 'published') problem.row(sum, around(cell.count.value, b))
        else if ('low' in cell) problem.row(sum, { low: cell.low ?? 0, high: cell.high ?? 1e5 })
        if (cell.status.startsWith('hidden') && sum.length > 0) hidden.push({ table: id, group, answer: cell.answer, sum })
      }
    }
  }
  const ranges = bounds(
    solver,
    problem.build(),
    hidden.map(({ sum }) => sum),
  ).map(wholeRange)
  return hidden.map(({ sum: _, ...cell }, at) => ({ ...cell, ...(ranges[at] ?? { low: 0, high: 0 }) }))
}

function around(printed: number, b: number): Range {
  return { low: printed - b + 1, high: printed + b - 1 }
}

function summed(own: readonly (readonly [kind: Answers, at: number])[]): Term[] {
  return own.map(([, at]) => [at, 1])
}

function saidOf(answers: Answers, question: string, label: string): boolean {
  const answer = answers[question]
  if (answer === undefined) return label === '~skipped'
  return 'options' in answer ? answer.options.includes(label) : `~${answer.state}` === label
}

import type { Problem } from '../../../problem.ts'
import { answerIds, type Condition, isClosed, type Question } from '../../survey.ts'
import { placedQuestions, type SurveyStructure } from '../build-structure.ts'
import { suggest } from '../nearest.ts'
import type { Path, Source } from '../source.ts'

type Context = {
  readonly source: Source
  /** Questions asked before. */
  readonly earlier: ReadonlyMap<string, Question>
  readonly all: ReadonlySet<string>
  readonly broken: ReadonlySet<string>
}

/** Every condition looks back, at a question and at options that exist. */
export function checkConditions(structure: SurveyStructure): Problem[] {
  const problems: Problem[] = []
  const earlier = new Map<string, Question>()
  const all = new Set(placedQuestions(structure).map(({ value }) => value.id))
  const check = (condition: Condition | undefined, source: Source, path: Path) => {
    if (condition) problems.push(...checkCondition(condition, [...path, 'if'], { source, earlier, all, broken: structure.broken }))
  }
  for (const section of structure.sections) {
    check(section.value.if, section.source, section.path)
    for (const { value, source, path } of section.questions) {
      check(value.if, source, path)
      earlier.set(value.id, value)
    }
  }
  return problems
}

function checkCondition(condition: Condition, path: Path, context: Context): Problem[] {
  if ('all' in condition) return condition.all.flatMap((each, i) => checkCondition(each, [...path, 'all', i], context))
  if ('any' in condition) return condition.any.flatMap((each, i) => checkCondition(each, [...path, 'any', i], context))
  const { source, earlier, all, broken } = context
  if (broken.has(condition.q)) return []
  const question = earlier.get(condition.q)
  const at = [...path, 'q']
  if (!question) {
    if (all.has(condition.q)) {
      return [
        source.problem(
          at,
          `the condition looks at "${condition.q}", which is not asked before this`,
          'A condition can only look back: move one of the two',
        ),
      ]
    }
    return [source.problem(at, `the condition looks at "${condition.q}", which is no question`, suggest(condition.q, earlier.keys()))]
  }
  if (question.type === 'info')
    return [source.problem(at, `"${condition.q}" has no answer to look at`, 'Choose a question that people answer')]
  if ('answered' in condition) return []
  if (!isClosed(question)) {
    return [source.problem(at, `"${condition.q}" is a written answer and has no options`, `Write {q: ${condition.q}, answered: true}`)]
  }
  const known = answerIds(question)
  const [key, named] =
    'in' in condition
      ? (['in', condition.in] as const)
      : 'none_of' in condition
        ? (['none_of', condition.none_of] as const)
        : (['any_except', condition.any_except] as const)
  const unknown = named.flatMap((id, i) =>
    known.includes(id) ? [] : [source.problem([...path, key, i], `"${condition.q}" has no option "${id}"`, suggest(id, known))],
  )
  if (unknown.length === 0 && key !== 'in' && known.every((id) => named.includes(id))) {
    return [source.problem([...path, key], 'no option is left: the condition never holds', 'Leave out at least one option')]
  }
  return unknown
}

import type { Problem } from '../../../problem.ts'
import { questionsIn } from '../../conditions.ts'
import { type Condition, isClosed, type SurveyPlan } from '../../survey.ts'
import { type PlacedQuestion, placedQuestions, type SurveyStructure } from '../build-structure.ts'
import { suggest } from '../nearest.ts'
import type { Path, Source } from '../source.ts'

/**
 * Groups that nest are two questions with one answer each, in one part, that everybody there is asked; each option of the inner
 * one says where it lies. A nest whose questions depend on conditions is refused: the sums of nested groups are stated for people
 * who were asked both.
 */
export function checkNests(structure: SurveyStructure, plan: SurveyPlan | undefined, source: Source): Problem[] {
  const nests = plan?.nests ?? {}
  const questions = new Map(placedQuestions(structure).map((placed) => [placed.value.id, placed]))
  const isBroken = (id: string) => structure.broken.has(id)
  const pairs = Object.entries(nests).filter((pair) => !pair.some(isBroken))
  return [
    ...pairs.flatMap(([inner, outer]) => {
      const at = ['plan', 'nests', inner]
      const unknown = [inner, outer].filter((id) => !questions.has(id))
      if (unknown.length > 0)
        return unknown.map((id) => source.problem(at, `the plan nests "${id}", which is no question`, suggest(id, questions.keys())))
      if (isRound(nests, inner))
        return [source.problem(at, `"${inner}" lies in itself, by way of "${outer}"`, 'Write which lies in which: the smaller group first')]
      const [one, other] = [questions.get(inner), questions.get(outer)]
      return one && other ? [...checkPair(structure, source, at, one, other), ...checkPlaces(one, other)] : []
    }),
    ...[...questions.values()].filter(({ value }) => nests[value.id] === undefined).flatMap(strayPlaces),
    ...(plan?.also ?? []).flatMap(({ question, by }, i) =>
      nests[question] === by || nests[by] === question
        ? [source.problem(['plan', 'also', i], `"${question}" and "${by}" nest: a table of the two tells nothing new`, 'Take it out')]
        : [],
    ),
  ]
}

function isRound(nests: Readonly<Record<string, string>>, question: string): boolean {
  const seen = new Set<string>()
  for (let at = nests[question]; at !== undefined && !seen.has(at); at = nests[at]) {
    if (at === question) return true
    seen.add(at)
  }
  return false
}

function checkPair(structure: SurveyStructure, source: Source, at: Path, inner: PlacedQuestion, outer: PlacedQuestion): Problem[] {
  const both = [inner, outer]
  const part = structure.sections.find(({ questions }) => questions.includes(inner))
  const ids = both.map(({ value }) => value.id)
  return [
    ...both
      .filter(({ value }) => value.type !== 'single' && value.type !== 'scale')
      .map(({ value }) => source.problem(at, `"${value.id}" is ${value.type}: it cannot nest`, 'Nest questions of type single')),
    ...(part?.questions.includes(outer)
      ? []
      : [source.problem(at, `"${inner.value.id}" and "${outer.value.id}" are in two parts`, 'Ask both in the same part')]),
    ...both
      .filter(({ value }) => value.if !== undefined)
      .map((placed) =>
        placed.source.problem(
          [...placed.path, 'if'],
          `"${placed.value.id}" nests and has a condition`,
          'Ask everybody both, or take it out of "nests"',
        ),
      ),
    ...('options' in outer.value && outer.value.options.some(({ say }) => say !== undefined)
      ? [
          outer.source.problem(
            outer.path,
            `"${outer.value.id}" has a box to say which, and "${inner.value.id}" decides what is counted there`,
            'Take "say" out',
          ),
        ]
      : []),
    ...structure.sections.flatMap((section) => [
      ...deciding(ids, section.value.if).map((id) => decides(id, section)),
      ...section.questions.flatMap((placed) => deciding(ids, placed.value.if).map((id) => decides(id, placed))),
    ]),
  ]
}

function deciding(ids: readonly string[], condition: Condition | undefined): readonly string[] {
  return condition === undefined ? [] : ids.filter((id) => questionsIn(condition).includes(id))
}

function decides(id: string, { source, path }: { readonly source: Source; readonly path: Path }): Problem {
  return source.problem(
    [...path, 'if'],
    `"${id}" nests, and decides what else is asked`,
    'Take the condition out, or take it out of "nests"',
  )
}

/** Every option of the inner question lies in an option of the outer one. */
function checkPlaces({ value, source, path }: PlacedQuestion, outer: PlacedQuestion): Problem[] {
  if (!('options' in value) || !isClosed(outer.value) || !('options' in outer.value)) return []
  const known = outer.value.options.map(({ id }) => id)
  return value.options.flatMap((option, i) => {
    const at = [...path, ...(value.type === 'scale' ? ['scale'] : ['options', i])]
    if (option.in === undefined)
      return [
        source.problem(
          at,
          `"${value.id}" nests in "${outer.value.id}", and "${option.id}" does not say where it lies`,
          `Write {id: ${option.id}, in: ...} with one of ${known.slice(0, 5).join(', ')}`,
        ),
      ]
    return known.includes(option.in)
      ? []
      : [source.problem(at, `"${option.id}" lies in "${option.in}", which is no answer to "${outer.value.id}"`, suggest(option.in, known))]
  })
}

/** "in" of a question that nests in nothing. */
function strayPlaces({ value, source, path }: PlacedQuestion): Problem[] {
  if (!('options' in value) || value.type === 'scale') return []
  return value.options.flatMap((option, i) =>
    option.in === undefined
      ? []
      : [
          source.problem(
            [...path, 'options', i],
            `"${option.id}" says what it lies in, and the plan does not say what "${value.id}" nests in`,
            `Write nests: {${value.id}: ...} in the plan, or take "in" out`,
          ),
        ],
  )
}

import type { Problem } from '../../../problem.ts'
import type { SurveyPlan } from '../../survey.ts'
import { placedQuestions, type SurveyStructure } from '../build-structure.ts'
import { suggest } from '../nearest.ts'
import type { Path, Source } from '../source.ts'

/** The report plan names closed questions, groups people only by questions that make groups, and leads with questions that have a table. */
export function checkPlan(structure: SurveyStructure, plan: SurveyPlan | undefined, source: Source): Problem[] {
  if (!plan) return []
  const types = new Map(placedQuestions(structure).map(({ value }) => [value.id, value.type]))
  const places = new Set(placedQuestions(structure).flatMap(({ value }) => (value.type === 'single' && value.apart ? [value.id] : [])))
  const checkins = new Set(
    structure.sections.filter(({ value }) => value.part === 'check_in').flatMap(({ questions }) => questions.map(({ value }) => value.id)),
  )

  const named = (id: string, path: Path): Problem[] => {
    if (structure.broken.has(id)) return []
    const type = types.get(id)
    if (type === undefined) return [source.problem(path, `the plan names "${id}", which is no question`, suggest(id, types.keys()))]
    if (type === 'text') return [source.problem(path, `"${id}" is a written answer: it is never in a table`, 'Take it out of the plan')]
    if (type === 'info') return [source.problem(path, `"${id}" has no answer`, 'Take it out of the plan')]
    return []
  }
  const tabulated = (id: string, path: Path): Problem[] => {
    if (checkins.has(id)) return [source.problem(path, `"${id}" is a safety signal, not a finding`, 'Take it out of the plan')]
    return named(id, path)
  }
  const group = (id: string, path: Path): Problem[] => {
    if (plan.except.includes(id))
      return [source.problem(path, `"${id}" makes groups and is left out of every table`, 'Take it out of "except", or out of here')]
    if (places.has(id))
      return [
        source.problem(
          path,
          `"${id}" leaves out what was chosen before: that makes no groups`,
          'Group by the first place, or by another question',
        ),
      ]
    if (types.get(id) !== 'pick') return tabulated(id, path)
    return [
      source.problem(
        path,
        `"${id}" lets people pick a few of many: that makes no groups`,
        'Group by a single, scale, number or multi question',
      ),
    ]
  }
  const leading = (id: string, path: Path): Problem[] => {
    if (plan.except.includes(id))
      return [source.problem(path, `"${id}" leads and is left out of every table`, 'Take it out of "except", or out of here')]
    return tabulated(id, path)
  }
  const listAt = (at: Path, ids: readonly string[], check: typeof named): Problem[] =>
    ids.flatMap((id, i) =>
      ids.indexOf(id) < i ? [source.problem([...at, i], `"${id}" is in "${at.at(-1)}" twice`, 'Keep one')] : check(id, [...at, i]),
    )
  const list = (key: 'by' | 'cross' | 'except', ids: readonly string[], check: typeof named) => listAt(['plan', key], ids, check)

  return [
    ...list('by', plan.by, group),
    ...(Array.isArray(plan.cross) ? list('cross', plan.cross, tabulated) : []),
    ...list('except', plan.except, named),
    ...listAt(['plan', 'lead', 'questions'], plan.lead?.questions ?? [], leading),
    ...plan.also.flatMap(({ question, by }, i) => {
      const path = ['plan', 'also', i]
      if (question === by) return [source.problem(path, `"${by}" cannot be grouped by itself`, 'Name two questions')]
      return [...tabulated(question, [...path, 'question']), ...group(by, [...path, 'by'])]
    }),
  ]
}

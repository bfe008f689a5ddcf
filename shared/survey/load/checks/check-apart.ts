import type { Problem } from '../../../problem.ts'
import type { Question } from '../../survey.ts'
import { placedQuestions, type SurveyStructure } from '../build-structure.ts'
import { suggest } from '../nearest.ts'

/** `apart` looks back, at questions with one answer. */
export function checkApart(structure: SurveyStructure): Problem[] {
  const earlier = new Map<string, Question>()
  return placedQuestions(structure).flatMap(({ value, source, path, from }) => {
    const problems =
      value.type === 'single' && value.apart && !from
        ? value.apart.flatMap((id, i) => {
            if (earlier.get(id)?.type === 'single' || structure.broken.has(id)) return []
            const singles = [...earlier].flatMap(([each, { type }]) => (type === 'single' ? [each] : []))
            return [source.problem([...path, 'apart', i], `"${id}" is no earlier question with one answer`, suggest(id, singles))]
          })
        : []
    earlier.set(value.id, value)
    return problems
  })
}

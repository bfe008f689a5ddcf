import type { Problem } from '../../../problem.ts'
import { answerIds, isClosed } from '../../survey.ts'
import { placedQuestions, type SurveyStructure } from '../build-structure.ts'
import type { Path, Source } from '../source.ts'

type Named = { readonly id: string; readonly source: Source; readonly path: Path }

/** Parts, questions, and the options of one question: each has an id of its own. */
export function checkIds(structure: SurveyStructure): Problem[] {
  const questions = placedQuestions(structure).map(({ value, source, path }) => ({ id: value.id, source, path }))
  const sections = structure.sections.map(({ value, source, path }) => ({ id: value.id, source, path }))
  return [...repeated('part', sections), ...repeated('question', questions), ...placedQuestions(structure).flatMap(checkOptions)]
}

function checkOptions({ value, source, path }: ReturnType<typeof placedQuestions>[number]): Problem[] {
  if (!isClosed(value)) return []
  const key = value.type === 'number' ? 'bands' : value.type === 'scale' ? 'scale' : 'options'
  const options = answerIds(value).map((id, i) => ({ id, source, path: key === 'scale' ? [...path, key] : [...path, key, i] }))
  return repeated(`option in ${value.id}`, options)
}

function repeated(kind: string, named: readonly Named[]): Problem[] {
  const seen = new Set<string>()
  return named.flatMap(({ id, source, path }) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [source.problem(path, `the id "${id}" is used twice: ${kind}`, 'Give one of them another id')]
  })
}

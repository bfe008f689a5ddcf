import type { Problem } from '../../problem.ts'
import { suggest } from './nearest.ts'
import type { SurveyWords } from './words.ts'

/** A label for each option, in the survey's order, and no other. The path is that of a question's options, or of a scale. */
export function labelsFor(
  from: SurveyWords,
  path: readonly string[],
  ids: readonly string[],
  given: Readonly<Record<string, string>>,
  problems: Problem[],
): Record<string, string> {
  const labels: Record<string, string> = {}
  const where = path[0] === 'scales' ? `the scale "${path[1]}"` : `"${path[1]}"`
  for (const id of ids) {
    const label = given[id]
    if (label === undefined)
      problems.push(from.source.problem(path, `no label for the option "${id}" of ${where}`, `Add ${[...path, id].join('.')}`))
    else if (Object.values(labels).includes(label))
      problems.push(from.source.problem([...path, id], `two options of ${where} say "${label}"`, 'Let each say something else'))
    else labels[id] = label
  }
  const unsaid = ids.filter((id) => !(id in given))
  for (const id of Object.keys(given).filter((each) => !ids.includes(each))) {
    problems.push(from.source.problem(path, `a label for "${id}", which is no option of ${where}`, suggest(id, unsaid), id))
  }
  return labels
}

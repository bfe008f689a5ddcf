import type { Problem } from '../../problem.ts'
import type { QuestionWording } from '../definition.ts'
import type { MadeFrom } from './expand-question.ts'
import { suggest } from './nearest.ts'
import type { SurveyWords } from './words.ts'

/** The words of a question as its pages have them: those of a row say what the row belongs to. */
export type WordsOfOne = Omit<QuestionWording, 'rows' | 'places'>

const NAMES = { rows: 'row', places: 'place' } as const

/** The words of one row of a grid or a ranking. Undefined where there are none, which is said. */
export function rowWords(
  found: QuestionWording,
  made: MadeFrom | undefined,
  from: SurveyWords,
  path: readonly string[],
  problems: Problem[],
): WordsOfOne | undefined {
  const { rows, places, ...whole } = found
  const given = { rows, places }
  for (const kind of ['rows', 'places'] as const) {
    if (given[kind] && kind !== made?.kind)
      problems.push(
        from.source.problem(path, `"${path[1]}" has no ${kind}`, `Take "${kind}" out, or correct the type in survey.yaml`, kind),
      )
  }
  if (!made) return whole
  const said = given[made.kind] ?? {}
  const name = NAMES[made.kind]
  if (made.row === made.all[0]) {
    const unsaid = made.all.filter((row) => !(row in said))
    for (const row of Object.keys(said).filter((each) => !made.all.includes(each)))
      problems.push(
        from.source.problem(
          [...path, made.kind],
          `words for the ${name} "${row}", which "${made.id}" does not have`,
          suggest(row, unsaid),
          row,
        ),
      )
  }
  const text = said[made.row]
  if (text === undefined) {
    problems.push(
      from.source.problem(
        path,
        `no words for the ${name} "${made.row}" of "${made.id}"`,
        `Add ${[...path, made.kind, made.row].join('.')}`,
      ),
    )
    return undefined
  }
  return { ...whole, text, stem: found.text }
}

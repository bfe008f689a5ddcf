import type { Problem } from '../../../problem.ts'
import { answerIds, isClosed } from '../../survey.ts'
import type { PlacedQuestion, PlacedSection, SurveyStructure } from '../build-structure.ts'
import { placedQuestions } from '../build-structure.ts'
import { suggest } from '../nearest.ts'

/** Checks that each question can be answered, beyond its form. */
export function checkQuestions(structure: SurveyStructure): Problem[] {
  return [...structure.sections.flatMap(checkSection), ...placedQuestions(structure).flatMap(checkQuestion)]
}

function checkSection({ value, source, path }: PlacedSection): Problem[] {
  if (!value.sensitive || value.note) return []
  const remedy = 'Add "note: true" here and the note in each language file: it carries the button that skips the part'
  return [source.problem(path, `the part "${value.id}" is sensitive and has no content note`, remedy, 'sens')]
}

function checkQuestion(placed: PlacedQuestion): Problem[] {
  return [...checkType(placed), ...checkSay(placed), ...checkRollups(placed)]
}

/** One box a question, which its page and its sealed words can name; and none on a scale, whose options are shared and ordered. */
function checkSay({ value, source, path }: PlacedQuestion): Problem[] {
  if (!('options' in value)) return []
  const [first, ...more] = value.options.flatMap(({ id, say }, i) => (say === undefined ? [] : [{ id, i }]))
  if (!first) return []
  if (value.type === 'scale') {
    const remedy = `Take it out of the scale "${value.scale}", or make the question single`
    return [source.problem([...path, 'scale'], `"say" on "${first.id}": an option of a scale has no box`, remedy)]
  }
  return more.map(({ id, i }) =>
    source.problem([...path, 'options', i], `"${first.id}" and "${id}" both have a box to say which`, 'Keep "say" on one of them', 'say'),
  )
}

/** Each takes together some answers, and no two the same: they would be one set of people by two names. */
function checkRollups({ value, source, path }: PlacedQuestion): Problem[] {
  if (!isClosed(value)) return []
  const known = answerIds(value)
  const rollups = value.rollups ?? []
  return rollups.flatMap(({ id, of }, i) => {
    const at = [...path, 'rollups', id]
    const twin = rollups.slice(0, i).find((other) => sameMembers(other.of, of))
    return [
      ...of
        .filter((each) => !known.includes(each))
        .map((each) => source.problem(at, `the roll-up "${id}" takes in "${each}", which is no answer here`, suggest(each, known))),
      ...(new Set(of).size < of.length ? [source.problem(at, `the roll-up "${id}" names an answer twice`, 'Keep one')] : []),
      ...(twin ? [source.problem(at, `the roll-ups "${twin.id}" and "${id}" take the same answers together`, 'Keep one')] : []),
    ]
  })
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each))
}

function checkType(placed: PlacedQuestion): Problem[] {
  const question = placed.value
  switch (question.type) {
    case 'single':
    case 'scale':
      return checkAlone(placed, question.options, question.type)
    case 'pick':
      return checkMax(placed, question)
    case 'number':
      return checkBands(placed, question.bands)
    default:
      return []
  }
}

function checkAlone(
  { source, path }: PlacedQuestion,
  options: readonly { id: string; alone?: true | undefined }[],
  type: 'single' | 'scale',
): Problem[] {
  return options.flatMap((option, i) =>
    option.alone
      ? [
          source.problem(
            type === 'scale' ? [...path, 'scale'] : [...path, 'options', i],
            `"alone" on "${option.id}" has no meaning: only one option can be chosen`,
            'Take "alone" out, or make the question multi',
          ),
        ]
      : [],
  )
}

function checkMax({ source, path }: PlacedQuestion, { max, options }: { max: number; options: readonly unknown[] }): Problem[] {
  if (max <= options.length) return []
  return [
    source.problem(
      [...path, 'max'],
      `people may choose ${max} of ${options.length} options`,
      `Write a max of ${options.length} or less, or make the question multi`,
    ),
  ]
}

type Band = { readonly id: string; readonly from: number; readonly to: number }

function checkBands({ source, path }: PlacedQuestion, bands: readonly Band[]): Problem[] {
  return bands.flatMap((band, i) => {
    const at = [...path, 'bands', i]
    if (band.to < band.from)
      return [source.problem(at, `the band "${band.id}" is empty: it ends before it starts`, 'Write the smaller number as "from"')]
    const other = bands.slice(0, i).find((each) => each.from <= each.to && each.from <= band.to && band.from <= each.to)
    if (!other) return []
    return [
      source.problem(
        at,
        `the bands "${other.id}" and "${band.id}" overlap`,
        'Both ends belong to a band: let one end before the next starts',
      ),
    ]
  })
}

import { ANY_ANSWER } from './rollups.ts'
import { type AuthoredRollups, answerIds, type ClosedQuestion } from './survey.ts'

/** A scale with fewer steps is not halved: a half would be a single step, or no step would be left in the middle. */
const FEWEST = 4

/** The most characters of an id: see ids.ts. */
const LONGEST = 60

/**
 * Roll-ups of a question that names none: the two halves of an order of four steps or more, the middle step in neither. An
 * order is a list of options whose scores rise or fall all the way, or the bands of a number.
 */
function automaticRollups(question: ClosedQuestion): AuthoredRollups {
  const steps = stepsOf(question)
  if (steps.length < FEWEST) return []
  const half = Math.floor(steps.length / 2)
  return [
    { id: nameOf(steps.slice(0, half), 'first_half'), of: steps.slice(0, half) },
    { id: nameOf(steps.slice(-half), 'last_half'), of: steps.slice(-half) },
  ]
}

/** The roll-ups of a question whose author names none. `isForAll`: whether everybody is asked it. */
export function unwrittenRollups(question: ClosedQuestion, isForAll: boolean): AuthoredRollups {
  return withWhole(question, automaticRollups(question), isForAll)
}

/** The roll-ups, and with them that of all answers where not everybody is asked the question. */
export function withWhole(question: ClosedQuestion, rollups: AuthoredRollups, isForAll: boolean): AuthoredRollups {
  return isForAll ? rollups : [...rollups, ...wholeRollup(question, rollups)]
}

/**
 * The roll-up of all answers, for a question that not everybody is asked: where few were, how many answered can still be shown. None where
 * there is one already.
 */
function wholeRollup(question: ClosedQuestion, rollups: AuthoredRollups): AuthoredRollups {
  const of = answerIds(question)
  const isTaken = rollups.some((rollup) => rollup.id === ANY_ANSWER || rollup.of.length === of.length)
  return of.length < 2 || isTaken || of.includes(ANY_ANSWER) ? [] : [{ id: ANY_ANSWER, of }]
}

function stepsOf(question: ClosedQuestion): string[] {
  if (question.type === 'number') return question.bands.toSorted((a, b) => a.from - b.from).map(({ id }) => id)
  if (question.type !== 'scale' && question.type !== 'single') return []
  const scores = question.options.map(({ score }) => score ?? Number.NaN)
  const rises = scores.slice(1).map((score, i) => Math.sign(score - (scores[i] ?? Number.NaN)))
  const isOrder = rises[0] !== 0 && rises.every((each) => each === rises[0])
  return isOrder ? question.options.map(({ id }) => id) : []
}

function nameOf(steps: readonly string[], otherwise: string): string {
  const name = `${steps[0]}_${steps.length === 2 ? 'or' : 'to'}_${steps.at(-1)}`
  return name.length <= LONGEST ? name : otherwise
}

import Papa from 'papaparse'
import { readSurvey } from '#cli/read-survey.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { type ClosedQuestion, isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'

/** A file of responses, as chorus tabulate reads it, of made-up people. The same seed gives the same people. */
export function madeUpAnswers(survey: Survey, people: number, seed: string): string {
  const questions = questionsOf(survey).filter(isClosed)
  const population = populationOf(survey, seed)
  const rows = Array.from({ length: people }, (_, index) => {
    const { answers } = drawPerson(survey, population, seed, index)
    return questions.map((question) => cellOf(question, answers[question.id]))
  })
  return `${Papa.unparse([questions.map(({ id }) => id), ...rows], { newline: '\n' })}\n`
}

function cellOf(question: ClosedQuestion, answer: Answer | undefined): string {
  if (!answer) return ''
  if (answer.state !== 'answered') return `~${answer.state}`
  if (!('options' in answer)) return ''
  if (question.type === 'number') return String(question.bands.find(({ id }) => id === answer.options[0])?.from ?? '')
  return answer.options.join('|')
}

/** npm run made-up-answers -- surveys/being-heard 200 */
if (import.meta.filename === process.argv[1]) {
  const [folder = 'surveys/being-heard', people = '200', seed = 'chorus'] = process.argv.slice(2)
  process.stdout.write(madeUpAnswers(await readSurvey(folder), Number(people), seed))
}

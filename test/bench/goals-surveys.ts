import { readSurvey } from '#cli/read-survey.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import type { Answers, ClosedAnswer, MissingState } from '#shared/survey/answer.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { type ClosedQuestion, isClosed, isMany, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { randomOf, shuffled } from '#test/attack/disclosure/support/random.ts'
import { survey as github, missing as githubMissing, readPeople } from '#test/attack/disclosure/support/survey.ts'
import { missingData, readRecords, surveyFolder } from '#test/reference/support/data.ts'
import { asker, namesByCode } from '#test/reference/support/responses.ts'

/** A survey and the people who answer it, in the order in which they come; another draw gives another order, or other people. */
export type Trial = {
  readonly survey: Survey
  readonly people: (draw: number, most: number) => readonly Answers[]
  /** So many answer before the first report, and so many more before each of the others. */
  readonly first: number
  readonly joining: number
}

const NHANES = 'nhanes_depression_2017_2018'

const REAL: Readonly<Record<string, () => Promise<Trial | string>>> = {
  'github-2017': async () => githubMissing ?? { survey: github, people: ordered(() => readPeople().map(saidBy)), first: 600, joining: 150 },
  nhanes: async () => {
    const missing = missingData(NHANES)
    if (missing !== undefined) return missing
    const survey = await readSurvey(surveyFolder('nhanes'))
    const questions = questionsOf(survey).filter(isClosed)
    const ask = asker(namesByCode)
    const answers = (record: Readonly<Record<string, string>>) =>
      applySkipLogic(
        survey,
        Object.fromEntries(questions.map((question) => [question.id, answerOf(question, ask(question, record))])),
        new Set(),
      )
    return { survey, people: ordered(() => readRecords(NHANES, 'raw.csv').map(answers)), first: 600, joining: 150 }
  },
}

const SHIPPED = ['being-heard', 'community-care', 'crisis-response', 'informed-choice', 'peer-support', 'policy-priorities', 'root-causes']

export const TRIALS: readonly string[] = [...Object.keys(REAL), ...SHIPPED]

/** The trial of that name; why there is none, where its data is missing. */
export async function trialOf(name: string): Promise<Trial | string> {
  return (await REAL[name]?.()) ?? shipped(name)
}

/** An instrument as it is shipped, answered by invitation: over a link there is one report. */
async function shipped(name: string): Promise<Trial> {
  const survey = await readSurvey(`surveys/${name}`)
  const people = (draw: number, most: number) => {
    const seed = `goals ${draw}`
    const population = populationOf(survey, seed)
    return Array.from({ length: most }, (_, index) => closedOf(survey, drawPerson(survey, population, seed, index).answers))
  }
  return { survey, people, first: 300, joining: 100 }
}

function ordered(read: () => readonly Answers[]): Trial['people'] {
  let all: readonly Answers[] | undefined
  return (draw, most) => {
    all ??= read()
    return shuffled(all, randomOf(draw)).slice(0, most)
  }
}

function closedOf(survey: Survey, answers: Answers): Answers {
  const closed = new Set(
    questionsOf(survey)
      .filter(isClosed)
      .map(({ id }) => id),
  )
  return Object.fromEntries(Object.entries(answers).filter(([question]) => closed.has(question)))
}

function saidBy(person: Readonly<Record<string, string>>): Answers {
  return Object.fromEntries(Object.entries(person).map(([question, said]) => [question, told(said, [said])]))
}

function told(said: string | undefined, options: readonly string[]): ClosedAnswer {
  const state = MISSING[said ?? '~skipped']
  return state === undefined ? { state: 'answered', options } : { state }
}

const MISSING: Readonly<Record<string, MissingState>> = { '~skipped': 'skipped', '~pns': 'pns', '~dk': 'dk', '~na': 'na' }

function answerOf(question: ClosedQuestion, said: string | undefined): ClosedAnswer {
  if (said === undefined || said.startsWith('~')) return told(said, [])
  if (question.type !== 'number') return told(said, isMany(question) ? said.split('|') : [said])
  const band = question.bands.find(({ from, to }) => Number(said) >= from && Number(said) <= to)
  return told(band?.id, band ? [band.id] : [])
}

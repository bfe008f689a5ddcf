import { Model } from 'survey-core'
import { describe, it } from 'vitest'
import { randomFrom } from '#shared/made-up-people/random.ts'
import { readSurveyjs } from '#shared/survey/formats/surveyjs/read-surveyjs.ts'
import { importedForm } from './support/imported-form.ts'
import { type RandomAnswer, type RandomCondition, type RandomQuestionnaire, randomQuestionnaire } from './support/random-questionnaire.ts'
import { randomPerson, ShownQuestions } from './support/shown-questions.ts'

const SURVEYS = 30
const PEOPLE = 4

type Written = (condition: RandomCondition) => string

/** A condition as people write it. Capitals make no difference to SurveyJS. */
const plain: Written = (condition) => {
  switch (condition.is) {
    case 'option':
      return `{${condition.question}} ${condition.equal ? '=' : '<>'} '${condition.option.toUpperCase()}'`
    case 'chosen':
      return `{${condition.question}} ${condition.wanted ? 'contains' : 'notcontains'} '${condition.option}'`
    case 'exactly':
      return `{${condition.question}} ${condition.equal ? '=' : '<>'} [${condition.chosen.map((each) => `'${each}'`).join(', ')}]`
    case 'size':
      return `{${condition.question}.length} ${condition.operator} ${condition.value}`
    case 'number':
      return `{${condition.question}} ${condition.operator} ${condition.value}`
    case 'answered':
      return `{${condition.question}} notempty`
    case 'not':
      return `!(${plain(condition.of)})`
    default:
      return `(${condition.of.map(plain).join(` ${condition.is} `)})`
  }
}

/** The same for those who gave an answer: nothing holds for a person because of a question without one. */
const guarded: Written = (condition) => guardedTo(condition, true)

function guardedTo(condition: RandomCondition, wanted: boolean): string {
  if ('of' in condition) {
    if (condition.is === 'not') return guardedTo(condition.of, !wanted)
    return `(${condition.of.map((each) => guardedTo(each, wanted)).join((condition.is === 'and') === wanted ? ' and ' : ' or ')})`
  }
  const holds = plain(condition)
  if (condition.is === 'answered') return wanted ? holds : '1 = 2'
  return `({${condition.question}} notempty and ${wanted ? holds : `!(${holds})`})`
}

/** Each group of the questionnaire as a page. */
function json(questionnaire: RandomQuestionnaire, written: Written) {
  const visibleIf = (condition: RandomCondition | undefined) => (condition ? { visibleIf: written(condition) } : {})
  return {
    pages: questionnaire.map(({ name, shown, questions }) => ({
      name,
      ...visibleIf(shown),
      elements: questions.map(({ name: question, kind, options, shown: own }) => ({
        name: question,
        ...visibleIf(own),
        ...(kind === 'one' && { type: 'radiogroup', choices: options }),
        ...(kind === 'many' && { type: 'checkbox', choices: options.filter((option) => option !== 'none'), showNoneItem: true }),
        ...(kind === 'number' && { type: 'text', inputType: 'number' }),
        ...(kind === 'text' && { type: 'comment' }),
      })),
    })),
  }
}

function visibleTo(survey: object, answers: readonly RandomAnswer[]): string[] {
  const model = new Model(survey)
  for (const { question, value } of answers) model.setValue(question, typeof value === 'object' ? [...value] : value)
  return model
    .getAllQuestions()
    .filter((question) => question.isVisible && question.isParentVisible)
    .map(({ name }) => name)
}

describe('skip logic, beside SurveyJS', () => {
  it('shows each person the questions that SurveyJS shows, where nothing holds because of a question without an answer', async () => {
    const compared = new ShownQuestions()
    for (let f = 0; f < SURVEYS; f++) {
      const random = randomFrom('surveyjs-engine', f)
      const questionnaire = randomQuestionnaire(random, 0.1)
      const form = readSurveyjs(JSON.stringify(json(questionnaire, plain)))
      if (!('questions' in form)) throw new Error('no survey')
      const imported = await importedForm(form)
      const people = Array.from({ length: PEOPLE }, (_, i) => {
        const { shown, answers } = randomPerson(random, imported.survey, questionnaire, i % 2 === 1)
        const [promised, written] = [guarded, plain].map((way) => visibleTo(json(questionnaire, way), answers))
        return { shown, promised, written }
      })
      compared.add(questionnaire, imported, people, { f, survey: json(questionnaire, plain) })
    }

    compared.expectTheSame()
  })
})

import { expect } from 'vitest'
import type { Random } from '#shared/made-up-people/random.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { type ImportedSurvey, walk } from './imported-form.ts'
import { type RandomAnswer, type RandomQuestionnaire, randomAnswer } from './random-questionnaire.ts'

/** One person who answered an imported survey: what they were asked here, and what another engine shows to somebody with these answers. */
export type ComparedPerson = {
  readonly shown: readonly string[]
  /** By the form in which no condition holds because of a question without an answer: what the import promises. */
  readonly promised: readonly string[] | undefined
  /** By the form as people write it. */
  readonly written: readonly string[] | undefined
}

/** A made-up person who answers every question, or where `leavesOut` about seven in ten. */
export function randomPerson(random: Random, survey: Survey, questionnaire: RandomQuestionnaire, leavesOut: boolean) {
  const asked = new Map(questionnaire.flatMap(({ questions }) => questions.map((each) => [each.name, each])))
  return walk(survey, (name): RandomAnswer | undefined => {
    const question = asked.get(name)
    return question && (!leavesOut || random.chance(0.7)) ? randomAnswer(random, question) : undefined
  })
}

/** Compares the questions that pages here show with those that another engine shows, over many forms. */
export class ShownQuestions {
  readonly #differences: unknown[] = []
  #compared = 0
  #hidden = 0
  #asked = 0
  #kept = 0

  /** Adds one form and the people who answered it. `about` is shown with a difference. */
  add(questionnaire: RandomQuestionnaire, { survey, findings }: ImportedSurvey, people: readonly ComparedPerson[], about: unknown): void {
    const kept = questionsOf(survey).map(({ id }) => id)
    const saysSo = findings.some(({ message }) => message.startsWith('people who leave out') || message.includes('gave no answer'))
    const among = (names: readonly string[] = []) => kept.filter((name) => names.includes(name))
    for (const { shown, promised, written } of people) {
      const own = JSON.stringify(among(shown))
      const isSame = own === JSON.stringify(among(promised))
      // By the form as it is written, the other engine shows more at most, and only where the import says so.
      const isWithin = saysSo ? shown.every((name) => among(written).includes(name)) : own === JSON.stringify(among(written))
      if (!isSame || !isWithin) this.#differences.push({ shown, promised, written, about })
      this.#compared += kept.length
      this.#hidden += kept.length - shown.length
    }
    this.#asked += questionnaire.reduce((sum, { questions }) => sum + questions.length, 0)
    this.#kept += kept.length
  }

  /** Nobody was shown other questions; and conditions hid many and most could be kept: else little would have been compared. */
  expectTheSame(): void {
    expect(this.#differences.slice(0, 1)).toEqual([])
    expect(this.#hidden / this.#compared).toBeGreaterThan(0.2)
    expect(this.#kept / this.#asked).toBeGreaterThan(0.6)
  }
}

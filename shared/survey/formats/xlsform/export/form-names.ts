import type { Survey } from '../../../survey.ts'
import { questionsOf } from '../../../survey.ts'

/**
 * The names of a form's rows: those of the survey wherever they can be. Questions come first, as conditions name them;
 * a part with the name of a question, and what is there for other tools only, give way.
 */
export class FormNames {
  readonly #taken = new Set(['meta'])
  readonly #questions: ReadonlyMap<string, string>

  constructor(survey: Survey) {
    this.#questions = new Map(questionsOf(survey).map(({ id }) => [id, this.take(id)]))
  }

  question(id: string): string {
    return this.#questions.get(id) ?? id
  }

  /** A free name like this one: no two differ only in capitals, as some tools tell them apart and some do not. */
  take(wanted: string): string {
    let free = wanted
    for (let i = 2; this.#taken.has(free.toLowerCase()); i++) free = `${wanted}_${i}`
    this.#taken.add(free.toLowerCase())
    return free
  }
}

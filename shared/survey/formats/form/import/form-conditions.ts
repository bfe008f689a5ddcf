import { type Condition, condition as conditionSchema } from '../../../survey.ts'
import { NoSuchCondition, toCondition } from '../condition.ts'
import { conditionFormula } from '../condition-formula.ts'
import type { ConditionTarget, TargetPart } from '../condition-target.ts'
import type { Formula } from '../expression.ts'
import type { Form, FormGroup, FormQuestion } from '../form-shape.ts'
import type { Say } from './say.ts'

const REMEDY = 'Write it with options that were chosen in earlier questions, joined by "and" and "or"'

/** Makes conditions in the survey's own words of those of a form, one row after the other. */
export class FormConditions {
  readonly #form: Form
  readonly #say: Say
  readonly #targets = new Map<string, ConditionTarget>()
  readonly #groups = new Map<FormGroup, Condition | 'always' | undefined>()
  /** By the id in the survey, the name in the form. */
  readonly #names = new Map<string, string>()

  constructor(form: Form, say: Say) {
    this.#form = form
    this.#say = say
  }

  target(name: string): ConditionTarget | undefined {
    return this.#targets.get(name)
  }

  /** Later rows may look at this question. One that was split by a choice filter comes once for each part. */
  remember(name: string, id: string, { options, ...about }: Omit<ConditionTarget, 'parts'> & Pick<TargetPart, 'options'>): void {
    const before = this.#targets.get(name)
    this.#names.set(id, name)
    this.#targets.set(name, {
      ...about,
      parts: [...(before?.parts ?? []), { id, options }],
      alone: [...(before?.alone ?? []), ...about.alone],
    })
  }

  /** The condition of all groups around a question. Undefined where it is left out with one of them, which is said once. */
  around(groups: readonly FormGroup[]): Condition | 'always' | undefined {
    let all: Condition | 'always' = 'always'
    for (const group of groups) {
      if (!this.#groups.has(group)) this.#groups.set(group, this.of(group, 'this part is left out with all of its questions'))
      const shown = this.#groups.get(group)
      if (shown === undefined) return undefined
      if (shown !== 'always') all = bothConditions(all, shown) ?? 'always'
    }
    return all
  }

  /** Undefined where a condition cannot be said here, or can never hold: `leftOut` says what goes with it. */
  of({ relevant, row, notes }: FormGroup | FormQuestion, leftOut: string): Condition | 'always' | undefined {
    if (relevant === undefined) return 'always'
    return this.#asWritten(notes?.get('shown_if'), relevant) ?? this.#read(relevant, row, leftOut)
  }

  /** The condition that the form was made from, as long as nobody has changed the form since. */
  #asWritten(json: string | undefined, relevant: Formula): Condition | undefined {
    const written = conditionSchema.safeParse(json === undefined ? undefined : parsedJson(json))
    if (!written.success) return undefined
    const formula = conditionFormula(written.data, (id) => {
      const name = this.#names.get(id)
      const target = name === undefined ? undefined : this.#targets.get(name)
      const [part, ...more] = target?.parts ?? []
      if (name === undefined || !target || !part || more.length > 0) return undefined
      return { ...target, name, options: new Map([...part.options].map(([called, option]) => [option, called])) }
    })
    return JSON.stringify(formula) === JSON.stringify(relevant) ? written.data : undefined
  }

  #read(formula: Formula, row: number, leftOut: string): Condition | 'always' | undefined {
    if ('fault' in formula) {
      this.#say('dropped', row, 'relevant', `${leftOut}: its condition cannot be read: ${formula.fault}`, REMEDY)
      return undefined
    }
    try {
      const { condition, whoSkipped } = toCondition(formula, {
        target: (name) => this.#targets.get(name),
        calculation: (name) => this.#form.calculations.get(name),
      })
      if (condition === 'never') {
        const why = whoSkipped ? 'it is only for people who gave no answer to an earlier question' : 'its condition can never hold'
        this.#say('dropped', row, 'relevant', `${leftOut}: ${why}`, 'Correct its condition, or take it out to ask everybody')
        return undefined
      }
      if (whoSkipped)
        this.#say(
          'changed',
          row,
          'relevant',
          'people who leave out the question that decides are not shown this one',
          'Nothing to do, or take the condition out to ask everybody',
        )
      return condition
    } catch (thrown) {
      if (!(thrown instanceof NoSuchCondition)) throw thrown
      this.#say('dropped', row, 'relevant', `${leftOut}: a survey here cannot have its condition: ${thrown.message}`, REMEDY)
      return undefined
    }
  }
}

export function bothConditions(first: Condition | 'always', second: Condition | undefined): Condition | undefined {
  if (first === 'always') return second
  return second ? { all: [first, second] } : first
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

import { type Condition, condition as conditionSchema } from '../../../survey.ts'
import { type ConditionTarget, type Converted, type Lookup, NoSuchCondition, toCondition } from '../condition.ts'
import { conditionText } from '../condition-text.ts'
import { answersIn, type Expression, parseExpression } from '../expression.ts'
import type { OwnNotes } from '../own-notes.ts'
import type { SheetForm } from '../sheet-form.ts'
import type { Say } from './say.ts'

/** Makes conditions of the cells `relevant` of a form, one row after the other. */
export class CellConditions {
  readonly #form: SheetForm
  readonly #say: Say
  readonly #targets = new Map<string, ConditionTarget>()
  /** By the id in the survey, the name in the form. */
  readonly #names = new Map<string, string>()

  constructor(form: SheetForm, say: Say) {
    this.#form = form
    this.#say = say
  }

  target(name: string): ConditionTarget | undefined {
    return this.#targets.get(name)
  }

  /** Later rows may look at this question. One that was split by a choice filter comes once for each part. */
  remember(name: string, id: string, about: Omit<ConditionTarget, 'ids'>): void {
    const before = this.#targets.get(name)
    this.#names.set(id, name)
    this.#targets.set(name, {
      ...about,
      ids: [...(before?.ids ?? []), id],
      options: new Map([...(before?.options ?? []), ...about.options]),
    })
  }

  of({ relevant, row, notes }: { readonly relevant: string | undefined; readonly row: number; readonly notes: OwnNotes }) {
    return this.#asWritten(notes.get('shown_if'), relevant) ?? this.#read(relevant, row)
  }

  /** The condition that the cell was made from, as long as nobody has changed the cell since. */
  #asWritten(json: string | undefined, relevant: string | undefined): Condition | undefined {
    if (json === undefined) return undefined
    const written = conditionSchema.safeParse(parsedJson(json))
    if (!written.success) return undefined
    const text = conditionText(written.data, (id) => {
      const name = this.#names.get(id)
      const target = name === undefined ? undefined : this.#targets.get(name)
      if (name === undefined || target?.ids.length !== 1) return undefined
      const options = new Map([...target.options].map(([called, option]) => [option, called]))
      return { name, options, hasStates: target.hasStates, bands: target.bands }
    })
    return text === relevant ? written.data : undefined
  }

  #read(text: string | undefined, row: number): Condition | 'always' | 'never' {
    if (text === undefined) return 'always'
    const parsed = parseExpression(text)
    if ('fault' in parsed) {
      this.#say('outside', row, 'relevant', `this condition cannot be read: ${parsed.fault}`, 'Use selected(), =, !=, <, >, and, or, not()')
      return 'always'
    }
    try {
      const { condition, whoSkipped } = this.#converted(parsed)
      if (whoSkipped)
        this.#say(
          'changed',
          row,
          'relevant',
          'people who leave out the question that decides are not shown this one',
          'Nothing to do, or ask it of everybody',
        )
      return condition
    } catch (thrown) {
      if (!(thrown instanceof NoSuchCondition)) throw thrown
      this.#say('outside', row, 'relevant', `this condition has no like here: ${thrown.message}`, 'Write it with options that were chosen')
      return 'always'
    }
  }

  #converted(expression: Expression): Converted {
    const lookup: Lookup = {
      target: (name) => this.#targets.get(name),
      calculation: (name) => {
        const text = this.#form.calculations.get(name)
        const parsed = text === undefined ? undefined : parseExpression(text)
        if (parsed && 'fault' in parsed) throw new NoSuchCondition(`the calculation "${name}" cannot be read: ${parsed.fault}`)
        if (parsed && answersIn(parsed).includes(name)) throw new NoSuchCondition(`the calculation "${name}" uses itself`)
        return parsed
      },
    }
    return toCondition(expression, lookup)
  }
}

export function bothConditions(first: Condition | 'always' | 'never', second: Condition | undefined): Condition | undefined {
  if (first === 'always' || first === 'never') return second
  return second ? { all: [first, second] } : first
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

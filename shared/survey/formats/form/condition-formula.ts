import type { Condition } from '../../survey.ts'
import { type Expression, not } from './expression.ts'

/** A question that a condition can look at, under the name that a form has for it. */
export type NamedQuestion = {
  readonly name: string
  /** Set for a choice: by the id of an option, its name in the form; and whether "not sure" and the like are choices beside them. */
  readonly options: ReadonlyMap<string, string>
  readonly hasStates: boolean
  readonly bands: readonly { readonly id: string; readonly from: number; readonly to: number }[]
}

const NEVER: Expression = { kind: 'call', name: 'false', args: [] }

/** A condition of a survey as a form would say it: true of the same answers. */
export function conditionFormula(condition: Condition, shown: (question: string) => NamedQuestion | undefined): Expression {
  if ('all' in condition)
    return joined(
      'and',
      condition.all.map((each) => conditionFormula(each, shown)),
    )
  if ('any' in condition)
    return joined(
      'or',
      condition.any.map((each) => conditionFormula(each, shown)),
    )
  const about = shown(condition.q)
  if (!about) return NEVER
  const every = about.bands.length > 0 ? about.bands.map(({ id }) => id) : [...about.options.keys()]
  const answered = () => (about.hasStates ? among(about, every) : binary('!=', answer(about), { kind: 'text', value: '' }))
  if ('answered' in condition) return answered()
  if ('none_of' in condition) return joined('and', [answered(), not(among(about, condition.none_of))])
  return among(about, 'in' in condition ? condition.in : every.filter((id) => !condition.any_except.includes(id)))
}

function among(about: NamedQuestion, ids: readonly string[]): Expression {
  const parts = ids.flatMap((id): Expression[] => {
    const band = about.bands.find((each) => each.id === id)
    if (band) return [inBand(about, band.from, band.to)]
    const option = about.options.get(id)
    return option === undefined ? [] : [{ kind: 'call', name: 'selected', args: [answer(about), { kind: 'text', value: option }] }]
  })
  return joined('or', parts)
}

function inBand(about: NamedQuestion, from: number, to: number): Expression {
  const at = (operator: '=' | '>=' | '<=', value: number) => binary(operator, answer(about), { kind: 'number', value })
  return from === to ? at('=', from) : binary('and', at('>=', from), at('<=', to))
}

function joined(operator: 'and' | 'or', parts: readonly Expression[]): Expression {
  const [first, ...more] = parts
  return first ? more.reduce((left, right) => binary(operator, left, right), first) : NEVER
}

function binary(operator: Extract<Expression, { kind: 'binary' }>['operator'], left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}

function answer({ name }: NamedQuestion): Expression {
  return { kind: 'answer', name }
}

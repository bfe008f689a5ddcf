import type { Statement } from '../synthesised.ts'

/** The known facts of a request, by condition key. A key that is not here was not in the request. */
export type Context = Readonly<Record<string, string | readonly string[]>>

type Test = (given: string, wanted: string) => boolean

const equal: Test = (given, wanted) => given === wanted
const like: Test = (given, wanted) => pattern(wanted).test(given)
const below: Test = (given, wanted) => Number(given) < Number(wanted)

/** By operator, whether one value passes, and what is said of a key that is not in the request. */
const OPERATORS: Readonly<
  Record<string, { readonly test: Test; readonly negated?: boolean; readonly ifMissing: boolean; readonly all?: boolean }>
> = {
  StringEquals: { test: equal, ifMissing: false },
  StringEqualsIfExists: { test: equal, ifMissing: true },
  StringLike: { test: like, ifMissing: false },
  Bool: { test: equal, ifMissing: false },
  NumericLessThan: { test: below, ifMissing: false },
  ArnEquals: { test: like, ifMissing: false },
  ArnLike: { test: like, ifMissing: false },
  ArnNotEquals: { test: like, negated: true, ifMissing: true },
  'ForAllValues:StringEquals': { test: equal, ifMissing: true, all: true },
}

/** Whether every condition of a statement holds, as the reference of IAM's JSON policies says. Throws for an operator that is not known. */
export function holds(condition: Statement['Condition'], context: Context): boolean {
  return Object.entries(condition ?? {}).every(([name, keys]) => {
    const operator = OPERATORS[name]
    if (!operator) throw new Error(`the condition ${name} is not known here`)
    return Object.entries(keys).every(([key, wanted]) => {
      const given = context[key]
      if (given === undefined) return operator.ifMissing
      const values = [given].flat()
      const matches = (value: string) => [wanted].flat().some((each) => operator.test(value, String(each)))
      const met = operator.all ? values.every(matches) : values.some(matches)
      return operator.negated ? !met : met
    })
  })
}

/** `*` and `?` as IAM has them. */
export function pattern(text: string): RegExp {
  const escaped = text.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`)
}

import type { Condition } from '../../survey.ts'

/** One question of the survey. `options`: for each name in the form, the id of its option; empty for numbers and words. */
export type TargetPart = { readonly id: string; readonly options: ReadonlyMap<string, string> }

/** A question that a condition may look at, as it will be in the survey. */
export type ConditionTarget = {
  /** More than one where the question was split by a choice filter: each person is shown at most one of them. */
  readonly parts: readonly TargetPart[]
  readonly kind: 'one' | 'many' | 'number' | 'text'
  /** Ids of options that clear the others. */
  readonly alone: readonly string[]
  readonly bands: readonly { readonly id: string; readonly from: number; readonly to: number }[]
  /** Whether "not sure" and the like are choices of the form beside the options. */
  readonly hasStates: boolean
}

/** A condition, or that it holds for everybody or for nobody. */
export type MadeCondition = Condition | 'always' | 'never'

/** The condition that one of these options was chosen, by their names in the form. */
export function choseOneOf({ parts }: ConditionTarget, names: readonly string[]): MadeCondition {
  return any(
    parts.map(({ id, options }) =>
      tookOneOf(
        id,
        names.flatMap((name) => options.get(name) ?? []),
        options.size,
      ),
    ),
  )
}

/** The condition that none of these options was chosen, of those who chose any. */
export function choseNoneOf({ parts }: ConditionTarget, names: readonly string[]): MadeCondition {
  return any(
    parts.map(({ id: q, options }) => {
      const ids = names.flatMap((name) => options.get(name) ?? [])
      return ids.length === options.size ? 'never' : ids.length === 0 ? { q, answered: true } : { q, none_of: ids }
    }),
  )
}

/** The condition that one of the answers `ids` was given to a question with `every` answers. */
export function tookOneOf(q: string, ids: readonly string[], every: number): Condition | 'never' {
  if (ids.length === 0) return 'never'
  return ids.length === every ? { q, answered: true } : { q, in: ids }
}

/** The names that the options of a question have in the form. */
export function namesOf({ parts }: ConditionTarget): string[] {
  return [...new Set(parts.flatMap(({ options }) => [...options.keys()]))]
}

/** Whether each of these options clears the others. */
export function isAllAlone({ parts, alone }: ConditionTarget, names: readonly string[]): boolean {
  return names.every((name) => parts.flatMap(({ options }) => options.get(name) ?? []).every((id) => alone.includes(id)))
}

/** The condition that all of these hold. */
export function all(parts: readonly MadeCondition[]): MadeCondition {
  if (parts.includes('never')) return 'never'
  const conditions = parts.filter((part) => part !== 'always' && part !== 'never').flatMap((part) => ('all' in part ? part.all : [part]))
  return conditions.length < 2 ? (conditions[0] ?? 'always') : { all: conditions }
}

/** The condition that one of these holds at least. */
export function any(parts: readonly MadeCondition[]): MadeCondition {
  if (parts.includes('always')) return 'always'
  const conditions = parts.filter((part) => part !== 'always' && part !== 'never').flatMap((part) => ('any' in part ? part.any : [part]))
  return conditions.length < 2 ? (conditions[0] ?? 'never') : { any: conditions }
}

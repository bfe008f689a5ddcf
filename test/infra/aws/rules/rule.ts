import { type Resource, type Resources, valuesOf } from '../synthesised.ts'

/** A promise about the templates of a stage, and the changes that must not go unnoticed. A check that cannot fail holds nothing. */
export type Rule = {
  readonly promise: string
  /** The places where the rule is broken; empty when it is kept. */
  broken(stage: Resources): string[]
  readonly attacks: Readonly<Record<string, Attack>>
}

export type Attack = (all: Map<string, Resource>) => void

/** The change of a resource of this type in an attack: the first one, or the one whose logical id begins so. */
export function change(type: string, edit: (properties: Record<string, unknown>, resource: Resource) => void, id = ''): Attack {
  return (all) => {
    const found = [...all].find(([path, each]) => each.Type === type && path.split('/')[1]?.startsWith(id))?.[1]
    if (!found) throw new Error(`there is no ${type} ${id} to attack`)
    edit(found.Properties, found)
  }
}

/** A resource that was not there before. */
export function add(type: string, properties: Record<string, unknown> = {}): Attack {
  return (all) => void all.set(`compute/Added${all.size}`, { Type: type, Properties: properties })
}

/** Sets a property at a path such as `DistributionConfig.Logging`; a number is a place in a list. */
export function set(path: string, value: unknown): (properties: Record<string, unknown>) => void {
  return (properties) => {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let at: Record<string, unknown> = properties
    for (const name of names) {
      const inner = at[name] ?? {}
      at[name] = inner
      at = inner as Record<string, unknown>
    }
    if (value === undefined) delete at[last]
    else at[last] = value
  }
}

/**
 * Where a value is not as wanted: an object needs at least these members, a list exactly these, a function has to say
 * yes, anything else has to be equal.
 */
export function differences(actual: unknown, wanted: unknown, at = ''): string[] {
  if (typeof wanted === 'function') return wanted(actual) === true ? [] : [`${at} is ${JSON.stringify(actual)}`]
  if (typeof wanted !== 'object' || wanted === null) return actual === wanted ? [] : [`${at} is ${JSON.stringify(actual)}`]
  if (typeof actual !== 'object' || actual === null) return [`${at} is ${JSON.stringify(actual)}`]
  if (Array.isArray(wanted) && JSON.stringify(actual) !== JSON.stringify(wanted)) return [`${at} is ${JSON.stringify(actual)}`]
  return Object.entries(wanted).flatMap(([name, each]) =>
    differences(Object.entries(actual).find(([key]) => key === name)?.[1], each, `${at}.${name}`),
  )
}

/** Every resource of a type is as wanted, and there is one. */
export function allAre(stage: Resources, type: string, wanted: unknown): string[] {
  const found = stage.ofType(type)
  if (found.length === 0) return [`there is no ${type}`]
  return found.flatMap(([id, { Properties }]) => differences(Properties, wanted, id))
}

export const absent = (value: unknown) => value === undefined
export const present = (value: unknown) => value !== undefined
export const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.includes(value)

/** Nothing anywhere in a resource has one of these names. */
export function nowhere(stage: Resources, names: readonly string[]): string[] {
  return [...stage.all].flatMap(([path, { Properties }]) =>
    names.filter((name) => valuesOf(name, Properties).length > 0).map((name) => `${path} has ${name}`),
  )
}

/** A resource goes when its stack does. */
export function leave(_: Record<string, unknown>, resource: Resource): void {
  resource.DeletionPolicy = 'Delete'
}

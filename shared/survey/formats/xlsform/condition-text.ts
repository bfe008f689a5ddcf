import type { Condition } from '../../survey.ts'

/** What a condition can look at, under the name that the form has for it. */
export type Shown = {
  readonly name: string
  /** Of a choice: its options as the form names them, and whether "not sure" and the like are choices beside them. */
  readonly options: ReadonlyMap<string, string>
  readonly hasStates: boolean
  readonly bands: readonly { readonly id: string; readonly from: number; readonly to: number }[]
}

/** A condition as the column `relevant` says it: true of the same answers. */
export function conditionText(condition: Condition, shown: (question: string) => Shown | undefined): string {
  if ('all' in condition) return condition.all.map((each) => bracketed(each, shown)).join(' and ')
  if ('any' in condition) return condition.any.map((each) => bracketed(each, shown)).join(' or ')
  const about = shown(condition.q)
  if (!about) return 'false()'
  const every = about.bands.length > 0 ? about.bands.map(({ id }) => id) : [...about.options.keys()]
  if ('answered' in condition) return about.hasStates ? among(about, every) : `\${${about.name}} != ''`
  const wanted = 'in' in condition ? condition.in : every.filter((id) => !condition.any_except.includes(id))
  return among(about, wanted)
}

function bracketed(condition: Condition, shown: (question: string) => Shown | undefined): string {
  const text = conditionText(condition, shown)
  return / (and|or) /.test(text) ? `(${text})` : text
}

function among({ name, options, bands }: Shown, ids: readonly string[]): string {
  const parts = ids.flatMap((id) => {
    const band = bands.find((each) => each.id === id)
    if (band) return [band.from === band.to ? `\${${name}} = ${band.from}` : `(\${${name}} >= ${band.from} and \${${name}} <= ${band.to})`]
    return options.has(id) ? [`selected(\${${name}}, '${options.get(id)}')`] : []
  })
  return parts.length === 0 ? 'false()' : parts.join(' or ')
}

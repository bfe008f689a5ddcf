import type { Problem } from '#shared/problem.ts'

/** From this number on, findings that say the same are printed once, with the places of the others. */
const ALIKE = 3
/** The most places that are named. */
const PLACES = 6

/** A finding to print, and where else the same was found. */
export type Folded = { readonly problem: Problem; readonly also: readonly string[] }

/** Takes together findings of one rule that say the same about different places, so that a rare finding is not lost among them. */
export function foldFindings(problems: readonly Problem[]): Folded[] {
  const groups = Map.groupBy(problems, shapeOf)
  return [...groups.values()].flatMap((alike) => {
    const [first, ...others] = alike
    if (!first || alike.length < ALIKE) return alike.map((problem) => ({ problem, also: [] }))
    const places = others.slice(0, PLACES).map(placeOf)
    return [{ problem: first, also: others.length > PLACES ? [...places, `and ${others.length - PLACES} more`] : places }]
  })
}

/** The message without what differs from place to place: quoted words and numbers. */
function shapeOf({ code, message, remedy }: Problem): string {
  return [code, message.replace(/"[^"]*"/g, '""').replace(/\d+/g, '0'), remedy].join('\0')
}

function placeOf({ file, line }: Problem): string {
  return line === undefined ? file : `${file}:${line}`
}

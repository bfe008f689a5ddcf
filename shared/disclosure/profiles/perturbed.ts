import type { Survey } from '#shared/survey/survey.ts'
import type { CountedCell, CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import { averageOf, scoresOf } from '../means.ts'
import { type NumberFormat, numberFormatOf, publishedRange, smallestPrinted, suppressedRange } from '../number-format.ts'
import type { PerturbedPolicy } from '../policy.ts'
import type { Bounded, ReportCell, ReportTable } from '../report.ts'
import { type Label, labelOf, samePeople } from '../structure/label.ts'
import { type SliceRef, type Structure, structureOf } from '../structure/survey-structure.ts'
import { isTopCoded, topCodedCell } from '../suppressed-cells.ts'

/** The number to print for these people, before it is decided whether it may be. The same people, the same number. */
export type Perturb = (label: Label, counted: Omit<CountedCell, 'answer'>) => number

export type ToPerturb = {
  readonly survey: Survey
  readonly tables: readonly CountedTable[]
  readonly release: number
  readonly policy: PerturbedPolicy
  readonly perturb: Perturb
}

/**
 * Tables of perturbed numbers. What is shown, hidden or called "nearly everybody" is decided on perturbed numbers alone;
 * means are made from shown ones.
 */
export function perturbedTables(input: ToPerturb): ReportTable[] {
  const { survey, tables, release, policy, perturb } = input
  const everyone = perturb(labelOf(survey.id, []), everyoneIn(tables))
  const form = numberFormatOf(policy, release)
  const context = { ...input, structure: structureOf(survey), form, everyone: publishedRange(form, everyone) }
  return tables.map((table) => tableOf(context, table))
}

/** How many people the tables are on. */
export function everyoneIn(tables: readonly CountedTable[]): Omit<CountedCell, 'answer'> {
  const slice = tables.find((table) => table.by === undefined)?.slices[0]
  return slice ? countedBase(slice) : { count: 0 }
}

type Context = ToPerturb & { readonly structure: Structure; readonly form: NumberFormat; readonly everyone: Bounded }

function tableOf(context: Context, { id, question, by, slices }: CountedTable): ReportTable {
  const scores = scoresOf(context.survey, question)
  return {
    id,
    question,
    ...(by === undefined ? {} : { by }),
    slices: slices.map((slice) => {
      const place = { question, by, group: slice.group }
      const base = baseOf(context, place, slice)
      const cells = cellsOf(context, place, slice, base)
      const average = averageOf(cells, scores)
      return {
        ...(slice.group === undefined ? {} : { group: slice.group }),
        ...(base ? { base } : {}),
        asOf: context.release,
        cells,
        ...(average ? { average } : {}),
      }
    }),
  }
}

function baseOf({ survey, policy, structure, perturb, form, everyone }: Context, place: SliceRef, slice: CountedSlice) {
  const number = perturb(labelOf(survey.id, structure.predicatesOfGroup(place)), countedBase(slice))
  if (number < smallestPrinted(form, policy.minSlice)) return undefined
  // Whoever is outside a group is a group too, and its numbers are the difference to everyone's.
  return place.by !== undefined && isTopCoded(number, everyone) ? undefined : publishedRange(form, number)
}

function cellsOf(context: Context, place: SliceRef, slice: CountedSlice, base: Bounded | undefined): ReportCell[] {
  const { survey, policy, structure, perturb, form } = context
  const asked = structure.canBeAsked(place)
  return slice.cells.map(({ answer, ...counted }) => {
    if (!asked) return { answer, status: 'not_asked' }
    if (!base) return { answer, status: 'group_too_small' }
    const people = structure.predicatesOf(place, answer)
    const number = perturb(labelOf(survey.id, people), counted)
    if (number < smallestPrinted(form, policy.k)) return { answer, status: 'hidden_small', ...suppressedRange(form, policy.k) }
    if (isTopCoded(number, base) && !samePeople(people, structure.predicatesOfGroup(place))) return topCodedCell(answer, base)
    return { answer, status: 'published', count: publishedRange(form, number) }
  })
}

function countedBase({ base, key }: CountedSlice): Omit<CountedCell, 'answer'> {
  return { count: base, ...(key === undefined ? {} : { key }) }
}

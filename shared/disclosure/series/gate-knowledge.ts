import type { Survey } from '#shared/survey/survey.ts'
import { type SliceName, sliceName } from '#shared/tabulate/cohorts.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import type { GateKnowledge } from '../audit/history.ts'
import type { DrawCounters } from '../key-audit/key-audit.ts'
import { offsetOf, type StudyKey } from '../offset.ts'
import { profileOf } from '../profiles/profile-of.ts'
import { isEnough, roundCount } from '../rounding.ts'
import { type Label, labelOf } from '../structure/label.ts'
import { structureOf } from '../structure/survey-structure.ts'
import type { Churn } from './churn.ts'

/** Everyone in each slice, from the tables; a slice has the same base in each. */
export function basesBySlice(tables: readonly CountedTable[]): ReadonlyMap<SliceName, number> {
  return new Map(tables.flatMap(({ by, slices }) => slices.map(({ group, base }) => [sliceName(by, group), base] as const)))
}

/** What the audit is told that no reader knows. */
export function gateKnowledgeOf(
  { survey, tables }: { readonly survey: Survey; readonly tables: readonly CountedTable[] },
  churn: ReadonlyMap<SliceName, Churn>,
  { key, redrawn }: { readonly key: StudyKey; readonly redrawn: DrawCounters },
): GateKnowledge {
  const policy = profileOf(survey).rounding
  // Drawing is what takes time, and each label is asked about again and again.
  const drawn = new Map<Label, number>()
  const offsetAt = (label: Label, b: number): number => {
    const offset = drawn.get(label) ?? offsetOf(key, label, b, redrawn.get(label))
    drawn.set(label, offset)
    return offset
  }
  return {
    newcomers: new Map([...churn].map(([slice, { added }]) => [slice, added])),
    counts: countsByLabel(survey, tables),
    reprint: (label, count) => {
      if (!policy) return undefined
      const rounded = roundCount(count, offsetAt(label, policy.b), policy.b)
      return isEnough(rounded, policy.k, policy.b) ? rounded : undefined
    },
  }
}

function countsByLabel(survey: Survey, tables: readonly CountedTable[]): ReadonlyMap<Label, number> {
  const structure = structureOf(survey)
  return new Map(
    tables.flatMap(({ question, by, slices }) =>
      slices.flatMap(({ group, base, cells }) => {
        const place = { question, by, group }
        const ofCells = cells.map(({ answer, count }) => [labelOf(survey.id, structure.predicatesOf(place, answer)), count] as const)
        return [[labelOf(survey.id, structure.predicatesOfGroup(place)), base] as const, ...ofCells]
      }),
    ),
  )
}

import { type SliceName, sliceName } from '#shared/tabulate/cohorts.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import type { GateKnowledge } from '../audit/history.ts'
import type { DrawCounters } from '../key-audit/key-audit.ts'
import { offsetOf, roundCount, type StudyKey } from '../keyed-draws.ts'
import { roundedFormat, smallestPrinted } from '../print-thresholds.ts'
import type { StudyPlan } from '../profiles/profile.ts'
import { countsByLabel } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'
import type { Churn } from './churn.ts'

/** Everyone in each slice, from the tables; a slice has the same base in each. */
export function basesBySlice(tables: readonly CountedTable[]): ReadonlyMap<SliceName, number> {
  return new Map(tables.flatMap(({ by, slices }) => slices.map(({ group, base }) => [sliceName(by, group), base] as const)))
}

/** Facts that the audit uses and no reader knows: true counts, newcomers, and how each number would be printed. */
export function gateKnowledgeOf(
  { study, tables }: { readonly study: StudyPlan; readonly tables: readonly CountedTable[] },
  churn: ReadonlyMap<SliceName, Churn>,
  { key, redrawn }: { readonly key: StudyKey; readonly redrawn: DrawCounters },
): GateKnowledge {
  const policy = study.profile.rounding
  // Drawing is what takes time, and each label is asked about again and again.
  const drawn = new Map<Label, number>()
  const offsetAt = (label: Label, b: number): number => {
    const offset = drawn.get(label) ?? offsetOf(key, label, b, redrawn.get(label))
    drawn.set(label, offset)
    return offset
  }
  return {
    newcomers: new Map([...churn].map(([slice, { added }]) => [slice, added])),
    counts: countsByLabel(study.printed, tables),
    reprint: (label, count) => {
      if (!policy) return undefined
      const rounded = roundCount(count, offsetAt(label, policy.b), policy.b)
      return rounded >= smallestPrinted(roundedFormat(policy.b), policy.k) ? rounded : undefined
    },
  }
}

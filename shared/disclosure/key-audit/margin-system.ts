import type { Margin } from '../structure/condition-sums.ts'
import { labelsIn, type MarginPlan } from '../structure/offset-margins.ts'
import type { Label } from '../structure/survey-structure.ts'
import { determinedBy, type MarginTerm, type NumberedMargins } from './determined-labels.ts'

/** A plan in numbers, for searching in: its blocks, too, are numbered from 0. */
export type MarginSystem = NumberedMargins & {
  readonly blocks: readonly MarginBlock[]
  /** Margins of shared labels alone, stated or implied by all others. */
  readonly sharedMargins: readonly number[]
  /** The block of each margin; SHARED where it ties shared labels alone. */
  readonly blockOfMargin: Int32Array
  /** 1 for each label that has to keep candidates: all that some draw could move. */
  readonly isWanted: Uint8Array
}

export type MarginBlock = { readonly own: readonly number[]; readonly margins: readonly number[] }

export const SHARED = -1

/** Numbers the labels, margins and blocks of a plan from 0, and adds the margins between shared labels that all others imply. */
export function marginSystemOf(plan: MarginPlan): MarginSystem {
  const labels = labelsIn(plan.margins)
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const numbered = (wanted: readonly Label[]): number[] => wanted.flatMap((label) => numbers.get(label) ?? [])
  const margins = plan.margins.map(({ total, parts, less }) => [
    ...numbered(parts).map((label) => ({ label, by: 1 })),
    ...numbered([total, ...(less ?? [])]).map((label) => ({ label, by: -1 })),
  ])
  const marginsOf = marginsOfEach(labels, margins)
  const numberOf = new Map(plan.margins.map((margin, number) => [margin, number]))
  const blocks = labelBlocks(plan).map((block) => ({
    own: numbered(block.own),
    margins: block.margins.flatMap((margin) => numberOf.get(margin) ?? []),
  }))
  const blockOf = new Int32Array(labels.length).fill(SHARED)
  const blockOfMargin = new Int32Array(margins.length).fill(SHARED)
  for (const [number, block] of blocks.entries()) {
    for (const label of block.own) blockOf[label] = number
    for (const margin of block.margins) blockOfMargin[margin] = number
  }
  const implied = determinedBy({ labels, margins, marginsOf, blockOf })
  const said = new Set(margins.map(spelled))
  const further = implied.ofShared.filter((terms) => !said.has(spelled(terms)))
  for (const [at, terms] of further.entries())
    for (const { label, by } of terms) marginsOf[label]?.push({ margin: margins.length + at, by })
  const all = [...margins, ...further]
  const ofMargins = Int32Array.from(all.keys(), (margin) => blockOfMargin[margin] ?? SHARED)
  const sharedMargins = [...all.keys()].filter((margin) => ofMargins[margin] === SHARED)
  const isWanted = implied.determined.map((determined) => 1 - determined)
  return { labels, margins: all, marginsOf, blocks, sharedMargins, blockOf, blockOfMargin: ofMargins, isWanted }
}

/** Labels tied to each other when those that are shared are set aside, and the margins that tie them. */
type LabelBlock = { readonly own: readonly Label[]; readonly margins: readonly Margin[] }

/** Splits a plan at its shared labels. Margins between shared labels alone are in no block. */
export function labelBlocks({ margins, shared }: MarginPlan): readonly LabelBlock[] {
  const roots = new Map<Label, Label>()
  const rootOf = (label: Label): Label => {
    let root = label
    for (let next = roots.get(root); next !== undefined && next !== root; next = roots.get(root)) root = next
    roots.set(label, root)
    return root
  }
  const ownOf = (margin: Margin): readonly Label[] => labelsIn([margin]).filter((label) => !shared.has(label))
  for (const margin of margins) {
    const [first, ...others] = ownOf(margin)
    if (first !== undefined) for (const label of others) roots.set(rootOf(label), rootOf(first))
  }
  const byRoot = Map.groupBy(margins, (margin) => {
    const [first] = ownOf(margin)
    return first === undefined ? undefined : rootOf(first)
  })
  return [...byRoot].flatMap(([root, tied]) =>
    root === undefined ? [] : [{ own: labelsIn(tied).filter((label) => !shared.has(label)), margins: tied }],
  )
}

function marginsOfEach(labels: readonly unknown[], margins: MarginSystem['margins']): { margin: number; by: number }[][] {
  const found = labels.map((): { margin: number; by: number }[] => [])
  for (const [margin, terms] of margins.entries()) for (const { label, by } of terms) found[label]?.push({ margin, by })
  return found
}

function spelled(terms: readonly MarginTerm[]): string {
  const sorted = [...terms].sort((a, b) => a.label - b.label)
  const sign = Math.sign(sorted[0]?.by ?? 1)
  return sorted.map(({ label, by }) => `${label}:${by * sign}`).join()
}

/** Offsets of all labels of a plan, and what is asked of them. */
export type DrawnOffsets = {
  readonly system: MarginSystem
  readonly offsets: Int32Array
  /** Offsets are 0 to base - 1. */
  readonly base: number
  /** The number of candidates that every label keeps. */
  readonly atLeast: number
}

/**
 * The number of candidates that a label keeps of any one margin, and of any one block. Hundreds have a shared label in common; some
 * cut its candidates from below and some from above, so each leaves it so many that any two leave enough together.
 */
export function neededOf({ system, base, atLeast }: Omit<DrawnOffsets, 'offsets'>, label: number): number {
  return system.blockOf[label] === SHARED ? Math.min(base, Math.ceil((base + atLeast) / 2)) : atLeast
}

/** The plan of some of its margins alone: what they tie, whatever all else is. `labels` are the numbers in the whole plan. */
export function partOf(
  system: MarginSystem,
  margins: readonly number[],
): { readonly system: MarginSystem; readonly labels: readonly number[] } {
  const labels = [...new Set(margins.flatMap((margin) => (system.margins[margin] ?? []).map(({ label }) => label)))]
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const own = margins.map((margin) =>
    (system.margins[margin] ?? []).map(({ label, by }) => ({ label: numbers.get(label) ?? Number.NaN, by })),
  )
  const marginsOf = marginsOfEach(labels, own)
  const blockOf = Int32Array.from(labels, (label) => system.blockOf[label] ?? SHARED)
  const blockOfMargin = Int32Array.from(margins, (margin) => system.blockOfMargin[margin] ?? SHARED)
  return {
    labels,
    system: {
      labels: labels.map((label) => system.labels[label] ?? ''),
      margins: own,
      marginsOf,
      blocks: [],
      sharedMargins: [],
      blockOf,
      blockOfMargin,
      isWanted: Uint8Array.from(labels, (label) => system.isWanted[label] ?? 0),
    },
  }
}

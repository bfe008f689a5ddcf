import type { Label } from './label.ts'

/** "These cells add up to that one", whatever anybody answers. It ties the offsets of all of them together. */
export type Margin = {
  readonly total: Label
  readonly parts: readonly Label[]
  /** Where a part is "the whole group except these". */
  readonly less?: readonly Label[]
}

export type MarginPlan = {
  readonly margins: readonly Margin[]
  /** Labels that many questions have in common: everyone, each group, a part that was skipped. Without them the plan falls apart into blocks. */
  readonly shared: ReadonlySet<Label>
}

/** Labels tied to each other when those that are shared are set aside, and the margins that tie them. */
export type LabelBlock = { readonly own: readonly Label[]; readonly margins: readonly Margin[] }

export function labelsOf(margins: readonly Margin[]): readonly Label[] {
  return [...new Set(margins.flatMap(({ total, parts, less = [] }) => [total, ...parts, ...less]))]
}

/** Splits a plan at its shared labels. Margins between shared labels alone are in no block. */
export function labelBlocks({ margins, shared }: MarginPlan): readonly LabelBlock[] {
  const roots = new Map<Label, Label>()
  const rootOf = (label: Label): Label => {
    let root = label
    for (let next = roots.get(root); next !== undefined && next !== root; next = roots.get(root)) root = next
    roots.set(label, root)
    return root
  }
  const ownOf = (margin: Margin): readonly Label[] => labelsOf([margin]).filter((label) => !shared.has(label))
  for (const margin of margins) {
    const [first, ...others] = ownOf(margin)
    if (first !== undefined) for (const label of others) roots.set(rootOf(label), rootOf(first))
  }
  const byRoot = Map.groupBy(margins, (margin) => {
    const [first] = ownOf(margin)
    return first === undefined ? undefined : rootOf(first)
  })
  return [...byRoot].flatMap(([root, tied]) =>
    root === undefined ? [] : [{ own: labelsOf(tied).filter((label) => !shared.has(label)), margins: tied }],
  )
}

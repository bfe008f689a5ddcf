import type { Decision, Proposed } from './decision.ts'
import { proposedBy, proposedHash } from './decision.ts'

/** A step of a reader in the review of one story. `box` names the story and says nothing of it. */
export type ReviewStep =
  /** The hash of a decision that nobody else can read yet, and the decision, sealed to who made it. */
  | { readonly kind: 'commit'; readonly commitment: string; readonly own: string }
  /** The decision, sealed to each of the two. */
  | { readonly kind: 'open'; readonly copies: Readonly<Record<string, string>> }
  /** The reader would rather not read this one, and need not say why. */
  | { readonly kind: 'pass' }
  /** After both decisions are open: which quote they would both have, by its hash, or none. The last word counts. */
  | { readonly kind: 'settle'; readonly takes: string | null }

/** The progress of the two readers with one story, by person. */
export type StoryReview = {
  readonly commitments: ReadonlyMap<string, { readonly commitment: string; readonly own: string }>
  readonly opened: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly passed: ReadonlySet<string>
  readonly settled: ReadonlyMap<string, string | null>
}

export const NOT_BEGUN: StoryReview = { commitments: new Map(), opened: new Map(), passed: new Set(), settled: new Map() }

/** The step may not be there: says why, in a sentence for a person, and nothing of any story. */
export class StepRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'StepRefused'
  }
}

function refuse(message: string): never {
  throw new StepRefused(message)
}

/** The review after one more step. Throws StepRefused. ST-02: nobody opens a decision before both are handed in. */
export function afterStep(review: StoryReview, by: string, step: ReviewStep, readers: readonly string[]): StoryReview {
  if (!readers.includes(by)) refuse('only the two who were named read these stories')
  switch (step.kind) {
    case 'commit':
      if (review.commitments.has(by)) refuse('you have handed in what you think of this one already')
      if (review.passed.has(by)) refuse('you have passed on this one')
      return { ...review, commitments: new Map([...review.commitments, [by, { commitment: step.commitment, own: step.own }]]) }
    case 'pass':
      if (review.commitments.has(by)) refuse('you have handed in what you think of this one already')
      return { ...review, passed: new Set([...review.passed, by]) }
    case 'open':
      if (readers.some((each) => !review.commitments.has(each))) refuse('a decision is opened when both are handed in, not before')
      if (review.opened.has(by)) refuse('yours is open already')
      return { ...review, opened: new Map([...review.opened, [by, step.copies]]) }
    case 'settle':
      if (readers.some((each) => !review.opened.has(each))) refuse('there is nothing to settle before both decisions are open')
      return { ...review, settled: new Map([...review.settled, [by, step.takes]]) }
  }
}

/** The result of two readers' decisions. */
export type Agreement =
  | { readonly outcome: 'waiting' }
  /** Both are open and differ. */
  | { readonly outcome: 'differ'; readonly proposed: readonly [Proposed, Proposed] }
  | { readonly outcome: 'dropped'; readonly because: 'passed' | 'dropped' | 'spoiled' | 'not settled' }
  | { readonly outcome: 'taken'; readonly quote: Proposed }

/**
 * A quote is taken only when both have it, word for word. Who drops a story, or passes on it, ends it: nobody is quoted
 * against the word of one reader. `decisions` holds undefined for one that is not what was handed in.
 */
export function agreementOn(
  review: StoryReview,
  decisions: ReadonlyMap<string, Decision | undefined>,
  readers: readonly [string, string],
  story: { readonly text: string },
): Agreement {
  if (review.passed.size > 0) return { outcome: 'dropped', because: 'passed' }
  if (readers.some((each) => !review.opened.has(each))) return { outcome: 'waiting' }
  const [one, other] = readers.map((each) => decisions.get(each))
  if (!one || !other) return { outcome: 'dropped', because: 'spoiled' }
  const [first, second] = [proposedBy(story, one), proposedBy(story, other)]
  if (!first || !second) return { outcome: 'dropped', because: 'dropped' }
  if (proposedHash(first) === proposedHash(second)) return { outcome: 'taken', quote: first }
  return settledOn(review, readers, [first, second])
}

function settledOn({ settled }: StoryReview, readers: readonly string[], proposed: readonly [Proposed, Proposed]): Agreement {
  const said = readers.map((each) => settled.get(each))
  if (said.includes(null)) return { outcome: 'dropped', because: 'not settled' }
  const [takes, same] = said
  const quote = takes !== undefined && takes === same ? proposed.find((each) => proposedHash(each) === takes) : undefined
  return quote ? { outcome: 'taken', quote } : { outcome: 'differ', proposed }
}

import { answers, type KeptStep } from '#functions/console/stories/ask.ts'
import { reviewIn } from '#functions/console/stories/kept-steps.ts'
import { fromBase64, fromBase64url, toBase64url } from '#shared/bytes.ts'
import { CodedError } from '#shared/problem.ts'
import { openBox, publicSealingKey, sealTo } from '#shared/response/sealed-box.ts'
import { openCircleStory, type Story } from '#shared/response/story.ts'
import { type CommittedDecision, committedDecision, type Decision, decisionCommitment } from '#shared/stories/review/decision.ts'
import { type Agreement, agreementOn, type ReviewStep, type StoryReview } from '#shared/stories/review/story-review.ts'
import { mayBeShown } from '#shared/stories/share.ts'
import type { StoryDesk } from './story-desk.ts'

const KIND = { purpose: 'story decision', block: 8192 }

/** Every step so far, each with the signature of its reader: a step that is not theirs ends the reading of everything. */
export async function stepsSoFar(desk: StoryDesk): Promise<readonly KeptStep[]> {
  const steps: KeptStep[] = []
  for (let more = true; more; ) {
    const page = await desk.ask({ do: 'steps', stories: desk.stories, from: steps.length }, answers.steps)
    steps.push(...page.steps)
    more = page.more && page.steps.length > 0
  }
  const other = steps.find((step) => step.ask.stories !== desk.stories || !desk.isTheirs(step))
  if (other) throw new CodedError('board-ledger', `A step of the review is not signed by ${other.by}: stop, and tell the board.`)
  return steps
}

export function reviewOf(desk: StoryDesk, steps: readonly KeptStep[], box: string): StoryReview {
  return reviewIn(steps, box, desk.readers)
}

export async function addStep(desk: StoryDesk, box: string, step: ReviewStep): Promise<void> {
  const plain = step.kind === 'open' ? { ...step, copies: { ...step.copies } } : step
  await desk.ask({ do: 'step', stories: desk.stories, box, step: plain }, answers.step)
}

/** A story, as it is there at this moment, or why not. That its reader looked at it is written down before it comes. */
export async function lookAt(
  desk: StoryDesk,
  box: string,
  parts: readonly Uint8Array[],
  isRested = false,
): Promise<Story | 'gone' | 'not shared' | 'pause' | 'enough'> {
  const found = await desk.ask({ do: 'box', stories: desk.stories, box, isRested }, answers.box)
  if ('gone' in found) return 'gone'
  if ('pace' in found) return found.pace
  const story = await openCircleStory(fromBase64(found.sealed), parts)
  return mayBeShown(story, desk.now).ok ? story : 'not shared'
}

/** Hands in what a reader thinks: nobody else can read it, and it cannot be changed. */
export async function commitTo(desk: StoryDesk, box: string, decision: Decision): Promise<void> {
  const committed = { decision, nonce: toBase64url(desk.random(32)) }
  const commitment = decisionCommitment(desk.stories, box, desk.own.id, committed)
  await addStep(desk, box, { kind: 'commit', commitment, own: sealedTo(desk, publicSealingKey(desk.own.secret), committed) })
}

/** Opens a reader's own decision to both, once both are in. */
export async function openOwn(desk: StoryDesk, box: string, review: StoryReview): Promise<void> {
  const own = committedIn(review.commitments.get(desk.own.id)?.own, desk)
  if (!own) throw new CodedError('board-act', 'What you handed in does not open with your key. Use the key that you handed it in with.')
  const copies = desk.readers.map((id) => [id, sealedTo(desk, fromBase64url(desk.sealingKeys.get(id) ?? ''), own)] as const)
  await addStep(desk, box, { kind: 'open', copies: Object.fromEntries(copies) })
}

/** The result of the two, as this reader can see it: a decision that is not the one handed in counts for nothing. */
export function agreementFor(desk: StoryDesk, box: string, review: StoryReview, story: Pick<Story, 'text'>): Agreement {
  return agreementOn(review, decisionsIn(desk, box, review), desk.readers, story)
}

function decisionsIn(desk: StoryDesk, box: string, review: StoryReview): ReadonlyMap<string, Decision | undefined> {
  return new Map(
    [...review.opened].map(([by, copies]) => {
      const found = committedIn(copies[desk.own.id], desk)
      const isTheirs = found && decisionCommitment(desk.stories, box, by, found) === review.commitments.get(by)?.commitment
      return [by, isTheirs ? found.decision : undefined]
    }),
  )
}

function sealedTo({ random }: StoryDesk, key: Uint8Array, committed: CommittedDecision): string {
  return toBase64url(sealTo(key, KIND, committed, random(32)))
}

function committedIn(sealed: string | undefined, { own }: StoryDesk): CommittedDecision | undefined {
  try {
    return committedDecision.parse(openBox(fromBase64url(sealed ?? ''), KIND, own.secret))
  } catch {
    return undefined
  }
}

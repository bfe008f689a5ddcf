import { afterStep, NOT_BEGUN, StepRefused, type StoryReview } from '#shared/stories/review/story-review.ts'
import { type KeptStep, keptStep } from './ask.ts'
import { AskRefused } from './ask-refused.ts'
import type { StoryReading, StoryServices } from './story-reading.ts'

/** Two readers write at once at most, and each waits for an answer. */
const ATTEMPTS = 20

/** Puts a step into the next free place of its reading, if the rules of the review let it stand there. Throws AskRefused. */
export async function keepStep(
  services: StoryServices,
  { stories, content, now, expires }: StoryReading,
  { by, day, seen, sig, ask, charter }: Omit<KeptStep, 'at'>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await stepsOf(services, stories, now)
    try {
      afterStep(reviewIn(before, ask.box, content.reviewers), by, ask.step, content.reviewers)
    } catch (thrown) {
      throw thrown instanceof StepRefused ? new AskRefused(thrown.message) : thrown
    }
    const kept = keptStep.parse({ at: before.length, charter, by, day, seen, sig, ask })
    const bytes = new TextEncoder().encode(JSON.stringify(kept))
    const isKept = await services.boardroom.keep(`story-steps ${stories}`, String(before.length).padStart(8, '0'), bytes, expires)
    if (isKept) return
  }
  throw new AskRefused('the other reader is writing at the same time: nothing was lost, try again')
}

/** In the order in which they were taken. */
export async function stepsOf({ boardroom }: Pick<StoryServices, 'boardroom'>, stories: string, now: Date): Promise<KeptStep[]> {
  const kept = await boardroom.all(`story-steps ${stories}`, Math.floor(now.getTime() / 1000))
  return kept.map(({ bytes }) => keptStep.parse(JSON.parse(new TextDecoder().decode(bytes)))).toSorted((one, other) => one.at - other.at)
}

/** The progress of the two readers with one story. Throws StepRefused where the steps could not have been taken in this order. */
export function reviewIn(steps: readonly KeptStep[], box: string, readers: readonly string[]): StoryReview {
  return steps.filter(({ ask }) => ask.box === box).reduce((review, { by, ask }) => afterStep(review, by, ask.step, readers), NOT_BEGUN)
}

import * as z from 'zod'
import { day, dayOf } from '#shared/governance/days.ts'
import { type ReadingPace, readingPace } from '#shared/stories/review/reading-pace.ts'
import { plainId } from '#shared/survey/ids.ts'
import type { StoryReading, StoryServices } from './story-reading.ts'

const view = z.strictObject({ by: plainId, box: z.string(), day })
export type View = z.infer<typeof view>

/**
 * ST-09: writes down who looks at which story, on which day, before it is given out; ST-10: unless they have read enough new ones. A
 * story that they look at twice on one day is one view.
 */
export async function keepView(
  { boardroom }: StoryServices,
  { stories, now, expires }: StoryReading,
  { by, box, isRested }: { readonly by: string; readonly box: string; readonly isRested: boolean },
): Promise<ReadingPace> {
  const today = dayOf(now)
  const before = (await viewsOf({ boardroom }, stories, now)).filter((each) => each.by === by)
  if (!before.some((each) => each.box === box)) {
    const pace = readingPace({ today: firstSeenOn(before, today), isRested })
    if (pace !== 'on') return pace
  }
  const bytes = new TextEncoder().encode(JSON.stringify({ by, box, day: today } satisfies View))
  await boardroom.keep(`story-views ${stories}`, `${today} ${by} ${box}`, bytes, expires)
  return 'on'
}

function firstSeenOn(views: readonly View[], today: string): number {
  const earlier = new Set(views.filter((each) => each.day !== today).map(({ box }) => box))
  return new Set(views.filter((each) => each.day === today && !earlier.has(each.box)).map(({ box }) => box)).size
}

export async function viewsOf({ boardroom }: Pick<StoryServices, 'boardroom'>, stories: string, now: Date): Promise<View[]> {
  const kept = await boardroom.all(`story-views ${stories}`, Math.floor(now.getTime() / 1000))
  return kept.map(({ bytes }) => view.parse(JSON.parse(new TextDecoder().decode(bytes))))
}

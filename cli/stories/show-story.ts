import type { Story } from '#shared/response/story.ts'
import { detect } from '#shared/stories/highlight.ts'
import type { StoryFlaw } from '#shared/stories/review/decision.ts'
import type { Agreement } from '#shared/stories/review/story-review.ts'

/** ST-10: a reader sees this note before any story. */
export const CONTENT_NOTE = [
  'These are people’s own words about what they went through. Some are hard to read.',
  'You can pass on a story without a reason, and you can stop at any time. After ten in a row the program asks you to pause. After thirty it shows no new one on that day.',
  'The board can see which stories you looked at, and on which day. The words are kept nowhere else: copy nothing, and read where nobody looks over your shoulder.',
] as const

const MAY = { words: 'their own words, or a summary', summary: 'a summary in your words, and none of theirs', none: 'nothing' } as const

/** A story with the places that a reader should look at. The highlighter helps a person look, and decides nothing. */
export function storyInLines(box: string, story: Story): string[] {
  return [
    `story     ${box.slice(0, 12)}`,
    `question  ${story.question} (${story.language})`,
    `allows    ${MAY[story.share]}`,
    '',
    story.text,
    '',
    ...detect(story.text).map(
      ({ from, to, kind, isSure }) => `${isSure ? 'take out' : 'look at '}  ${kind}: ${story.text.slice(from, to)}`,
    ),
    'A job, an event or a town can lead to a person, too: no program finds those.',
  ]
}

export function agreementInLines(box: string, said: Agreement): string[] {
  const name = box.slice(0, 12)
  switch (said.outcome) {
    case 'waiting':
      return [`${name}  waits until both have decided, each alone`]
    case 'dropped':
      return [`${name}  dropped: ${WHY[said.because]}`]
    case 'taken':
      return [`${name}  both chose the same quote`]
    case 'differ':
      return [
        `${name}  the two decisions differ: settle on one of them, or on none`,
        ...said.proposed.map(({ as, text }, at) => `  ${at + 1}  ${as === 'words' ? 'their words' : 'summary'}: ${text}`),
      ]
  }
}

const WHY = {
  passed: 'one of the two passed on it',
  dropped: 'one of the two would not quote it',
  spoiled: 'a decision is not what was handed in',
  'not settled': 'one of the two would rather quote nothing',
} as const

export const FLAWS: Readonly<Record<StoryFlaw, string>> = {
  'not shared': 'The person who wrote it does not share it.',
  'summary only': 'The person who wrote it allows a summary, and none of their own words.',
  'not marked':
    'An edit only puts [ ] in the place of what it takes out. Everything else stays as it was written, from the first word to the last.',
  'too close': 'The summary has six words in a row that are the teller’s own. Say it in other words.',
  identifying: 'An address, a number or a name on a network stands in it. Take it out.',
}

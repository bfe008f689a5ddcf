import type { Decision } from '#shared/stories/review/decision.ts'
import type { Share, Wait } from '#shared/survey/answer.ts'

/** The survey of a demonstration under which made-up people wrote, and its question for words. */
export const STUDY = 'crisis-response'
export const QUESTION = 'cr16'

/** Words that nobody wrote. `decision`: that of the made-up reader. */
type MadeUpStory = {
  readonly language: 'en' | 'es' | 'ar'
  readonly text: string
  readonly share: Share
  readonly wait?: Wait
  readonly decision: Decision
}

const KEPT = { choice: 'keep', reason: 'Made up: it leads to nobody.' } as const
const DROPPED = { choice: 'drop', reason: 'Made up: people there could know who it is.' } as const

/** Eight that their tellers let be read, one that its teller keeps back, and one whose wait is not over. */
export const STORIES: readonly MadeUpStory[] = [
  {
    language: 'en',
    text: 'Somebody who sat down with me and asked what I needed before anybody in the room decided it.',
    share: 'words',
    decision: KEPT,
  },
  {
    language: 'en',
    text: 'Two people without uniforms, and time to talk in the kitchen of Rowan House.',
    share: 'words',
    decision: {
      choice: 'edit',
      text: 'Two people without uniforms, and time to talk in the kitchen of [a centre].',
      reason: 'Made up: the name of the house leads to who lives there.',
    },
  },
  { language: 'en', text: 'A number that a person answers at night, every night.', share: 'words', decision: KEPT },
  {
    language: 'en',
    text: 'I asked three times whether my sister could come along in the car and nobody gave me an answer.',
    share: 'summary',
    decision: {
      choice: 'summarise',
      text: 'A relative could have travelled with them, and the question was left open.',
      reason: 'Made up: they allow other words and none of theirs.',
    },
  },
  { language: 'es', text: 'Que alguien me explicara en mi idioma lo que iba a pasar.', share: 'words', decision: KEPT },
  { language: 'ar', text: 'أن يسألني أحد عمّا أريده قبل أن يقرر عني.', share: 'words', decision: KEPT },
  { language: 'en', text: 'They had my plan from before, and they did what it says.', share: 'words', decision: KEPT },
  {
    language: 'en',
    text: 'Somebody I once worked for was on the team, and by the evening the whole street knew.',
    share: 'words',
    decision: DROPPED,
  },
  { language: 'en', text: 'This is for the person I was that night, and for nobody else.', share: 'none', decision: DROPPED },
  { language: 'en', text: 'A place to stay for one night, so that I could sleep.', share: 'words', wait: 13, decision: KEPT },
]

/** The made-up reader's decision on a story. Words of anybody else are not quoted. */
export function decisionOn(text: string): Decision {
  return STORIES.find((each) => each.text === text)?.decision ?? { choice: 'drop', reason: 'Made up: nobody decided about these words.' }
}

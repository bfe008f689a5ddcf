import { createHash, randomBytes } from 'node:crypto'
import { weekOf } from '#shared/consent/weeks.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { storyCircleOf } from '#shared/governance/story-circle.ts'
import { roomOf, sealStoryToCircle } from '#shared/response/story.ts'
import type { Stories } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { QUESTION, STORIES } from './written.ts'

/** They are dated back by so many weeks, so that the two weeks of every teller are over. */
const WEEKS_AGO = 5

/**
 * Seals the made-up stories to the made-up members as `respond` seals those of people, and dates them back. The same story has the same
 * place at each start, so it lies there once. On a real board nothing is stored, and where too few members hold a key. Gives the number of stories.
 */
export async function sendMadeUpStories(stories: Pick<Stories, 'store'>, state: LedgerState, survey: Survey, now: Date): Promise<number> {
  const circle = storyCircleOf(state)
  if (!state.charter.demonstration || !circle) return 0
  const week = weekOf(now) - WEEKS_AGO
  for (const [at, { language, text, share, wait }] of STORIES.entries()) {
    const story = { question: QUESTION, language, text, share, quote: share !== 'none', week, ...(wait && { wait }) }
    const random = { key: new Uint8Array(randomBytes(32)), ephemeral: new Uint8Array(randomBytes(32)) }
    const id = new Uint8Array(createHash('sha256').update(`made-up story ${at}`).digest().subarray(0, 16))
    await stories.store(versionOf(survey), { id, sealed: await sealStoryToCircle(story, circle, random, roomOf(survey)) })
  }
  return STORIES.length
}

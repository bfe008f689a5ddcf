import { describe, expect, it } from 'vitest'
import { leaveContact } from '#functions/respond/visit/leave-contact.ts'
import { weekOf } from '#shared/consent/weeks.ts'
import { publicStoryKey } from '#shared/response/story.ts'
import type { StoredFollowUp } from '#shared/storage/access-repositories.ts'
import { section, single, surveyOf } from '#test/unit/respond/helpers/surveys.ts'

const survey = { ...surveyOf([section('a', [single('one')])]), followUp: true as const }

/** The entry in the table after somebody left a contact at that moment. */
async function left(at: string, seed: number): Promise<StoredFollowUp> {
  const kept: StoredFollowUp[] = []
  const followups = {
    readPlace: async () => undefined,
    replacePlace: async (_survey: string, _place: number, entry: StoredFollowUp) => kept.push(entry) > 0,
    keep: async () => undefined,
  }
  const random = (bytes: number) => new Uint8Array(bytes).fill(seed)
  const services = { clock: () => new Date(at), random, storyKey: publicStoryKey(new Uint8Array(32).fill(9)), repositories: { followups } }
  await leaveContact(services, survey, 'en', `${seed}@example.org`)
  const [entry] = kept
  if (!entry) throw new Error('nothing was kept')
  return entry
}

/** Whom a reader of both tables can take a contact for: all who answered in its week. */
function couldBe({ expires }: StoredFollowUp, answered: readonly string[], of: StoredFollowUp, at: string): readonly string[] {
  const weeksLater = (of.expires - new Date(at).getTime() / 1000) / (7 * 86_400)
  const week = weekOf(new Date((expires - Math.floor(weeksLater) * 7 * 86_400) * 1000 - 1000))
  return answered.filter((when) => weekOf(new Date(when)) === week)
}

describe('the weeks of answers beside the weeks of contacts', () => {
  it('tell two who left a contact in one week apart by nothing but what only the board can open', async () => {
    const [monday, sunday] = [await left('2026-03-02T08:00:00Z', 1), await left('2026-03-08T22:59:00Z', 2)]

    expect(sunday.expires).toBe(monday.expires)
    expect(sunday.sealed.length).toBe(monday.sealed.length)
    expect(Object.keys(monday).toSorted()).toEqual(['expires', 'sealed'])
  })

  it('leave a contact among all who answered in its week, and so give away somebody who was the only one: the documents say so', async () => {
    const known = await left('2026-03-04T12:00:00Z', 3)
    const mine = await left('2026-03-18T12:00:00Z', 4)
    const many = ['2026-03-16T08:00:00Z', '2026-03-17T09:00:00Z', '2026-03-18T11:59:00Z', '2026-03-05T10:00:00Z']

    expect(couldBe(mine, many, known, '2026-03-04T12:00:00Z')).toHaveLength(3)
    expect(couldBe(mine, many.slice(2), known, '2026-03-04T12:00:00Z')).toHaveLength(1)
  })
})

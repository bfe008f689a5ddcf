import { addressOf } from '#shared/canonical-json.ts'
import type { StoryCircle } from '#shared/response/circle-box.ts'
import { membersOf } from './charter.ts'
import type { LedgerState } from './ledger-state.ts'
import { consentsToStart } from './thresholds.ts'

/**
 * The members who hold a key for stories. It takes as many of them as it takes to open a survey, and never one alone.
 * Undefined as long as fewer than that hold a key: nothing is then sealed to them.
 */
export function storyCircleOf({ charter, sealingKeys }: LedgerState): StoryCircle | undefined {
  const needed = Math.max(2, consentsToStart(charter))
  const holders = membersOf(charter).flatMap(({ id }) => {
    const key = sealingKeys.get(id)
    return key === undefined ? [] : [{ id, key }]
  })
  if (holders.length < needed) return undefined
  return {
    id: addressOf({ format: 'chorus-story-circle/1', needed, holders }),
    needed,
    holders: holders.map(({ id, key }) => ({ id, key: new Uint8Array(Buffer.from(key, 'base64url')) })),
  }
}

import type { Act } from '../entries.ts'
import { type LedgerState, plus, refuse } from '../ledger-state.ts'
import { actorIn } from './actor.ts'

/** One person stops something at once, approved or not. Only the board together lets it go on. */
export function pause(state: LedgerState, { by, body }: Act<'pause'>, statement: string): LedgerState {
  actorIn(state, by, ['member', 'steward'], 'pause')
  const isKnown = [...state.proposals.values()].some((each) => each.body.sha256 === body.artifact)
  if (!isKnown) refuse('nobody proposed what it pauses')
  const before = state.pauses.get(body.artifact) ?? []
  return {
    ...state,
    pauses: plus(state.pauses, body.artifact, new Set([...before, statement])),
  }
}

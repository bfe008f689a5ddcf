import type { Act } from '../entries.ts'
import { type LedgerState, plus, refuse } from '../ledger-state.ts'
import { actorIn } from './actor.ts'

/** GO-17: what went back to the people a release is about, once the board has approved it. */
export function sayReturned(state: LedgerState, { by, day, body }: Act<'return'>): LedgerState {
  actorIn(state, by, ['member', 'researcher'], 'say what came back')
  if (!state.releases.has(body.release)) refuse('the board has not approved this release')
  const before = state.returned.get(body.release) ?? []
  return { ...state, returned: plus(state.returned, body.release, [...before, { by, day, text: body.text }]) }
}

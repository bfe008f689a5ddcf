import { type ArtifactKind, type Person, personOf, type Role } from '../charter.ts'
import type { Act } from '../entries.ts'
import { materialOf } from '../keys.ts'
import { type LedgerState, plus, refuse, withTurn } from '../ledger-state.ts'
import { actorIn } from './actor.ts'

/**
 * What one person can stop, and who. What only narrows, corrects or lets the board go on cannot be stopped by one: to let
 * it go on again would take another of its kind, which could be stopped in the same way, for ever.
 */
const PAUSERS: Readonly<Record<ArtifactKind, readonly Role[]>> = {
  survey: ['member', 'steward'],
  release: ['member', 'steward'],
  charter: ['member'],
  resume: [],
  correction: [],
  retraction: [],
  stories: ['member', 'steward'],
}

/** One person stops something at once, approved or not. Only the board together lets it go on. */
export function pause(state: LedgerState, { seq, by, body }: Act<'pause'>, statement: string): LedgerState {
  const { artifact } = body
  const kind = state.kinds.get(artifact) ?? refuse('nobody proposed what it pauses')
  const roles = PAUSERS[kind]
  if (roles.length === 0) refuse(`nobody pauses a ${kind}: members can object to it`)
  const person = actorIn(state, by, roles, `pause a ${kind}`)
  if (kind === 'charter' && losesPlace(state, artifact, person))
    refuse(`it takes the place or the key of ${by}, who can object to it and not pause it`)
  const before = state.pauses.get(artifact) ?? new Map<string, string>()
  if ([...before.values()].includes(by)) refuse(`${by} has paused it already`)
  return withTurn({ ...state, pauses: plus(state.pauses, artifact, plus(before, statement, by)) }, artifact, seq)
}

function losesPlace({ proposals }: LedgerState, artifact: string, { id, role, key }: Person): boolean {
  return [...proposals.values()].some(({ body }) => {
    if (body.kind !== 'charter' || body.sha256 !== artifact) return false
    const next = personOf(body.content, id)
    return next?.role !== role || materialOf(next.key) !== materialOf(key)
  })
}

import { type ArtifactKind, type Charter, isSmallBoard, membersOf } from './charter.ts'

/** The conditions for approving something. */
export type Rule = {
  /** The number of members who must have answered at all. */
  readonly quorum: number
  readonly consents: number
  readonly windowHours: number
  /** The number of hours for which members can still answer before it is turned down, unless all of them have. Never less than the window. */
  readonly refusalHours: number
  readonly timeLockHours: number
  /** Independent reviews, blind to each other. */
  readonly reviews: 0 | 2
  /** Whether an objection stands in the way. Nothing that only narrows can be held up by one. */
  readonly heedsObjections: boolean
}

const DAY = 24
/** From the second round on: what changed is read again, and no more. */
const SHORT_WINDOW = DAY

/** A retraction takes effect as soon as enough consent, so nobody may end it before the others have read it. */
const RETRACTION_REFUSAL = 7 * DAY

const WAITS = {
  survey: { windowHours: 7 * DAY, timeLockHours: DAY },
  release: { windowHours: 3 * DAY, timeLockHours: 2 * DAY },
  charter: { windowHours: 14 * DAY, timeLockHours: 3 * DAY },
  resume: { windowHours: DAY, timeLockHours: 0 },
  correction: { windowHours: DAY, timeLockHours: 0 },
  retraction: { windowHours: 0, timeLockHours: 0 },
  stories: { windowHours: 3 * DAY, timeLockHours: DAY },
} as const satisfies Record<ArtifactKind, unknown>

/** M: how many members must consent to open or release something. */
export function consentsToStart(charter: Charter): number {
  const members = membersOf(charter).length
  return isSmallBoard(charter) ? Math.max(2, members - 1) : Math.max(3, Math.ceil(members / 2))
}

/** The number of consents that may set an objection aside after two rounds. */
export function consentsToOverride(charter: Charter): number {
  return Math.ceil((3 * membersOf(charter).length) / 4)
}

/** The number of people whom a change of the charter needs, in the old one and again in the new one. */
export function consentsToChange(charter: Charter): number {
  return Math.ceil((2 * membersOf(charter).length) / 3)
}

/** The rule for one kind of proposal; a charter can make it stricter and nothing can make it weaker. `round` from 1. */
export function ruleFor(kind: ArtifactKind, charter: Charter, round: number): Rule {
  const more = charter.stricter[kind] ?? {}
  const waits = WAITS[kind]
  const windowHours = Math.max(waits.windowHours, more.windowHours ?? 0)
  const window = round > 1 ? Math.max(Math.min(waits.windowHours, SHORT_WINDOW), more.windowHours ?? 0) : windowHours
  const refusal = kind === 'retraction' ? Math.max(window, RETRACTION_REFUSAL) : window
  return {
    quorum: quorumFor(kind, charter),
    consents: Math.max(leastConsents(kind, charter), more.consents ?? 0),
    windowHours: charter.demonstration ? 0 : window,
    refusalHours: charter.demonstration ? 0 : refusal,
    timeLockHours: charter.demonstration ? 0 : Math.max(waits.timeLockHours, more.timeLockHours ?? 0),
    reviews: kind === 'release' ? 2 : 0,
    heedsObjections: kind !== 'retraction',
  }
}

function quorumFor(kind: ArtifactKind, charter: Charter): number {
  const members = membersOf(charter).length
  if (kind === 'retraction') return 0
  return kind === 'charter' ? consentsToChange(charter) : Math.floor(members / 2) + 1
}

function leastConsents(kind: ArtifactKind, charter: Charter): number {
  if (kind === 'charter') return consentsToChange(charter)
  return kind === 'correction' && !isSmallBoard(charter) ? 3 : consentsToStart(charter)
}

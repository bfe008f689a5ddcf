import type { SupportEntry } from '../survey.ts'
import type { Flaw, Lint } from './lint.ts'

const FEWEST = 3
const MAX_DAYS = 180
/** For the examples. */
const PLACE = {
  id: 'line',
  region: 'US',
  name: { en: 'A line' },
  peer_run: true,
  channels: [{ kind: 'call', value: '555-0100', cost: 'free' }],
  hours: { en: 'Always' },
  languages: ['en'],
  emergency_services: 'never',
}

export const supportEntries: Lint = {
  id: 'support-entries',
  severity: 'error',
  about: 'The support page has three places to turn to or more, one of them run by peers (RX-20).',
  bad: [{ survey: { support: [] } }],
  good: [{}],
  check: ({ support }) => [
    ...(support.length < FEWEST ? [flaw(`only ${support.length} places to turn to`, `Name ${FEWEST} or more`)] : []),
    ...(support.some(({ peerRun }) => peerRun)
      ? []
      : [flaw('no place to turn to is run by peers', 'Name a warmline or another peer-run place')]),
  ],
}

export const supportVerified: Lint = {
  id: 'support-verified',
  severity: 'warning',
  about: 'Each place to turn to was tried out within the last 180 days (RX-20).',
  bad: [
    {
      says: 'A place to turn to without last_verified, or tried out more than 180 days ago.',
      survey: {
        support: [
          { ...PLACE, id: 'one' },
          { ...PLACE, id: 'two', last_verified: '2020-01-01', verified_by: 'the board' },
        ],
      },
    },
  ],
  good: [
    {
      says: 'last_verified and verified_by on each place, within 180 days.',
      survey: { support: [{ ...PLACE, last_verified: '2026-11-01', verified_by: 'the board' }] },
    },
  ],
  check: ({ support }, today) =>
    support.flatMap((entry) =>
      staleness(entry, today).map((message) => flaw(message, 'Try it out, then write last_verified and verified_by', entry.id)),
    ),
}

function staleness({ id, lastVerified, verifiedBy }: SupportEntry, today: string): string[] {
  if (lastVerified === undefined || verifiedBy === undefined) return [`nobody has tried out "${id}" yet`]
  const days = Math.floor((Date.parse(today) - Date.parse(lastVerified)) / 86_400_000)
  if (days < 0) return [`"${id}" was tried out on ${lastVerified}, which is yet to come`]
  return days > MAX_DAYS ? [`"${id}" was last tried out ${days} days ago`] : []
}

function flaw(message: string, remedy: string, entry?: string): Flaw {
  return { part: entry === undefined ? { path: ['support'] } : { support: entry }, message, remedy }
}

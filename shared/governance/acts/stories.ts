import { type Charter, personOf, type Role } from '../charter.ts'
import { type Day, daysAfter } from '../days.ts'
import type { Act, ProposalBody, StoriesContent } from '../entries.ts'
import { type Effect, isApproved, isPaused, type LedgerState, plus, refuse } from '../ledger-state.ts'
import { materialOf } from '../signing-keys.ts'
import { actorIn } from './actor.ts'

/** The roles that may read stories, and hold a part of the key that opens them. */
const READERS: readonly Role[] = ['member', 'reviewer']

/** Two people read for so long; after that the board is asked again. */
const DAYS_TO_READ = 90

/** Somebody's own key for stories. A later one takes the place of it: what was sealed to the one before stays sealed to that. */
export function hold(state: LedgerState, { by, body }: Act<'hold'>): LedgerState {
  actorIn(state, by, READERS, 'hold a key for stories')
  const other = [...state.sealingKeys].find(([id, key]) => key === body.key && id !== by)
  if (other) refuse('this is the key of somebody else')
  if (body.asks !== undefined) assertOwn(state, by, body.asks)
  return {
    ...state,
    sealingKeys: plus(state.sealingKeys, by, body.key),
    askKeys: plus(state.askKeys, by, [...(state.askKeys.get(by) ?? []), ...(body.asks === undefined ? [] : [body.asks])]),
  }
}

/** A key that signs questions about stories is nobody else's key, of any kind. */
function assertOwn({ charter, askKeys }: LedgerState, by: string, asks: string): void {
  const isTheirs = [...askKeys].some(([id, keys]) => id !== by && keys.includes(asks))
  if (isTheirs || charter.people.some(({ key }) => materialOf(key) === `ed25519 ${asks}`)) refuse('this is the key of somebody else')
}

/**
 * The Ed25519 keys, public halves in base64url, with which somebody signs questions and steps about stories, the newest last: their
 * own where they hold it in a file, and else the ones that they named when they held a key for stories.
 */
export function storySignersOf({ charter, askKeys }: Pick<LedgerState, 'charter' | 'askKeys'>, id: string): readonly string[] {
  const key = personOf(charter, id)?.key
  if (!key) return []
  return key.kind === 'ed25519' ? [key.publicKey] : (askKeys.get(id) ?? [])
}

/** The charter in force says who holds a key: who leaves, or gets another key to sign with, makes a new one. */
export function keysThatStay({ sealingKeys, askKeys, charter }: LedgerState, next: Charter): Pick<LedgerState, 'sealingKeys' | 'askKeys'> {
  const stays = (id: string) => {
    const [before, after] = [personOf(charter, id), personOf(next, id)]
    return before && after && READERS.includes(after.role) && materialOf(before.key) === materialOf(after.key)
  }
  return {
    sealingKeys: new Map([...sealingKeys].filter(([id]) => stays(id))),
    askKeys: new Map([...askKeys].filter(([id]) => stays(id))),
  }
}

type StoriesBody = Extract<ProposalBody, { kind: 'stories' }>

/** Two different people, of whom nobody wrote the proposal, are to read what was written under a survey that the board opened. */
export function assertReadable(state: LedgerState, { content, id }: StoriesBody, authors: ReadonlySet<string>): void {
  const [one, other] = content.reviewers
  if (one === other) refuse('it names one person twice: two read, and neither knows what the other thinks')
  for (const reader of content.reviewers) {
    actorIn(state, reader, READERS, 'read stories')
    if (authors.has(reader)) refuse(`${reader} wrote this proposal, so somebody else reads`)
  }
  if (!isApproved(state, content.survey)) refuse('the board never opened the survey whose stories it is about')
  if (state.kinds.get(content.survey) !== 'survey' || !isVersionOf(state, id, content.survey))
    refuse(`it is about another survey than ${id}`)
}

function isVersionOf({ proposals }: LedgerState, id: string, sha256: string): boolean {
  return [...proposals.values()].some(({ body }) => body.kind === 'survey' && body.id === id && body.sha256 === sha256)
}

export function openedStories(state: LedgerState, { id, content }: StoriesBody, effect: Effect) {
  for (const reader of content.reviewers) {
    actorIn(state, reader, READERS, 'read stories')
    if (!state.sealingKeys.has(reader)) refuse(`${reader} has made no key for stories yet`)
  }
  return { ...effect, study: id, content, until: daysAfter(effect.day, DAYS_TO_READ) }
}

/** The stories that a proposal opened, while its two may read them. */
function storiesOpenedBy(state: LedgerState, proposal: string, day: Day): StoriesContent & { readonly study: string } {
  const [sha256, found] =
    [...state.stories].find(([, each]) => each.proposal === proposal) ?? refuse('no stories were opened by this proposal')
  if (day >= found.until) refuse(`the time to read these stories ended on ${found.until}`)
  if (isPaused(state, sha256)) refuse('the reading of these stories is paused')
  return { ...found.content, study: found.study }
}

/** Both reviewers of stories say so of a release before the words in it can be published. */
export function quote(state: LedgerState, { by, day, body }: Act<'quote'>): LedgerState {
  const { reviewers, study } = storiesOpenedBy(state, body.stories, day)
  if (!reviewers.includes(by)) refuse(`${by} is not one of the two who read these stories`)
  const proposed = [...state.proposals.values()].filter((each) => each.body.sha256 === body.release)
  if (proposed.some((each) => each.body.id !== study)) refuse('the release is of another survey')
  if (proposed.some(({ authors }) => authors.has(by))) refuse(`${by} wrote this release, and cannot say which words are in it`)
  const before = state.quoted.get(body.release)
  if (before && (before.stories !== body.stories || before.sources !== body.sources))
    refuse('the other reader says that the quotes of this release come from other stories')
  if (before?.by.has(by)) refuse(`${by} has said so already`)
  return {
    ...state,
    quoted: plus(state.quoted, body.release, { stories: body.stories, sources: body.sources, by: new Set([...(before?.by ?? []), by]) }),
  }
}

/** ST-02: who said which words are in a release is no author of it. */
export function assertNotTheirs({ quoted }: LedgerState, release: string, authors: ReadonlySet<string>): void {
  for (const reader of quoted.get(release)?.by ?? []) {
    if (authors.has(reader)) refuse(`${reader} chose the words in this release, so somebody else proposes it`)
  }
}

/** Why the words in a release may not be published; undefined when both who chose them said so and nothing stopped their reading since. */
export function againstQuotes(state: LedgerState, release: string): string | undefined {
  const found = state.quoted.get(release)
  if (!found || found.by.size < 2) return 'The two who read the stories have not both said that the quotes in it are theirs.'
  // By the proposal, and not by what is in force: a reading that the board opened again takes the place of the one before.
  const sha256 = state.proposals.get(found.stories)?.body.sha256
  if (sha256 === undefined || isPaused(state, sha256)) return 'The reading of stories that its quotes come from is paused.'
  return undefined
}

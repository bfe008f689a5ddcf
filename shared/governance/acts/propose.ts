import { addressOf } from '#shared/canonical-json.ts'
import { type ArtifactKind, personOf, type Role } from '../charter.ts'
import { daysAfter } from '../days.ts'
import type { Act, ProposalBody } from '../entries.ts'
import { isApproved, type LedgerState, type Proposal, plus, refuse, withProposal } from '../ledger-state.ts'
import { ruleFor } from '../thresholds.ts'
import { actorIn } from './actor.ts'
import { assertNotTheirs, assertReadable } from './stories.ts'

/** To propose is no power: the person who proposes is left out of the decision. So a steward may propose a change of keys for a member who lost theirs. */
const PROPOSERS: Readonly<Record<ArtifactKind, readonly Role[]>> = {
  survey: ['member', 'researcher'],
  release: ['member', 'researcher'],
  charter: ['member', 'researcher', 'reviewer', 'steward'],
  resume: ['member'],
  correction: ['member', 'researcher'],
  retraction: ['member', 'researcher'],
  stories: ['member', 'researcher'],
}

export function propose(state: LedgerState, { seq, by, day, body }: Act<'propose'>, statement: string): LedgerState {
  actorIn(state, by, PROPOSERS[body.kind], `propose a ${body.kind}`)
  for (const author of body.authors) if (!personOf(state.charter, author)) refuse(`the author ${author} is not in the charter`)
  if ((state.kinds.get(body.sha256) ?? body.kind) !== body.kind) refuse('its hash stands for something else already')
  assertSound(state, body, day)
  const before = replacedBy(state, body)
  const authors = new Set([by, ...body.authors, ...(before?.authors ?? [])])
  if (body.kind === 'stories') assertReadable(state, body, authors)
  if (body.kind === 'release') assertNotTheirs(state, body.sha256, authors)
  const proposal: Proposal = {
    id: statement,
    seq,
    day: state.day,
    body,
    authors,
    round: before ? before.round + (cameBackByOthers(before) ? 1 : 0) : 1,
    objectedBefore: before?.decided?.objectors ?? new Set(),
    status: 'open',
    clarifications: [],
    commitments: new Map(),
    reviews: new Map(),
    votes: new Map(),
    accepts: new Set(),
  }
  const { reviews } = ruleFor(body.kind, state.charter, proposal.round)
  const unnoticed = reviews > 0 ? state.unnoticed : new Set([...state.unnoticed, statement])
  const next = withProposal({ ...state, unnoticed, kinds: plus(state.kinds, body.sha256, body.kind) }, proposal)
  return before ? withProposal(next, { ...before, status: 'replaced' }) : next
}

/** Not by a check that its authors said had failed, nor by their own objection: those open no short way. */
function cameBackByOthers({ decided, reviews }: Proposal): boolean {
  return (decided?.objectors.size ?? 0) > 0 || [...reviews.values()].some(({ outcome }) => outcome === 'approve if changed')
}

/** A change keeps what came back in view: its authors stay out, its rounds count, and what was said of it is answered. */
function replacedBy(state: LedgerState, body: ProposalBody): Proposal | undefined {
  if (body.replaces === null) {
    if (body.met !== null) refuse('it says how objections were met, and changes no earlier proposal')
    return undefined
  }
  const before = state.proposals.get(body.replaces) ?? refuse(`there is no proposal ${body.replaces} to change`)
  if (before.status !== 'returned')
    refuse(`the proposal "${before.body.title}" is ${before.status}: only one that came back can be changed`)
  if (before.body.kind !== body.kind || before.body.id !== body.id) refuse('it changes a proposal about something else')
  if (body.met === null) refuse('it does not say how what stood against the earlier proposal was met')
  return before
}

function assertSound(state: LedgerState, body: ProposalBody, day: string): void {
  if ('content' in body && addressOf(body.content) !== body.sha256) refuse('its hash is not that of its content')
  switch (body.kind) {
    case 'survey':
      if (body.review <= day) refuse('its review date is not after the day it is proposed on')
      if (body.review > daysAfter(day, state.charter.approvalDays))
        refuse(`its review date is more than ${state.charter.approvalDays} days away`)
      return
    case 'charter':
      if (body.content.demonstration !== state.charter.demonstration)
        refuse('a demonstration stays one, and a real charter cannot become one: found another board')
      if (body.sha256 === state.charterHash) refuse('this is the charter in force')
      return
    case 'resume':
      assertPausesKnown(state, body.content)
      return
    case 'correction':
      if (!state.releases.has(body.content.release)) refuse('it corrects a release that the board never approved')
      if (body.content.replacement !== null && !state.releases.has(body.content.replacement))
        refuse('the release that takes its place has not been approved yet: it needs its own reviews and votes')
      return
    case 'retraction':
      if (!isApproved(state, body.content.artifact)) refuse('it takes back what the board never approved')
      return
    case 'release':
      if (state.releases.has(body.sha256)) refuse('this release is approved already')
  }
}

function assertPausesKnown(state: LedgerState, content: { readonly artifact: string; readonly pauses: readonly string[] }): void {
  const standing = state.pauses.get(content.artifact)
  for (const pause of content.pauses) if (!standing?.has(pause)) refuse(`there is no pause ${pause} that stands`)
}

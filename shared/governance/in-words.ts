import { oneLine } from '../one-line.ts'
import { effectDays, isOutrun } from './acts/enact.ts'
import { type Charter, personOf } from './charter.ts'
import { laterOf } from './days.ts'
import type { Entry } from './entries.ts'
import type { LedgerState, Proposal } from './ledger-state.ts'
import { standingOf } from './outcome.ts'
import { ruleFor } from './thresholds.ts'
import type { VerifiedLog } from './verified-log.ts'

/** One plain sentence an entry, with what people wrote as they wrote it. */
export function entriesInWords({ entries, state }: VerifiedLog): string[] {
  const titles = new Map([...state.proposals.values()].map(({ id, body }) => [id, body.title]))
  const things = new Map([...state.proposals.values()].map(({ body }) => [body.sha256, body.title]))
  let charter = state.charter
  let latest = ''
  return entries.map((entry) => {
    if (entry.kind === 'found') charter = entry.body.charter
    const changed = entry.kind === 'enact' ? state.proposals.get(entry.body.proposal)?.body : undefined
    const sentence = inWords(
      entry,
      charter,
      (id) => `"${titles.get(id) ?? id}"`,
      (hash) => `"${things.get(hash) ?? hash}"`,
    )
    if (changed?.kind === 'charter') charter = changed.content
    const isBack = entry.day < latest
    latest = laterOf(latest, entry.day)
    return `${entry.day}  ${oneLine(sentence)}${isBack ? ` (The entry before it is dated ${latest}.)` : ''}`
  })
}

type Named = (hash: string) => string

function inWords(entry: Entry, charter: Charter, proposal: Named, thing: Named): string {
  if (entry.kind === 'found') {
    const { group, people, demonstration } = entry.body.charter
    return `The board of "${group}" was founded by ${people.length} people.${demonstration ? ' It is a DEMONSTRATION: no community decides here.' : ''}`
  }
  if (entry.kind === 'publish')
    return `The log wrote down the files that were published of ${proposal(entry.body.proposal)}: ${entry.body.files}.`
  const who = personOf(charter, entry.by)?.alias ?? entry.by
  switch (entry.kind) {
    case 'propose':
      return `${who} proposed "${entry.body.title}"${entry.body.replaces === null ? '' : ', changed after it came back'}.`
    case 'clarify':
      return `${who} said about ${proposal(entry.body.proposal)}: ${entry.body.text}`
    case 'commit':
      return `${who} handed in a review of ${proposal(entry.body.proposal)}. Nobody can read it yet.`
    case 'review':
      return `${who} reviewed ${proposal(entry.body.proposal)}: ${entry.body.outcome}. ${entry.body.reasons}`
    case 'vote':
      return voteInWords(who, entry.body, proposal)
    case 'accept':
      return `${entry.by} accepted the new charter with their new key.`
    case 'decide':
      return `${proposal(entry.body.proposal)} was decided: ${entry.body.outcome}.`
    case 'enact':
      return `${proposal(entry.body.proposal)} took effect.`
    case 'pause':
      return `${who} paused ${thing(entry.body.artifact)}: ${entry.body.reason}`
    case 'return':
      return `${who} said what came back from ${thing(entry.body.release)}: ${entry.body.text}`
    case 'hold':
      return `${who} holds a key for stories.`
    case 'quote':
      return `${who} read stories and says that the quotes in ${thing(entry.body.release)} are the ones that two people agreed on.`
  }
}

function voteInWords(who: string, body: Extract<Entry, { kind: 'vote' }>['body'], proposal: Named): string {
  const about = proposal(body.proposal)
  switch (body.choice) {
    case 'consent':
      return `${who} consents to ${about}.`
    case 'aside':
      return `${who} stands aside from ${about}.`
    case 'concern':
      return `${who} consents to ${about} with a concern: ${body.reason}`
    case 'object':
      return `${who} objects to ${about} (${body.category}): ${body.reason}`
  }
}

/** The next step of a proposal on a day, as a sentence for a person. `today`: YYYY-MM-DD. */
export function nextInWords(proposal: Proposal, state: LedgerState, today: string): string {
  return oneLine(nextStep(proposal, state, today))
}

function nextStep(proposal: Proposal, state: LedgerState, today: string): string {
  const { charter } = state
  const rule = ruleFor(proposal.body.kind, charter, proposal.round)
  switch (proposal.status) {
    case 'open': {
      if (proposal.commitments.size < rule.reviews)
        return `It waits for ${rule.reviews - proposal.commitments.size} more reviews (chorus board review).`
      if (proposal.reviews.size < rule.reviews)
        return 'Enough reviews are handed in; each reviewer opens theirs (chorus board review again).'
      const standing = standingOf(proposal, charter, today)
      if (standing.outcome === 'open') return `Proposed on ${proposal.day}. Members vote; ${standing.waitsFor}.`
      return `Today the answers lead to "${standing.outcome}": ${standing.because}. Members can still vote; chorus board decide records it.`
    }
    case 'approved': {
      if (isOutrun(state, proposal))
        return 'Approved, and it cannot take effect any more: another version was opened, paused or taken back since. Propose it again.'
      const { from, until } = effectDays(proposal, state)
      return `Approved on ${proposal.decided?.day ?? ''}. From ${from} to ${until}, chorus board enact makes it take effect.`
    }
    case 'returned':
      return `It came back: ${proposal.decided?.because ?? ''}. Propose it again, changed, with --replaces and --met.`
    default:
      return `It is ${proposal.status}.${proposal.decided ? ` ${proposal.decided.because}.` : ''}`
  }
}

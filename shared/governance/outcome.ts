import { addressOf } from '#shared/canonical-json.ts'
import { type Charter, membersOf, type Person } from './charter.ts'
import { type Day, daysAfter, firstDayAfter } from './days.ts'
import type { DecisionOutcome } from './entries.ts'
import type { Proposal } from './ledger-state.ts'
import { consentsToChange, consentsToOverride, ruleFor } from './thresholds.ts'

/** The state of a proposal on a day: why nothing is decided yet, or what was. */
export type ProposalStanding =
  | { readonly outcome: 'open'; readonly waitsFor: string }
  | { readonly outcome: DecisionOutcome; readonly because: string; readonly overrides: boolean }

/** The outcome that the members' answers lead to. The same answers on the same day give the same outcome. */
export function standingOf(proposal: Proposal, charter: Charter, on: Day): ProposalStanding {
  const rule = ruleFor(proposal.body.kind, charter, proposal.round)
  if (on > daysAfter(proposal.day, MOST_DAYS_OPEN)) return decided('lapsed', `it has been open for more than ${MOST_DAYS_OPEN} days`)
  if (proposal.begins === undefined) return notBegun(proposal, rule.reviews, on)
  const opens = firstDayAfter(proposal.begins, rule.windowHours)
  if (on < opens) return { outcome: 'open', waitsFor: `the window is open until ${opens}` }

  const reviewed = reviewsCome(proposal)
  if (reviewed) return reviewed
  const failed = 'checks' in proposal.body ? proposal.body.checks.find(({ result }) => result === 'fail') : undefined
  if (failed) return decided('returned', `the check "${failed.name}" failed`)

  const { answered, silent, consents, consenting, objections } = answersTo(proposal, charter, on)
  if (rule.heedsObjections && objections.some(({ category }) => category === 'identifiability')) {
    return decided('returned', 'somebody could be recognised: this objection cannot be set aside')
  }
  const refusal = firstDayAfter(proposal.begins, rule.refusalHours)
  const turnedDown = (outcome: 'lapsed' | 'rejected', because: string): ProposalStanding =>
    on < refusal && silent > 0
      ? { outcome: 'open', waitsFor: `${because}; the others can answer until ${refusal}` }
      : decided(outcome, because)
  if (answered < rule.quorum) return turnedDown('lapsed', `${answered} members answered, of ${rule.quorum} that it needs`)
  if (rule.heedsObjections && objections.length > 0) {
    const needed = Math.max(rule.consents, consentsToOverride(charter))
    const isAnswered = objections.every(({ by }) => proposal.objectedBefore.has(by))
    if (!isAnswered || consents < needed) return decided('returned', 'an objection stands')
  }
  if (consents < rule.consents) return turnedDown('rejected', `${consents} members consented, of ${rule.consents} that it needs`)
  const lacking = newCharterLacks(proposal, charter, consenting)
  if (lacking) return decided('rejected', lacking)
  return { outcome: 'approved', because: `${consents} members consented`, overrides: rule.heedsObjections && objections.length > 0 }
}

function decided(outcome: DecisionOutcome, because: string): ProposalStanding {
  return { outcome, because, overrides: false }
}

/** A proposal that was begun and never ended lapses after so many days; one that nobody takes up lapses sooner. */
const MOST_DAYS_OPEN = 366
const DAYS_TO_BEGIN = 30

function notBegun({ day, reviews }: Proposal, needed: number, on: Day): ProposalStanding {
  const waitsFor = needed > 0 ? `${reviews.size} of ${needed} reviews were opened` : 'nobody but its authors has signed anything since'
  return on > daysAfter(day, DAYS_TO_BEGIN) ? decided('lapsed', waitsFor) : { outcome: 'open', waitsFor }
}

/** Undefined when the reviews stand in no way. */
function reviewsCome({ reviews }: Proposal): ProposalStanding | undefined {
  const outcomes = [...reviews.values()].map(({ outcome }) => outcome)
  if (outcomes.includes('reject')) return decided('rejected', 'a reviewer rejected it')
  if (outcomes.includes('approve if changed')) return decided('returned', 'a reviewer approves it only if it is changed')
  return undefined
}

type Objection = { readonly by: string; readonly category: string; readonly reason: string }

/**
 * Each member once, in their last word. Of an author only an objection is heard. An objection stands until who made it says
 * otherwise; anything else counts as long as its signer said.
 */
export function answersTo({ votes, authors }: Proposal, charter: Charter, on: Day) {
  const members = membersOf(charter)
  const heard = members.flatMap(({ id }) => {
    const vote = votes.get(id)
    return vote && (vote.choice === 'object' || vote.expires >= on) ? [{ by: id, vote }] : []
  })
  const counted = heard.filter(({ by }) => !authors.has(by))
  const silent = members.filter(({ id }) => !authors.has(id)).length - counted.length
  const objections = heard.flatMap(({ by, vote }): Objection[] =>
    vote.choice === 'object' ? [{ by, category: vote.category, reason: vote.reason }] : [],
  )
  const consents = counted.filter(({ vote }) => vote.choice === 'consent' || vote.choice === 'concern')
  return { answered: counted.length, silent, consents: consents.length, consenting: consents.map(({ by }) => by), objections }
}

/** A new charter is also agreed to by those who will be bound by it, and everybody it gives a key has shown that they hold it. */
function newCharterLacks({ body, authors, accepts }: Proposal, charter: Charter, consenting: readonly string[]): string | undefined {
  if (body.kind !== 'charter') return undefined
  const next = body.content
  const newcomers = newcomersOf(next, charter).map(({ id }) => id)
  const silent = newcomers.filter((id) => !accepts.has(id))
  if (silent.length > 0) return `${silent.join(', ')} have not shown that they hold their new keys`
  const agreed = membersOf(next).filter(
    ({ id }) => !authors.has(id) && (newcomers.includes(id) ? accepts.has(id) : consenting.includes(id)),
  )
  const needed = consentsToChange(next)
  return agreed.length < needed ? `${agreed.length} members of the new charter agreed to it, of ${needed} that it needs` : undefined
}

/** People whose key a charter brings in, or moves to another site: none of them is in it before they have shown that they hold it. */
export function newcomersOf(next: Charter, before: Charter): readonly Person[] {
  const nameOf = ({ id, key }: Person) => addressOf({ id, key })
  const known = new Set(before.people.map(nameOf))
  return next.people.filter((person) => !known.has(nameOf(person)))
}

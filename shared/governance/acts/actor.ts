import { type Person, personOf, type Role } from '../charter.ts'
import { type LedgerState, type Proposal, type ProposalStatus, refuse } from '../ledger-state.ts'

/** The person who acts, if the charter gives them one of these roles. */
export function actorIn(state: LedgerState, by: string, roles: readonly Role[], toDo: string): Person {
  const person = personOf(state.charter, by) ?? refuse(`${by} is not in the charter`)
  if (!roles.includes(person.role)) refuse(`${by} is a ${person.role}, and only a ${roles.join(' or a ')} may ${toDo}`)
  return person
}

export function proposalIn(state: LedgerState, id: string, status: ProposalStatus, toDo: string): Proposal {
  const found = state.proposals.get(id) ?? refuse(`there is no proposal ${id}`)
  if (found.status !== status) refuse(`the proposal "${found.body.title}" is ${found.status}, so nobody can ${toDo}`)
  return found
}

/** GO-02: who wrote a proposal decides nothing about it, in whatever role. */
export function assertNoAuthor(proposal: Proposal, by: string, toDo: string): void {
  if (proposal.authors.has(by)) refuse(`${by} wrote this proposal and cannot ${toDo}`)
}

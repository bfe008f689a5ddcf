import { oneLine } from '../one-line.ts'
import type { Approved, Objection } from './approval.ts'
import type { PublishedFiles } from './ledger-state.ts'
import type { VerifiedLog } from './verified-log.ts'

export type ProofFacts = {
  readonly log: VerifiedLog
  readonly said: Approved
  /** Whether the reader named the board. */
  readonly isNamed: boolean
  readonly objections: readonly Objection[]
  /** The log's entry about the files, where they were checked by it. */
  readonly recorded: PublishedFiles | undefined
}

/** The facts that a good proof shows, one plain sentence each. */
export function proofSentences({ log, said, isNamed, objections, recorded }: ProofFacts): string[] {
  const { state, witnessed } = log
  const proposal = state.proposals.get(said.proposal)
  const consents = proposal?.decided?.consents ?? 0
  const { seq = 0, day = '', group = '' } = state.releases.get(said.sha256) ?? {}
  const witnesses = [...witnessed].flatMap(([name, size]) => (size > seq ? [name] : []))
  return [
    ...(said.demonstration ? ['This is a DEMONSTRATION: made-up members approved it, and no community did.'] : []),
    `The board of "${group}" approved exactly these numbers on ${day}: ${proposal?.reviews.size ?? 0} independent reviews, and ${consents} members consented.`,
    ...(said.smallBoard ? ['It is a small board, of fewer than five members.'] : []),
    ...objections.map(({ category, reason }) => `An objection (${category}) was set aside: ${reason}`),
    ...(state.corrections.get(said.sha256) ?? []).map(({ day: on, notice }) => `The board corrected it on ${on}: ${notice}`),
    ...(recorded
      ? [
          `Its ${state.charter.log.name} wrote down on ${recorded.day}, in entry ${recorded.seq} of the ledger, the hash of all these files as they were published.`,
        ]
      : []),
    `All ${log.entries.length} entries of its ledger hold, each with a good signature.`,
    witnesses.length > 0
      ? `Witnesses who saw the approval in the ledger: ${witnesses.join(', ')}.`
      : 'No witness has signed that it saw the approval.',
    isNamed
      ? 'It is the board that you named.'
      : `The board's fingerprint is ${state.ledger}. Compare it with what the board itself gives out: anybody can found a board of this name.`,
    `This shows how things stood on ${state.day}. Whether it was paused, corrected or taken back since, the ledger of the board says.`,
  ].map(oneLine)
}

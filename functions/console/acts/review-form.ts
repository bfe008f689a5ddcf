import { commitmentOf, reviewOutcome } from '#shared/governance/entries.ts'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import type { BoardWords } from '../words/en.ts'
import { type FormRead, wordsMissing, wordsOfField } from './form-read.ts'

export const REVIEW_FIELDS = { outcome: 'outcome', reasons: 'reasons' } as const

/** Its reviewer signs the review's hash alone. The review itself is kept for them until both are handed in. `nonce`: 32 fresh bytes. */
export function readReviewForm(form: URLSearchParams, { id }: Proposal, by: string, nonce: Uint8Array, words: BoardWords): FormRead {
  const outcome = reviewOutcome.safeParse(form.get(REVIEW_FIELDS.outcome))
  const errors = [
    ...(outcome.success ? [] : [{ field: REVIEW_FIELDS.outcome, message: words.forms.choose }]),
    ...wordsMissing(form, REVIEW_FIELDS.reasons, words),
  ]
  if (errors.length > 0 || !outcome.success) return { errors }
  const opens = {
    proposal: id,
    outcome: outcome.data,
    reasons: wordsOfField(form, REVIEW_FIELDS.reasons),
    nonce: Buffer.from(nonce).toString('base64url'),
  }
  return { act: { kind: 'commit', body: { proposal: id, commitment: commitmentOf(by, opens) } }, opens }
}

import { daysAfter } from '#shared/governance/days.ts'
import { objectionCategory, voteBody } from '#shared/governance/entries.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import type { BoardWords } from '../words/en.ts'
import { type FormRead, wordsMissing, wordsOfField } from './form-read.ts'

export const VOTE_FIELDS = { choice: 'choice', category: 'category', reason: 'reason' } as const
export const CHOICES = ['consent', 'concern', 'object', 'aside'] as const

/** GO-06: an objection has a category and a reason, a concern a reason; consent and standing aside have neither. */
export function readVote(form: URLSearchParams, proposal: Proposal, { charter }: LedgerState, today: string, words: BoardWords): FormRead {
  const choice = CHOICES.find((each) => each === form.get(VOTE_FIELDS.choice))
  if (!choice) return { errors: [{ field: VOTE_FIELDS.choice, message: words.forms.choose }] }
  const category = objectionCategory.safeParse(form.get(VOTE_FIELDS.category))
  const hasReason = choice === 'concern' || choice === 'object'
  const errors = [
    ...(choice === 'object' && !category.success ? [{ field: VOTE_FIELDS.category, message: words.forms.categoryMissing }] : []),
    ...(hasReason ? wordsMissing(form, VOTE_FIELDS.reason, words, words.forms.reasonMissing) : []),
  ]
  if (errors.length > 0) return { errors }
  const about = {
    proposal: proposal.id,
    artifact: proposal.body.sha256,
    artifactKind: proposal.body.kind,
    expires: daysAfter(today, charter.approvalDays),
  }
  const body = voteBody.parse({
    ...about,
    choice,
    ...(choice === 'object' ? { category: category.data } : {}),
    ...(hasReason ? { reason: wordsOfField(form, VOTE_FIELDS.reason) } : {}),
  })
  return { act: { kind: 'vote', body } }
}

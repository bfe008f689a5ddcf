import type { ProposalCheck } from '#functions/proposal-checks.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import { proposalBody } from '#shared/governance/entries.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import type { BoardWords } from '../words/en.ts'
import { type FormRead, wordsMissing, wordsOfField } from './form-read.ts'

export const ABOUT = ['askedBy', 'benefits', 'returns', 'harms'] as const
export const THING_FIELDS = { title: 'title', authors: 'authors', review: 'review', met: 'met' } as const

/** A survey or a release that can be proposed. */
export type Thing = {
  readonly kind: 'survey' | 'release'
  readonly id: string
  readonly sha256: string
  readonly checks: readonly ProposalCheck[]
}

/** The proposal that came back and that this one changes: the last of its kind on the same survey. */
export function returnedBefore({ proposals }: LedgerState, { kind, id }: Pick<Thing, 'kind' | 'id'>): Proposal | undefined {
  const last = [...proposals.values()].findLast(({ body }) => body.kind === kind && body.id === id)
  return last?.status === 'returned' ? last : undefined
}

export function readThing(form: URLSearchParams, thing: Thing, state: LedgerState, now: Date, words: BoardWords): FormRead {
  const before = returnedBefore(state, thing)
  const today = dayOf(now)
  const most = daysAfter(today, state.charter.approvalDays)
  const review = wordsOfField(form, THING_FIELDS.review)
  const isReviewSound = /^\d{4}-\d\d-\d\d$/.test(review) && review > today && review <= most && !Number.isNaN(Date.parse(review))
  const errors = [
    ...wordsMissing(form, THING_FIELDS.title, words),
    ...ABOUT.flatMap((field) => wordsMissing(form, field, words)),
    ...(thing.kind === 'survey' && !isReviewSound ? [{ field: THING_FIELDS.review, message: words.forms.reviewWrong(most) }] : []),
    ...(before ? wordsMissing(form, THING_FIELDS.met, words) : []),
  ]
  if (errors.length > 0) return { errors }
  const known = state.charter.people.map(({ id }) => id)
  const body = proposalBody.parse({
    ...thing,
    title: wordsOfField(form, THING_FIELDS.title).slice(0, 200),
    authors: form
      .getAll(THING_FIELDS.authors)
      .filter((id) => known.includes(id))
      .slice(0, 20),
    replaces: before?.id ?? null,
    met: before ? wordsOfField(form, THING_FIELDS.met) : null,
    about: Object.fromEntries(ABOUT.map((field) => [field, wordsOfField(form, field)])),
    ...(thing.kind === 'survey' ? { review } : {}),
  })
  return { act: { kind: 'propose', body } }
}

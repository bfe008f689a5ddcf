import { addressOf } from '#shared/canonical-json.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import type { BoardWords } from '../words/en.ts'
import { type FormRead, wordsMissing, wordsOfField } from './form-read.ts'
import { shortBody } from './simple-forms.ts'

export const CORRECTION_FIELDS = { notice: 'text', replacement: 'replacement' } as const
/** The report keeps its numbers, and says in words what is wrong. */
export const IN_WORDS = 'words'

/** Other reports of the same survey that may take the place of this one: approved, and not taken back. */
export function replacementsFor({ proposals, releases, retracted }: LedgerState, { body }: Proposal): Proposal[] {
  return [...proposals.values()].filter(
    ({ body: other, status }) =>
      other.kind === 'release' &&
      status === 'enacted' &&
      other.id === body.id &&
      other.sha256 !== body.sha256 &&
      releases.has(other.sha256) &&
      !retracted.has(other.sha256),
  )
}

/** CI-08: a correction is a version of its own. The old one stays, and both name each other. */
export function readCorrection(form: URLSearchParams, proposal: Proposal, state: LedgerState, words: BoardWords): FormRead {
  const others = replacementsFor(state, proposal).map(({ body }) => body.sha256)
  const chosen = others.length === 0 ? IN_WORDS : form.get(CORRECTION_FIELDS.replacement)
  const isChosen = chosen === IN_WORDS || others.some((each) => each === chosen)
  const errors = [
    ...wordsMissing(form, CORRECTION_FIELDS.notice, words),
    ...(isChosen ? [] : [{ field: CORRECTION_FIELDS.replacement, message: words.forms.choose }]),
  ]
  if (errors.length > 0) return { errors }
  const { body } = proposal
  const content = {
    release: body.sha256,
    notice: wordsOfField(form, CORRECTION_FIELDS.notice),
    replacement: chosen === IN_WORDS ? null : chosen,
  }
  const frame = shortBody(body.id, addressOf(content), `${words.kinds.correction}: ${body.title}`)
  return { act: { kind: 'propose', body: { ...frame, kind: 'correction', content } } }
}

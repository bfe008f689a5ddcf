import type { UnsignedAct } from '#shared/governance/entries.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import type { BoardWords } from '../words/en.ts'
import { aliasOf, proposalOf, titled } from './who.ts'

/** An act as a sentence, with what the person wrote apart, as it was written. */
export type ActSentence = { readonly sentence: string; readonly text?: string }

export function sentenceOf(by: string, { kind, body }: UnsignedAct, state: LedgerState, words: BoardWords): ActSentence {
  const { said, outcomes, forms } = words
  const who = aliasOf(state, by)
  const proposal = (id: string) => titled(state.proposals.get(id)?.body.title ?? id.slice(0, 12))
  const thing = (sha256: string) => titled(proposalOf(state, sha256)?.body.title ?? sha256.slice(0, 12))
  switch (kind) {
    case 'propose':
      return { sentence: (body.replaces === null ? said.propose : said.proposeAgain)(who, titled(body.title)) }
    case 'clarify':
      return { sentence: said.clarify(who, proposal(body.proposal)), text: body.text }
    case 'commit':
      return { sentence: said.commit(who, proposal(body.proposal)) }
    case 'review':
      return { sentence: said.review(who, proposal(body.proposal), forms.outcomes[body.outcome]), text: body.reasons }
    case 'vote':
      return voteSaid(who, proposal(body.proposal), body, words)
    case 'accept':
      return { sentence: said.accept(who) }
    case 'decide':
      return { sentence: said.decide(proposal(body.proposal), outcomes[body.outcome]) }
    case 'enact':
      return { sentence: said.enact(proposal(body.proposal)) }
    case 'pause':
      return { sentence: said.pause(who, thing(body.artifact)), text: body.reason }
    case 'return':
      return { sentence: said.return(who, thing(body.release)), text: body.text }
    case 'hold':
      return { sentence: said.hold(who) }
    case 'quote':
      return { sentence: said.quote(who, thing(body.release)) }
  }
}

function voteSaid(
  who: string,
  title: string,
  body: Extract<UnsignedAct, { kind: 'vote' }>['body'],
  { said, forms }: BoardWords,
): ActSentence {
  switch (body.choice) {
    case 'consent':
      return { sentence: said.consent(who, title) }
    case 'aside':
      return { sentence: said.aside(who, title) }
    case 'concern':
      return { sentence: said.concern(who, title), text: body.reason }
    case 'object':
      return { sentence: said.object(who, title, forms.categories[body.category]), text: body.reason }
  }
}

import { membersOf, personOf } from '#shared/governance/charter.ts'
import { firstDayAfter } from '#shared/governance/days.ts'
import type { ProposalBody } from '#shared/governance/entries.ts'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import { answersTo, newcomersOf, standingOf } from '#shared/governance/outcome.ts'
import { ruleFor } from '#shared/governance/thresholds.ts'
import type { Room } from '../room.ts'
import type { View } from '../route.ts'
import { aliasOf, proposalOf } from './who.ts'

type Props = { readonly view: View; readonly room: Room; readonly proposal: Proposal }

/** The state of a proposal, in numbers that anybody can check against the ledger. */
export function ProposalFacts({ view: { words }, room: { state, today }, proposal }: Props) {
  const { body, status, round, decided } = proposal
  const { proposal: say } = words
  const rule = ruleFor(body.kind, state.charter, round)
  const { answered, consents } = answersTo(proposal, state.charter, decided?.day ?? today)
  const standing = status === 'open' ? standingOf(proposal, state.charter, today) : undefined
  const opens = proposal.begins && firstDayAfter(proposal.begins, rule.windowHours)
  const until =
    body.kind === 'survey' && state.surveys.get(body.id)?.proposal === proposal.id ? state.surveys.get(body.id)?.until : undefined
  return (
    <>
      <h2>{say.facts}</h2>
      <p>
        <ProposalMarks {...{ words, state, proposal }} />
      </p>
      <ul>
        <li>
          {say.proposedBy(aliasOf(state, [...proposal.authors][0] ?? ''), proposal.day)} {round > 1 && say.round(round)}
        </li>
        {rule.reviews > 0 && <li>{say.reviews(proposal.commitments.size, proposal.reviews.size, rule.reviews)}</li>}
        <li>{say.answers(answered, rule.quorum)}</li>
        <li>{say.votes(consents, rule.consents)}</li>
        {status === 'open' && opens !== undefined && today < opens && <li>{say.window(opens)}</li>}
        {standing?.outcome === 'open' && opens === undefined && <li>{rule.reviews > 0 ? say.afterReviews : say.notBegun}</li>}
        {standing && standing.outcome !== 'open' && <li>{say.today(words.outcomes[standing.outcome])}</li>}
        {status === 'approved' && decided && <li>{say.lock(firstDayAfter(decided.day, rule.timeLockHours))}</li>}
        {until !== undefined && <li>{say.until(until)}</li>}
      </ul>
    </>
  )
}

/** Where it is on its way, and whether it is stopped or taken back. */
export function ProposalMarks({
  words,
  state,
  proposal,
}: {
  readonly words: View['words']
  readonly state: Room['state']
  readonly proposal: Proposal
}) {
  const { sha256 } = proposal.body
  return (
    <>
      <span class="mark">{words.statuses[proposal.status]}</span>{' '}
      {(state.pauses.get(sha256)?.size ?? 0) > 0 && <span class="mark stopped">{words.paused}</span>}{' '}
      {state.retracted.has(sha256) && <span class="mark stopped">{words.retracted}</span>}
    </>
  )
}

type BodyProps = { readonly view: View; readonly room: Room; readonly body: ProposalBody }

/** All of a proposal that its title does not say, for the person who signs it. */
export function ProposalInFull({ view, room, body }: BodyProps) {
  const { proposal: say } = view.words
  return (
    <>
      <ProposalAbout {...{ view, body }} />
      {body.authors.map((id) => (
        <p>{say.alsoBy(aliasOf(room.state, id))}</p>
      ))}
      {body.kind === 'survey' && <p>{say.ends(`\u2068${body.review}\u2069`)}</p>}
      <ActsOn {...{ view, room, body }} />
      <ProposedCharter {...{ view, room, body }} />
      <ProposalChecks {...{ view, body }} />
    </>
  )
}

/** The explanation of its proposers. */
export function ProposalAbout({ view: { words }, body }: Omit<BodyProps, 'room'>) {
  const { proposal: say } = words
  const about: readonly (readonly [string, string | null])[] =
    'about' in body
      ? [
          [say.askedBy, body.about.askedBy],
          [say.benefits, body.about.benefits],
          [say.returns, body.about.returns],
          [say.harms, body.about.harms],
        ]
      : [[say.why, whyOf(body)]]
  return (
    <>
      <h2>{say.about}</h2>
      {[...about, [say.met, body.met] as const].map(
        ([title, text]) =>
          text !== null && (
            <>
              <h3>{title}</h3>
              <p class="words" dir="auto">
                {text}
              </p>
            </>
          ),
      )}
    </>
  )
}

function whyOf(body: Exclude<ProposalBody, { about: unknown }>): string {
  if (body.kind === 'charter') return body.why
  return body.kind === 'correction' ? body.content.notice : body.content.why
}

/** Names the thing that a correction, a retraction or a resumption is about, and the one that a correction puts in its place. */
export function ActsOn({ view, room: { state }, body }: BodyProps) {
  if (!('content' in body) || body.kind === 'charter') return null
  const { proposal: say } = view.words
  const link = (sha256: string) => {
    const about = proposalOf(state, sha256)
    return about ? (
      <a class="link" href={view.to(`/board/p/${about.id}`)} dir="auto">
        {about.body.title}
      </a>
    ) : (
      <span class="hash">{sha256}</span>
    )
  }
  const { content } = body
  return (
    <>
      <p>
        {say.actsOn}: {link('release' in content ? content.release : 'survey' in content ? content.survey : content.artifact)}
      </p>
      {'reviewers' in content && (
        <p>
          {say.readers}: {content.reviewers.map((id) => aliasOf(state, id)).join(', ')}
        </p>
      )}
      {'notice' in content && (
        <p>
          {say.inItsPlace}: {content.replacement === null ? say.sameNumbers : link(content.replacement)}
        </p>
      )}
    </>
  )
}

/** The results of the machine's checks before it was proposed: they are part of what is voted on. */
export function ProposalChecks({ view: { words }, body }: Omit<BodyProps, 'room'>) {
  if (!('checks' in body)) return null
  const { proposal: say } = words
  return (
    <>
      <h2>{say.checks}</h2>
      {body.checks.map(({ name, result, note }) => (
        <div class="card">
          <h3 lang="en">
            {name} <span class={result === 'fail' ? 'mark stopped' : 'mark'}>{say.results[result]}</span>
          </h3>
          {note !== undefined && (
            <p class="as-is" lang="en" dir="ltr">
              {note}
            </p>
          )}
        </div>
      ))}
    </>
  )
}

/** A charter that is proposed, by what it changes. */
export function ProposedCharter({ view: { words }, room: { state }, body }: BodyProps) {
  if (body.kind !== 'charter') return null
  const { proposal: say, roles } = words
  const leaving = state.charter.people.filter(({ id }) => !personOf(body.content, id))
  return (
    <>
      <h2>{say.newCharter}</h2>
      <ul>
        {newcomersOf(body.content, state.charter).map(({ alias, role }) => (
          <li>{say.joins(`\u2068${alias}\u2069`, roles[role])}</li>
        ))}
        {leaving.map(({ alias }) => (
          <li>{say.leaves(`\u2068${alias}\u2069`)}</li>
        ))}
        <li>{words.people.livedExperience(body.content.livedExperience, membersOf(body.content).length)}</li>
      </ul>
      <details>
        <summary>{say.rules}</summary>
        <pre class="as-is" dir="ltr">
          {JSON.stringify(body.content, undefined, 2)}
        </pre>
      </details>
    </>
  )
}

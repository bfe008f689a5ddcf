import { newcomersOf } from '#shared/governance/outcome.ts'
import { withPerson } from '../acts/charter-form.ts'
import { newcomers } from '../desk.ts'
import { type Action, dutiesFor } from '../duties.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { ProposalMarks } from '../pages/proposal-facts.tsx'
import { openCharters } from '../room.ts'
import { nowIn, type RouteContext, type Seated, show } from '../route.ts'

/** Lists the duties of somebody, the oldest first, and then everything that is under way. */
export async function waitingPage({ c, view, room, seat }: Seated): Promise<Response> {
  const { words } = view
  const { state } = room
  const { services } = c.env
  const all = [...state.proposals.values()]
  const mine = all.map((proposal) => ({ proposal, duties: dutiesFor(room, proposal, seat) })).filter(({ duties }) => duties.length > 0)
  const under = all.filter(({ status }) => ['open', 'approved', 'returned'].includes(status)).toReversed()
  const mayPropose = !seat.isNewcomer && ['member', 'researcher'].includes(seat.person.role)
  const joining = mayPropose ? await unproposed() : []
  async function unproposed() {
    const made = await newcomers(services, nowIn(services))
    const known = new Set(
      openCharters(state).flatMap(({ body }) =>
        body.kind === 'charter' ? newcomersOf(body.content, state.charter).map(({ id }) => id) : [],
      ),
    )
    return made.filter(({ person }) => !known.has(person.id) && newcomersOf(withPerson(state.charter, person), state.charter).length > 0)
  }
  const at = (id: string, action: Action) => view.to(action === 'change' ? '/board/propose' : `/board/p/${id}/${action}`)
  return show(
    c,
    <BoardLayout view={view} title={words.waiting.title}>
      <h1>{words.waiting.heading(`\u2068${seat.person.alias}\u2069`)}</h1>
      {mine.length + joining.length === 0 && <p>{words.waiting.nothing}</p>}
      {mine.map(({ proposal, duties }) => (
        <div class="card">
          <p class="soft">{words.kinds[proposal.body.kind]}</p>
          <h2>
            <a href={view.to(`/board/p/${proposal.id}`)} dir="auto">
              {proposal.body.title}
            </a>
          </h2>
          <div class="go">
            {duties.map((duty) => (
              <a class="button" href={at(proposal.id, duty)}>
                {words.proposal.actions[duty]}
              </a>
            ))}
          </div>
        </div>
      ))}
      {joining.map(({ person }) => (
        <div class="card">
          <p class="soft">{words.people.newcomers}</p>
          <h2>
            <bdi>{person.alias}</bdi>
          </h2>
          <div class="go">
            <a class="button" href={view.to(`/board/propose/person/${person.id}`)}>
              {words.waiting.proposeThem}
            </a>
          </div>
        </div>
      ))}
      <h2>{words.waiting.others}</h2>
      {under.length === 0 && <p>{words.waiting.none}</p>}
      <ul hidden={under.length === 0}>
        {under.map((proposal) => (
          <li>
            <a class="link" href={view.to(`/board/p/${proposal.id}`)} dir="auto">
              {proposal.body.title}
            </a>{' '}
            <ProposalMarks words={words} state={state} proposal={proposal} />
          </li>
        ))}
      </ul>
      {mayPropose && (
        <div class="go">
          <a class="button second" href={view.to('/board/propose')}>
            {words.waiting.propose}
          </a>
        </div>
      )}
    </BoardLayout>,
  )
}

/** For somebody with a key whom nobody has proposed yet. */
export async function notYetPage(c: RouteContext): Promise<Response> {
  const { view } = c.env
  const { waiting } = view.words
  return show(
    c,
    <BoardLayout view={view} title={waiting.title}>
      <h1>{waiting.notYetHeading}</h1>
      <p>{waiting.notYet}</p>
    </BoardLayout>,
  )
}

import { BoardLayout } from '../pages/board-layout.tsx'
import { EntryItem } from '../pages/entry-item.tsx'
import { Fingerprint } from '../pages/fingerprint.tsx'
import { download, goTo, type RouteContext, show } from '../route.ts'

const A_PAGE = 50

/** Everything the board did, the newest first. Public: it holds no answer, no code, no legal name and no time of day. */
export async function ledgerPage(c: RouteContext<'/board/ledger' | '/board/ledger/before/:seq{[0-9]{1,8}}'>): Promise<Response> {
  const { view, room } = c.env
  if (!room) return goTo(c, '/board')
  const { ledger: say, said } = view.words
  const { state, log } = room
  const before = Math.min(state.size, Number(c.req.param('seq') ?? state.size))
  const first = Math.max(0, before - A_PAGE)
  const witnesses = [...new Set(log.pinned.flatMap((each) => each.witnesses))]
  return show(
    c,
    <BoardLayout view={view} title={say.title}>
      <h1>{say.heading}</h1>
      <p>{say.lead(state.size)}</p>
      <p class="soft">
        {say.pinned(log.pinnedSize)} {witnesses.length > 0 ? say.witnesses(witnesses.join(', ')) : say.noWitness}
      </p>
      <ul class="timeline">
        {log.entries
          .slice(first, before)
          .toReversed()
          .map((entry) =>
            entry.kind === 'found' ? (
              <li>
                <span class="soft">
                  <bdi>{entry.day}</bdi>
                </span>
                <br />
                {said.found(`\u2068${entry.body.charter.group}\u2069`, entry.body.charter.people.length)}
              </li>
            ) : (
              <EntryItem entry={entry} state={state} words={view.words} />
            ),
          )}
      </ul>
      {(first > 0 || before < state.size) && (
        <nav class="go" aria-label={say.heading}>
          {first > 0 && (
            <a class="button second" href={view.to(`/board/ledger/before/${first}`)}>
              {say.earlier}
            </a>
          )}
          {before < state.size && (
            <a class="button second" href={view.to(`/board/ledger/before/${before + A_PAGE}`)}>
              {say.later}
            </a>
          )}
        </nav>
      )}
      <p>
        <a class="link" href="/board/ledger/ledger.jsonl" download="">
          {say.download}
        </a>
        <br />
        <a class="link" href="/board/ledger/ledger.checkpoints" download="">
          {say.checkpoints}
        </a>
        {room.seat && (
          <>
            <br />
            <a class="link" href={view.to('/board/export')}>
              {say.export}
            </a>
          </>
        )}
      </p>
      <p class="soft">{say.check}</p>
      <Fingerprint view={view} ledger={state.ledger} />
    </BoardLayout>,
  )
}

export async function ledgerLines(c: RouteContext): Promise<Response> {
  const { room, services } = c.env
  if (!room) return goTo(c, '/board')
  return download(c, joined(await services.ledger.lines(0)), 'ledger.jsonl', 'application/jsonl')
}

export async function ledgerCheckpoints(c: RouteContext): Promise<Response> {
  const { room, services } = c.env
  if (!room) return goTo(c, '/board')
  return download(
    c,
    new TextEncoder().encode((await services.ledger.checkpoints()).join('\n')),
    'ledger.checkpoints',
    'text/plain; charset=UTF-8',
  )
}

/** One line an entry, as `chorus board export` writes them. */
export function joined(lines: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))
}

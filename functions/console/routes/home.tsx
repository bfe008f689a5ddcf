import { publicHalf } from '#shared/governance/keys.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { Fingerprint } from '../pages/fingerprint.tsx'
import { goTo, type RouteContext, show } from '../route.ts'

/** Who decides here. Anybody may read it. */
export async function homePage(c: RouteContext): Promise<Response> {
  const { view, room, services } = c.env
  const { home, nav } = view.words
  if (room?.seat) return goTo(c, '/board/waiting')
  return show(
    c,
    <BoardLayout view={view} title={view.words.site}>
      {room ? (
        <>
          <h1>{home.heading(`\u2068${room.state.charter.group}\u2069`)}</h1>
          <p>{home.lead}</p>
          <div class="go">
            <a class="button" href={view.to('/board/sign-in')}>
              {nav.signIn}
            </a>
          </div>
          <Fingerprint view={view} ledger={room.state.ledger} />
        </>
      ) : (
        <>
          <h1>{home.noBoardHeading}</h1>
          <p>{home.noBoard}</p>
          <div class="go">
            <a class="button" href={view.to('/board/founding')}>
              {view.words.found.heading}
            </a>
          </div>
          <p>
            {home.logKey}: <br />
            <span class="hash">{publicHalf(services.logKey)}</span>
          </p>
        </>
      )}
    </BoardLayout>,
  )
}

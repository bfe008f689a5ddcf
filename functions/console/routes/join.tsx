import { createHmac } from 'node:crypto'
import { linkKey, readLink } from '#functions/enrolment-links.ts'
import { keepNewcomer, useOnce } from '../desk.ts'
import { keyFor } from '../encrypt.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { Ceremony } from '../pages/ceremony.tsx'
import { Fingerprint } from '../pages/fingerprint.tsx'
import { TroublePage } from '../pages/trouble-pages.tsx'
import { passkeyMade } from '../passkeys.ts'
import { formOf, goTo, nowIn, placeIn, type RouteContext, show } from '../route.ts'

type Path = '/board/join/:token{[0-9a-f]{32,64}}'

/** A one-time link: it lets one person make a key, and puts nobody on the board. */
export async function joinPage(c: RouteContext<Path>): Promise<Response> {
  return askForKey(c)
}

async function askForKey(c: RouteContext<Path>, notice?: string): Promise<Response> {
  const { view, room, services } = c.env
  const token = c.req.param('token')
  const whom = await readLink(services.boardroom, token, nowIn(services))
  if (!whom) return linkIsOver(c)
  const { join, roles, mayDo } = view.words
  return show(
    c,
    <BoardLayout view={view} title={join.title} hasCeremony>
      {notice !== undefined && (
        <p class="wrong" role="alert">
          {notice}
        </p>
      )}
      <h1>{join.heading(`\u2068${whom.alias}\u2069`)}</h1>
      <p>{join.lead}</p>
      <p>
        {join.as(roles[whom.role])} {mayDo[whom.role]}
      </p>
      <p>{join.name}</p>
      <p>{join.keep}</p>
      <Ceremony
        view={view}
        kind="create"
        action={`/board/join/${token}`}
        challenge={challengeFor(token, services.boardKey)}
        site={placeIn(c).site}
        group={room?.state.charter.group ?? view.words.site}
        alias={whom.alias}
        user={Buffer.from(services.random(16)).toString('base64url')}
        button={join.button}
      />
      {room && <Fingerprint view={view} ledger={room.state.ledger} />}
    </BoardLayout>,
  )
}

export async function join(c: RouteContext<Path>): Promise<Response> {
  const { view, services } = c.env
  const token = c.req.param('token')
  const now = nowIn(services)
  const whom = await readLink(services.boardroom, token, now)
  if (!whom) return linkIsOver(c)
  const form = formOf(c)
  if (form.get('clientData') === '') return askForKey(c, view.words.signIn.needsScript)
  const key = await passkeyMade(form, challengeFor(token, services.boardKey), placeIn(c))
  if (!key) return askForKey(c, view.words.join.refused)
  // Of two who come with one link, the first makes the key.
  if (!(await useOnce(services, `link ${linkKey(token)}`, now))) return linkIsOver(c)
  const { id, alias, role, lived } = whom
  await keepNewcomer(services, { person: { id, alias, role, key }, lived }, now)
  await services.boardroom.remove('link', linkKey(token))
  return goTo(c, '/board/joined')
}

export async function joinedPage(c: RouteContext): Promise<Response> {
  const { view, room } = c.env
  const { join, nav, found } = view.words
  return show(
    c,
    <BoardLayout view={view} title={join.title}>
      <h1>{join.doneHeading}</h1>
      <p>{room ? join.done : found.joined}</p>
      <div class="go">
        <a class="button" href={view.to('/board/sign-in')}>
          {nav.signIn}
        </a>
      </div>
    </BoardLayout>,
  )
}

function linkIsOver(c: RouteContext<Path>): Promise<Response> {
  const { view } = c.env
  const { usedHeading, used } = view.words.join
  return show(c, <TroublePage view={view} heading={usedHeading} text={used} />, 404)
}

/** One link has one challenge: it works once, so what answered it cannot be used again. */
function challengeFor(token: string, boardKey: Uint8Array): string {
  return createHmac('sha256', keyFor('link', boardKey)).update(token).digest('base64url')
}

import * as z from 'zod'
import type { Person } from '#shared/governance/charter.ts'
import { noSession, sessionCookie } from '../board-cookie.ts'
import { newcomers, useOnce } from '../desk.ts'
import { decrypt, encrypt } from '../encrypt.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { Ceremony } from '../pages/ceremony.tsx'
import { holderOf } from '../passkeys.ts'
import { openCharters, type Room } from '../room.ts'
import { formOf, goTo, nowIn, placeIn, type RouteContext, show } from '../route.ts'
import type { Services } from '../services.ts'
import { encryptSession, newSession } from '../session.ts'

const SECONDS = 5 * 60

/** The challenge that a passkey has to answer, and until when; encrypted, so that nothing has to be kept before somebody comes back. */
const asked = z.strictObject({ challenge: z.string(), until: z.int() })

/** A page of the board to go on to, after `/board/sign-in/`; anything else leads to what waits. */
const BACK = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,300}$/

export async function signInPage(c: RouteContext<'/board/sign-in/:back{.+}?'>): Promise<Response> {
  return askForPasskey(c, c.env.isOver ? c.env.view.words.signIn.again : undefined)
}

async function askForPasskey(c: RouteContext<'/board/sign-in/:back{.+}?'>, notice?: string): Promise<Response> {
  const { view, room, services } = c.env
  const { signIn } = view.words
  const challenge = Buffer.from(services.random(32)).toString('base64url')
  const token = Buffer.from(encrypt('sign-in', { challenge, until: nowIn(services) + SECONDS }, services)).toString('base64url')
  const people = await everybody(services, room)
  const back = c.req.param('back')
  return show(
    c,
    <BoardLayout view={view} title={signIn.title} hasCeremony back="/board">
      {notice !== undefined && (
        <p class="note" role="status">
          {notice}
        </p>
      )}
      <h1>{signIn.heading}</h1>
      <p>{signIn.lead}</p>
      <Ceremony
        view={view}
        kind="get"
        action={back === undefined ? '/board/sign-in' : `/board/sign-in/${back}`}
        challenge={challenge}
        site={placeIn(c).site}
        credentials={people.flatMap(({ key }) => (key.kind === 'passkey' && key.origin === placeIn(c).origin ? [key.credential] : []))}
        button={signIn.button}
      >
        <input type="hidden" name="token" value={token} />
      </Ceremony>
    </BoardLayout>,
  )
}

export async function signIn(c: RouteContext<'/board/sign-in/:back{.+}?'>): Promise<Response> {
  const { view, room, services } = c.env
  const form = formOf(c)
  const { words } = view
  if (form.get('clientData') === '') return askForPasskey(c, words.signIn.needsScript)
  const now = nowIn(services)
  const question = decrypt('sign-in', asked, Buffer.from(form.get('token') ?? '', 'base64url'), services)
  if (!question || question.until <= now) return askForPasskey(c, words.signIn.over)
  const person = holderOf(await everybody(services, room), form, question.challenge)
  if (!person) return askForPasskey(c, words.signIn.unknown)
  if (!(await useOnce(services, `sign-in ${question.challenge}`, now))) return askForPasskey(c, words.signIn.over)
  c.header('Set-Cookie', sessionCookie(encryptSession(newSession(person, now), services)), { append: true })
  const back = c.req.param('back')
  return goTo(c, back !== undefined && BACK.test(back) ? `/board/${back}` : room ? '/board/waiting' : '/board/founding')
}

export function signOut(c: RouteContext): Response {
  c.header('Set-Cookie', noSession, { append: true })
  return goTo(c, '/board')
}

/** Lists everybody who may sign in: people on the board, people proposed for it, and people with a new key. Before there is a board, only the last. */
async function everybody(services: Services, room: Room | undefined): Promise<Person[]> {
  const made = await newcomers(services, nowIn(services))
  const own = made.map(({ person }) => person)
  if (!room) return own
  const { state } = room
  const proposed = openCharters(state).flatMap(({ body }) => (body.kind === 'charter' ? body.content.people : []))
  return [...state.charter.people, ...proposed, ...own]
}

import { invited, makeLink } from '#functions/enrolment-links.ts'
import { membersOf, role as roles } from '#shared/governance/charter.ts'
import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { type wordsMissing, wordsOfField } from '../acts/form-read.ts'
import { keepForm, keepNewLink, newcomers, readKeptForm, readNewLink } from '../desk.ts'
import { ChoiceField, EMPTY, type FilledForm, LineField } from '../pages/act-form-parts.tsx'
import { BoardLayout } from '../pages/board-layout.tsx'
import { Fingerprint } from '../pages/fingerprint.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { formOf, goTo, nowIn, placeIn, type RouteContext, type Seated, show } from '../route.ts'

/** Shows the people who decide: chosen names, roles and keys. Public, as the charter is. */
export async function peoplePage(c: RouteContext): Promise<Response> {
  const { view, room, services } = c.env
  if (!room) return goTo(c, '/board')
  const { people: say, roles: named, mayDo } = view.words
  const { charter, ledger } = room.state
  const isMember = room.seat?.person.role === 'member' && !room.seat.isNewcomer
  const made = isMember ? await newcomers(services, nowIn(services)) : []
  return show(
    c,
    <BoardLayout view={view} title={say.title}>
      <h1>{say.heading}</h1>
      <p>{say.livedExperience(charter.livedExperience, membersOf(charter).length)}</p>
      {charter.people.map(({ alias, role, key }) => (
        <div class="card">
          <h2>
            <bdi>{alias}</bdi>
          </h2>
          <p>
            {named[role]}. {mayDo[role]}
          </p>
          <p class="soft">{key.kind === 'passkey' ? say.passkey : say.file}</p>
        </div>
      ))}
      {made.length > 0 && (
        <>
          <h2>{say.newcomers}</h2>
          <ul>
            {made.map(({ person }) => (
              <li>
                <a class="link" href={view.to(`/board/propose/person/${person.id}`)}>
                  <bdi>{person.alias}</bdi> ({named[person.role]})
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {isMember && (
        <div class="go">
          <a class="button second" href={view.to('/board/invite')}>
            {say.invite}
          </a>
        </div>
      )}
      <Fingerprint view={view} ledger={ledger} />
    </BoardLayout>,
  )
}

type InvitePath = '/board/invite/:draft?'

export async function invitePage({ c, view, seat }: Seated<InvitePath>): Promise<Response> {
  const draft = c.req.param('draft')
  const form = draft === undefined ? undefined : await readKeptForm(c.env.services, draft, seat.person.id, nowIn(c.env.services))
  const read = form && readInvite(form, view.words)
  const filled: FilledForm = form ? { form, errors: read && 'errors' in read ? read.errors : [] } : EMPTY
  const { people: say, forms, roles: named } = view.words
  const common = { view, filled }
  return show(
    c,
    <BoardLayout view={view} title={say.invite} back="/board/people" hasError={filled.errors.length > 0}>
      <ErrorSummary errors={filled.errors} words={view.siteWords} />
      <h1>{say.invite}</h1>
      <p>{say.inviteLead}</p>
      <form method="post" action={view.to('/board/invite')} novalidate autocomplete="off">
        <LineField {...common} field="id" text={say.id} />
        <LineField {...common} field="alias" text={say.alias} />
        <ChoiceField {...common} field="role" text={say.role} choices={roles.options.map((value) => ({ value, label: named[value] }))} />
        <ChoiceField
          {...common}
          field="lived"
          kind="checkbox"
          text={say.lived}
          hint={forms.optional}
          choices={[{ value: 'yes', label: say.lived }]}
        />
        <div class="go">
          <button type="submit">{say.button}</button>
        </div>
      </form>
    </BoardLayout>,
  )
}

/** Makes the link and leads to the page that shows it. */
export async function invite({ c, view, seat }: Seated<InvitePath>): Promise<Response> {
  const { services } = c.env
  const form = formOf(c)
  const now = nowIn(services)
  const read = readInvite(form, view.words)
  if ('errors' in read) return goTo(c, `/board/invite/${await keepForm(services, seat.person.id, form, now)}`)
  const path = await makeLink(services.boardroom, read.whom, services.random(32), now)
  const { id: by } = seat.person
  return goTo(c, `/board/link/${await keepNewLink(services, { by, alias: read.whom.alias, path }, now)}`)
}

/** The link, for the member who made it and for ten minutes. After that nothing but its hash is kept. */
export async function linkPage({ c, view, seat }: Seated<'/board/link/:id'>): Promise<Response> {
  const { services } = c.env
  const link = await readNewLink(services, c.req.param('id'), seat.person.id, nowIn(services))
  if (!link) return show(c, <MissingPage view={view} />, 404)
  const { people: say } = view.words
  return show(
    c,
    <BoardLayout view={view} title={say.linkHeading} back="/board/people">
      <h1>{say.linkHeading}</h1>
      <p>{say.linkLead(`\u2068${link.alias}\u2069`)}</p>
      <p class="hash">{`${placeIn(c).origin}${link.path}`}</p>
    </BoardLayout>,
  )
}

function readInvite(form: URLSearchParams, words: Parameters<typeof wordsMissing>[2]) {
  const whom = {
    id: wordsOfField(form, 'id'),
    alias: wordsOfField(form, 'alias'),
    role: form.get('role'),
    lived: form.get('lived') === 'yes',
  }
  const read = invited.safeParse(whom)
  if (read.success) return { whom: read.data }
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]))
  return {
    errors: [
      ...(wrong.has('id') ? [{ field: 'id', message: words.people.idWrong }] : []),
      ...(wrong.has('alias') ? [{ field: 'alias', message: words.forms.missing }] : []),
      ...(wrong.has('role') ? [{ field: 'role', message: words.forms.choose }] : []),
    ],
  }
}

import { charterHash, membersOf, type Person, personOf } from '#shared/governance/charter.ts'
import { dayOf } from '#shared/governance/days.ts'
import { foundingStatement } from '#shared/governance/replay.ts'
import { challengeOf } from '#shared/governance/signature.ts'
import { ErrorSummary, type PageError } from '#shared/pages/controls/error-summary.tsx'
import { wordsMissing, wordsOfField } from '../acts/form-read.ts'
import { isWithinLimit } from '../daily-limit.ts'
import { charterOfFounders, type Founding, founderIn, foundWhenSigned, keepFoundingDraft, readFounding, signDraft } from '../founding.ts'
import { ChoiceField, type FilledForm, LineField } from '../pages/act-form-parts.tsx'
import { BoardLayout } from '../pages/board-layout.tsx'
import { Ceremony } from '../pages/ceremony.tsx'
import { Fingerprint } from '../pages/fingerprint.tsx'
import { LimitPage } from '../pages/trouble-pages.tsx'
import { assertionIn } from '../passkeys.ts'
import { formOf, goTo, nowIn, placeIn, type RouteContext, show, type View } from '../route.ts'

const FIELDS = { group: 'group', people: 'people', charter: 'charter' } as const

/** The page on which people who made a key write the charter of their board and sign it, each with their own passkey. */
export async function foundingPage(c: RouteContext): Promise<Response> {
  if (c.env.room) return goTo(c, '/board')
  return showFounding(c, await foundingIn(c))
}

function foundingIn({ env: { services } }: RouteContext): Promise<Founding> {
  return readFounding(services, nowIn(services))
}

function founderOf(c: RouteContext, founding: Founding): Person | undefined {
  return c.env.isOver ? undefined : founderIn(founding, c.env.session)
}

type More = { readonly notice?: string; readonly filled?: FilledForm }

function showFounding(c: RouteContext, founding: Founding, { notice, filled }: More = {}): Promise<Response> {
  const { view } = c.env
  const { found: say, nav } = view.words
  if (founding.founded) return founded(c, charterHash(founding.founded))
  const me = founderOf(c, founding)
  const errors = filled?.errors ?? []
  return show(
    c,
    <BoardLayout view={view} title={say.heading} hasCeremony={me !== undefined} hasError={errors.length > 0}>
      <ErrorSummary errors={errors} words={view.siteWords} />
      {notice !== undefined && (
        <p class="wrong" role="alert">
          {notice}
        </p>
      )}
      <h1>{say.heading}</h1>
      <p>{say.lead}</p>
      <h2>{say.made}</h2>
      {founding.people.length === 0 && <p>{say.nobody}</p>}
      <ul hidden={founding.people.length === 0}>
        {founding.people.map(({ person }) => (
          <li>
            <Name view={view} person={person} />
          </li>
        ))}
      </ul>
      {!me && (
        <div class="go">
          <a class="button" href={view.to('/board/sign-in/founding')}>
            {nav.signIn}
          </a>
        </div>
      )}
      {founding.draft && <Draft {...{ c, founding, me }} draft={founding.draft} />}
      {me && <Write view={view} founding={founding} filled={filled ?? fresh(founding)} />}
    </BoardLayout>,
    notice === undefined && errors.length === 0 ? 200 : 422,
  )
}

function founded(c: RouteContext, board: string): Promise<Response> {
  const { view } = c.env
  const { found: say } = view.words
  return show(
    c,
    <BoardLayout view={view} title={say.doneHeading}>
      <h1>{say.doneHeading}</h1>
      <p>{say.done}</p>
      <Fingerprint view={view} ledger={board} />
      <p>{say.command}</p>
      <p class="hash">{`chorus board adopt ${board}`}</p>
    </BoardLayout>,
  )
}

function Name({ view, person: { alias, role } }: { readonly view: View; readonly person: Person }) {
  return (
    <>
      <bdi>{alias}</bdi> ({view.words.roles[role]})
    </>
  )
}

type DraftProps = {
  readonly c: RouteContext
  readonly founding: Founding
  readonly me: Person | undefined
  readonly draft: NonNullable<Founding['draft']>
}

function Draft({ c, founding: { signed }, me, draft: { charter, day } }: DraftProps) {
  const { view } = c.env
  const { found: say, people } = view.words
  const hash = charterHash(charter)
  const names = (of: readonly Person[]) => of.map(({ alias }) => `\u2068${alias}\u2069`).join(', ')
  const [done, missing] = [true, false].map((has) => charter.people.filter(({ id }) => signed.has(id) === has))
  const own = me && personOf(charter, me.id)
  // Where everybody has signed and no board came of it, any of them signs once more.
  const maySign = own && (!signed.has(own.id) || missing?.length === 0)
  return (
    <>
      <h2>{say.charter}</h2>
      <p>
        <strong dir="auto">{charter.group}</strong>
      </p>
      <ul>
        {charter.people.map((person) => (
          <li>
            <Name view={view} person={person} />
          </li>
        ))}
      </ul>
      <p>{people.livedExperience(charter.livedExperience, membersOf(charter).length)}</p>
      <details>
        <summary>{view.words.proposal.rules}</summary>
        <pre class="as-is" dir="ltr">
          {JSON.stringify(charter, undefined, 2)}
        </pre>
      </details>
      <Fingerprint view={view} ledger={hash} />
      {done && done.length > 0 && <p>{say.agreed(names(done))}</p>}
      {missing && missing.length > 0 && <p>{say.missing(names(missing))}</p>}
      {me && !own && <p>{say.notNamed}</p>}
      {own && signed.has(own.id) && <p class="note">{say.signed}</p>}
      {own && maySign && (
        <>
          <p>{say.signLead}</p>
          <Ceremony
            view={view}
            kind="get"
            action="/board/founding/sign"
            challenge={challengeOf(foundingStatement(hash, own.id, day))}
            site={placeIn(c).site}
            credentials={own.key.kind === 'passkey' ? [own.key.credential] : []}
            button={say.sign}
          >
            <input type="hidden" name={FIELDS.charter} value={hash} />
          </Ceremony>
        </>
      )}
    </>
  )
}

type WriteProps = { readonly view: View; readonly founding: Founding; readonly filled: FilledForm }

function Write({ view, founding, filled }: WriteProps) {
  const { found: say, forms } = view.words
  const common = { view, filled }
  return (
    <>
      <h2>{founding.draft ? say.writeAgain : say.write}</h2>
      {founding.draft && <p>{say.writeAgainLead}</p>}
      <form method="post" action={view.to('/board/founding')} novalidate autocomplete="off">
        <LineField {...common} field={FIELDS.group} text={say.group} />
        <ChoiceField
          {...common}
          field={FIELDS.people}
          kind="checkbox"
          text={say.people}
          choices={founding.people.map(({ person: { id, alias } }) => ({ value: id, label: alias }))}
        />
        <div class="go">
          <button type="submit">{forms.go}</button>
        </div>
      </form>
    </>
  )
}

/** The form before anybody touched it: with the draft as it is, or with everybody who made a key. */
function fresh({ people, draft }: Founding): FilledForm {
  const named = draft?.charter.people ?? people.map(({ person }) => person)
  return { form: formWith(draft?.charter.group ?? '', named), errors: [] }
}

function formWith(group: string, named: readonly Person[]): URLSearchParams {
  return new URLSearchParams([[FIELDS.group, group], ...named.map(({ id }): [string, string] => [FIELDS.people, id])])
}

/** Writes the charter. Everybody who made a key may write it; it counts only after everybody in it has signed. */
export async function writeFounding(c: RouteContext): Promise<Response> {
  if (c.env.room) return goTo(c, '/board')
  const { services, view } = c.env
  const founding = await foundingIn(c)
  if (founding.founded) return showFounding(c, founding)
  const writer = founderOf(c, founding)
  if (!writer) return goTo(c, '/board/sign-in/founding')
  const form = formOf(c)
  const chosen = founding.people.filter(({ person }) => form.getAll(FIELDS.people).includes(person.id))
  const read = charterOfFounders(wordsOfField(form, FIELDS.group), chosen, services)
  const missing = wordsMissing(form, FIELDS.group, view.words)
  const errors: PageError[] =
    missing.length > 0 || read.success ? missing : [{ field: FIELDS.people, message: view.words.forms.charterWrong }]
  if (errors.length > 0 || !read.success) return showFounding(c, founding, { filled: { form, errors } })
  // Each draft takes all signatures away, so nobody can keep the others from signing for long.
  if (!(await isWithinLimit(services, 'charter', writer.id))) return show(c, <LimitPage view={view} />, 429)
  await keepFoundingDraft(services, { charter: read.data, day: dayOf(services.clock()) }, nowIn(services))
  return goTo(c, '/board/founding')
}

/** Takes the signature of somebody who is named; with the last one the board is founded. */
export async function signFounding(c: RouteContext): Promise<Response> {
  if (c.env.room) return goTo(c, '/board')
  const { services, view } = c.env
  const founding = await foundingIn(c)
  if (founding.founded) return showFounding(c, founding)
  const me = founderOf(c, founding)
  const { draft } = founding
  if (!me || !draft) return goTo(c, '/board/sign-in/founding')
  const form = formOf(c)
  if (form.get(FIELDS.charter) !== charterHash(draft.charter)) return showFounding(c, founding, { notice: view.words.found.changed })
  const answer = assertionIn(form)
  if (!answer) return showFounding(c, founding, { notice: view.words.signIn.needsScript })
  const { authenticatorData, clientData, value } = answer
  const own = personOf(draft.charter, me.id)
  const isTheirs =
    own && (await signDraft(services, draft, own, { kind: 'passkey', authenticatorData, clientData, value }, nowIn(services)))
  if (!isTheirs) return showFounding(c, founding, { notice: view.words.sign.failed })
  await foundWhenSigned(services, await foundingIn(c))
  return goTo(c, '/board/founding')
}

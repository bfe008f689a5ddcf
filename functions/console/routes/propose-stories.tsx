import { addressOf } from '#shared/canonical-json.ts'
import type { UnsignedAct } from '#shared/governance/entries.ts'
import { ErrorSummary, type PageError } from '#shared/pages/controls/error-summary.tsx'
import { wordsMissing, wordsOfField } from '../acts/form-read.ts'
import { shortBody } from '../acts/simple-forms.ts'
import { keepForm, keepWaiting, readKeptForm } from '../desk.ts'
import { ActForm, ChoiceField, EMPTY, type FilledForm, WordsField } from '../pages/act-form-parts.tsx'
import { BoardLayout } from '../pages/board-layout.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { formOf, goTo, nowIn, type Seated, show } from '../route.ts'

type Path = '/board/propose/stories/:study/:hash/:draft?'

/** Lists the people who hold a key for stories, without the one who proposes. */
function mayRead({ room: { state }, seat }: Seated<Path>) {
  return state.charter.people.filter(({ id }) => id !== seat.person.id && state.sealingKeys.has(id))
}

/** Asks the board to let two people read what was written under one version of a survey. */
export async function storiesFormPage(seated: Seated<Path>): Promise<Response> {
  const { c, view, room, seat } = seated
  const { study, hash, draft } = c.req.param()
  if (room.state.surveys.get(study)?.sha256 !== hash) return show(c, <MissingPage view={view} />, 404)
  const form = draft === undefined ? undefined : await readKeptForm(c.env.services, draft, seat.person.id, nowIn(c.env.services))
  const filled: FilledForm = form ? { form, errors: errorsIn(seated, form) } : EMPTY
  const { kinds, proposal, stories } = view.words
  return show(
    c,
    <BoardLayout view={view} title={kinds.stories} back="/board/propose" hasError={filled.errors.length > 0}>
      <ErrorSummary errors={filled.errors} words={view.siteWords} />
      <h1>{kinds.stories}</h1>
      <p>{stories.proposeLead}</p>
      <ActForm view={view} action={`/board/propose/stories/${study}/${hash}`}>
        <ChoiceField
          view={view}
          filled={filled}
          field="reader"
          kind="checkbox"
          text={stories.twoReaders}
          hint={stories.twoReadersHint}
          choices={mayRead(seated).map(({ id, alias }) => ({ value: id, label: alias }))}
        />
        <WordsField view={view} filled={filled} field="why" text={proposal.why} />
      </ActForm>
    </BoardLayout>,
  )
}

export async function proposeStories(seated: Seated<Path>): Promise<Response> {
  const { c, view, room, seat } = seated
  const { study, hash } = c.req.param()
  const { services } = c.env
  if (room.state.surveys.get(study)?.sha256 !== hash) return show(c, <MissingPage view={view} />, 404)
  const form = formOf(c)
  const [one, other] = readersIn(seated, form)
  if (errorsIn(seated, form).length > 0 || one === undefined || other === undefined)
    return goTo(c, `/board/propose/stories/${study}/${hash}/${await keepForm(services, seat.person.id, form, nowIn(services))}`)
  const content: { survey: string; reviewers: [string, string]; why: string } = {
    survey: hash,
    reviewers: [one, other],
    why: wordsOfField(form, 'why'),
  }
  const title = `${view.words.kinds.stories}: ${study}`
  const act: UnsignedAct = { kind: 'propose', body: { ...shortBody(study, addressOf(content), title), kind: 'stories', content } }
  return goTo(c, `/board/sign/${await keepWaiting(services, { by: seat.person.id, back: '/board/waiting', act }, nowIn(services))}`)
}

function readersIn(seated: Seated<Path>, form: URLSearchParams): readonly string[] {
  return mayRead(seated).flatMap(({ id }) => (form.getAll('reader').includes(id) ? [id] : []))
}

function errorsIn(seated: Seated<Path>, form: URLSearchParams): PageError[] {
  const { words } = seated.view
  const isTwo = readersIn(seated, form).length === 2
  return [...(isTwo ? [] : [{ field: 'reader', message: words.stories.twoReadersHint }]), ...wordsMissing(form, 'why', words)]
}

import { checksOfRelease, checksOfSurvey } from '#functions/proposal-checks.ts'
import { membersOf, personOf } from '#shared/governance/charter.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { parseSurvey } from '#shared/survey/canonical.ts'
import { type SurveyVersion, textsFor } from '#shared/survey/survey.ts'
import { CHARTER_FIELDS, readCharterForm, withPerson } from '../acts/charter-form.ts'
import type { FormRead } from '../acts/form-read.ts'
import { ABOUT, readThing, returnedBefore, THING_FIELDS, type Thing } from '../acts/thing-form.ts'
import { keepForm, keepWaiting, newcomers, readKeptForm } from '../desk.ts'
import { ActForm, ChoiceField, type FilledForm, LineField, WordsField } from '../pages/act-form-parts.tsx'
import { BoardLayout } from '../pages/board-layout.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { isCounted, type Listed, readKnownCandidate, releasesOf, wordedCandidates } from '../release-reader.ts'
import { formOf, goTo, nowIn, type Seated, show, type View } from '../route.ts'
import type { Services } from '../services.ts'

type Found = { readonly thing: Thing; readonly title: string }

/** Lists what can be proposed. A candidate is shown to members alone before it is proposed; then to reviewers too. */
export async function proposePage({ c, view, room, seat }: Seated): Promise<Response> {
  const { services } = c.env
  const { propose } = view.words
  const versions = await services.community.versions()
  const isNew = (sha256: string) =>
    ![...room.state.proposals.values()].some(
      ({ body, status }) => body.sha256 === sha256 && status !== 'lapsed' && status !== 'void' && status !== 'rejected',
    )
  const surveys = (
    await Promise.all(versions.filter(({ hash }) => isNew(hash)).map((version) => surveyThing(services, version, view)))
  ).flatMap((each) => each ?? [])
  const studies = [...new Set(versions.map(({ id }) => id))]
  const releases = seat.person.role === 'member' ? (await Promise.all(studies.map((study) => candidatesOf(services, study)))).flat() : []
  // Quotes are worth nothing before both readers signed them, and neither of the two proposes them.
  const isTheirs = ({ id, has }: Offered) => {
    const by = room.state.quoted.get(id)?.by
    return has === 'quotes' && (by === undefined || by.size < 2 || by.has(seat.person.id))
  }
  const fresh = releases.filter((each) => isNew(each.id) && !isTheirs(each))
  const readable = [...room.state.surveys].filter(() => room.state.sealingKeys.size > 1)
  const others = membersOf(room.state.charter).filter(({ id }) => id !== seat.person.id)
  return show(
    c,
    <BoardLayout view={view} title={propose.title} back="/board/waiting">
      <h1>{propose.heading}</h1>
      <p>{propose.lead}</p>
      <h2>{propose.surveys}</h2>
      {surveys.length === 0 && <p>{propose.noSurveys}</p>}
      <ul hidden={surveys.length === 0}>
        {surveys.map(({ thing, title }) => (
          <li>
            <a class="link" href={view.to(`/board/propose/survey/${thing.id}/${thing.sha256}`)} dir="auto">
              {title}
            </a>{' '}
            <span class="hash">{thing.sha256.slice(0, 12)}</span>
          </li>
        ))}
      </ul>
      <p>
        <a class="button second" href={view.to('/board/upload')}>
          {view.words.upload.heading}
        </a>
      </p>
      {readable.length > 0 && <h2>{view.words.kinds.stories}</h2>}
      <ul hidden={readable.length === 0}>
        {readable.map(([study, { sha256 }]) => (
          <li>
            <a class="link" href={view.to(`/board/propose/stories/${study}/${sha256}`)}>
              {view.words.kinds.stories}: <bdi>{study}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <h2>{propose.releases}</h2>
      {fresh.length === 0 && <p>{propose.noReleases}</p>}
      <ul hidden={fresh.length === 0}>
        {fresh.map(({ study, release, id, has }) => (
          <li>
            <a class="link" href={view.to(`/board/propose/release/${study}/${id}`)}>
              {view.words.kinds.release}: <bdi>{study}</bdi>, {release}
              {has && ` (${propose.has[has]})`}
            </a>{' '}
            {has !== 'quotes' && (
              <a class="link" href={view.to(`/board/words/${study}/${id}`)}>
                {view.words.wording.link}
              </a>
            )}
          </li>
        ))}
      </ul>
      {seat.person.role === 'member' && (
        <details>
          <summary>{view.words.kinds.charter}</summary>
          <ul>
            {others.map(({ id, alias }) => (
              <li>
                <a class="link" href={view.to(`/board/propose/without/${id}`)}>
                  {propose.remove(`\u2068${alias}\u2069`)}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </BoardLayout>,
  )
}

type Offered = Listed & { readonly study: string; readonly has?: 'quotes' | 'words' }

async function candidatesOf({ candidates }: Pick<Services, 'candidates'>, study: string): Promise<Offered[]> {
  const found = await Promise.all([releasesOf(candidates, study), wordedCandidates(candidates, study)])
  return found.flat().map((each) => ({ study, ...each }))
}

type ThingPath = '/board/propose/:kind{survey|release}/:study/:hash/:draft?'

export async function thingPage(seated: Seated<ThingPath>): Promise<Response> {
  const { c, view, room, seat } = seated
  const found = await thingIn(seated)
  if (!found) return show(c, <MissingPage view={view} />, 404)
  const { thing, title } = found
  const { forms, kinds, proposal: say } = view.words
  const review = thing.kind === 'survey' ? daysAfter(room.today, Math.min(300, room.state.charter.approvalDays)) : ''
  const filled = await filledIn(seated, new URLSearchParams({ title: `${kinds[thing.kind]}: ${title}`, review }), (form) =>
    readThing(form, thing, room.state, c.env.services.clock(), view.words),
  )
  const common = { view, filled }
  const before = returnedBefore(room.state, thing)
  const others = room.state.charter.people.filter(({ id }) => id !== seat.person.id)
  return show(
    c,
    <BoardLayout view={view} title={kinds[thing.kind]} back="/board/propose" hasError={filled.errors.length > 0}>
      <ErrorSummary errors={filled.errors} words={view.siteWords} />
      <p class="soft">{kinds[thing.kind]}</p>
      <h1 dir="auto">{title}</h1>
      <p>
        {say.hash}: <span class="hash">{thing.sha256}</span>
      </p>
      {before && (
        <p class="note">
          {say.changes}: <bdi>{before.body.title}</bdi>
        </p>
      )}
      <ActForm view={view} action={`/board/propose/${thing.kind}/${thing.id}/${thing.sha256}`}>
        <LineField {...common} field={THING_FIELDS.title} text={forms.title} />
        {ABOUT.map((field) => (
          <WordsField {...common} field={field} text={say[field]} />
        ))}
        {before && <WordsField {...common} field={THING_FIELDS.met} text={say.met} />}
        {thing.kind === 'survey' && <LineField {...common} field={THING_FIELDS.review} text={forms.review} />}
        <ChoiceField
          {...common}
          field={THING_FIELDS.authors}
          text={forms.authors}
          hint={forms.optional}
          kind="checkbox"
          choices={others.map(({ id, alias }) => ({ value: id, label: alias }))}
        />
      </ActForm>
    </BoardLayout>,
  )
}

export async function proposeThing(seated: Seated<ThingPath>): Promise<Response> {
  const { c, view, room } = seated
  const found = await thingIn(seated)
  if (!found) return show(c, <MissingPage view={view} />, 404)
  const { thing } = found
  const read = readThing(formOf(c), thing, room.state, c.env.services.clock(), view.words)
  return onward(seated, read, `/board/propose/${thing.kind}/${thing.id}/${thing.sha256}`)
}

type CharterPath = '/board/propose/:kind{person|without}/:id/:draft?'

/** The board with somebody new or with a new key, or without somebody. */
export async function charterPage(seated: Seated<CharterPath>): Promise<Response> {
  const { c, view } = seated
  const change = await charterIn(seated)
  if (!change) return show(c, <MissingPage view={view} />, 404)
  const { forms, kinds, proposal: say } = view.words
  const filled = await filledIn(seated, new URLSearchParams({ lived: String(change.next.livedExperience) }), (form) =>
    readCharterForm(form, change.next, change.title, view.words),
  )
  return show(
    c,
    <BoardLayout view={view} title={kinds.charter} back="/board/waiting" hasError={filled.errors.length > 0}>
      <ErrorSummary errors={filled.errors} words={view.siteWords} />
      <p class="soft">{kinds.charter}</p>
      <h1>{change.title}</h1>
      <ActForm view={view} action={change.at}>
        <WordsField view={view} filled={filled} field={CHARTER_FIELDS.why} text={say.why} />
        <LineField view={view} filled={filled} field={CHARTER_FIELDS.lived} text={forms.livedExperience} />
      </ActForm>
    </BoardLayout>,
  )
}

export async function proposeCharter(seated: Seated<CharterPath>): Promise<Response> {
  const { c, view } = seated
  const change = await charterIn(seated)
  if (!change) return show(c, <MissingPage view={view} />, 404)
  return onward(seated, readCharterForm(formOf(c), change.next, change.title, view.words), change.at)
}

async function charterIn({ c, view, room }: Seated<CharterPath>) {
  const { kind, id } = c.req.param()
  const { charter } = room.state
  const { proposal: say, roles, propose } = view.words
  if (kind === 'without') {
    const leaving = personOf(charter, id)
    if (!leaving) return undefined
    const people = charter.people.filter((each) => each.id !== id)
    const livedExperience = Math.min(charter.livedExperience, people.filter(({ role }) => role === 'member').length)
    return { next: { ...charter, people, livedExperience }, title: propose.remove(leaving.alias), at: `/board/propose/without/${id}` }
  }
  const joining = (await newcomers(c.env.services, nowIn(c.env.services))).find(({ person }) => person.id === id)
  if (!joining) return undefined
  const { person, lived } = joining
  const isMore = person.role === 'member' && lived && personOf(charter, id)?.role !== 'member'
  const next = { ...withPerson(charter, person), livedExperience: charter.livedExperience + (isMore ? 1 : 0) }
  return { next, title: say.joins(person.alias, roles[person.role]), at: `/board/propose/person/${id}` }
}

/** A form on its way: to be signed, or back with all that was entered. */
async function onward({ c, seat }: Pick<Seated, 'c' | 'seat'>, read: FormRead, at: string): Promise<Response> {
  const { services } = c.env
  const now = nowIn(services)
  const by = seat.person.id
  if ('errors' in read) return goTo(c, `${at}/${await keepForm(services, by, formOf(c), now)}`)
  return goTo(c, `/board/sign/${await keepWaiting(services, { by, back: '/board/waiting', ...read }, now)}`)
}

async function filledIn(
  { c, seat }: { readonly c: Seated<'/:draft?'>['c']; readonly seat: Seated['seat'] },
  fresh: URLSearchParams,
  read: (form: URLSearchParams) => FormRead,
): Promise<FilledForm> {
  const draft = c.req.param('draft')
  const form = draft === undefined ? undefined : await readKeptForm(c.env.services, draft, seat.person.id, nowIn(c.env.services))
  if (!form) return { form: fresh, errors: [] }
  const found = read(form)
  return { form, errors: 'errors' in found ? found.errors : [] }
}

async function thingIn({ c, view, seat, room }: Seated<ThingPath>): Promise<Found | undefined> {
  const { kind, study, hash } = c.req.param()
  const { services } = c.env
  if (kind === 'survey') return surveyThing(services, { id: study, hash }, view)
  if (seat.person.role !== 'member') return undefined
  const found = await readKnownCandidate(services.candidates, room.state, study, hash)
  if (found?.read.status.standing.state !== 'candidate') return undefined
  const { read } = found
  const checks = checksOfRelease(read, await isCounted(services.candidates, read))
  return {
    thing: { kind: 'release', id: read.survey.id, sha256: read.id, checks },
    title: `${read.survey.id}, ${read.release}`,
  }
}

async function surveyThing(
  { community, clock }: Pick<Services, 'community' | 'clock'>,
  version: SurveyVersion,
  view: View,
): Promise<Found | undefined> {
  const bytes = await community.readSurvey(version)
  if (!bytes) return undefined
  try {
    const survey = parseSurvey(bytes, version)
    const language = survey.languages.find((each) => each === view.language) ?? survey.languages[0] ?? 'en'
    const checks = checksOfSurvey(survey, dayOf(clock()))
    return {
      thing: { kind: 'survey', id: survey.id, sha256: version.hash, checks },
      title: `${textsFor(survey, language).title} (${survey.version})`,
    }
  } catch {
    // Bytes that are not what their name says are nothing to propose.
    return undefined
  }
}

import { storySignersOf } from '#shared/governance/acts/stories.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import { ed25519Key, sealingKey } from '#shared/governance/signing-keys.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import { sha256Hex } from '#shared/survey/ids.ts'
import { questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import { keepWaiting } from '../desk.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { aliasOf } from '../pages/who.ts'
import type { DeskData } from '../reading/desk-data.ts'
import { type OpenReport, ReadingSections } from '../reading/reading-sections.tsx'
import { StoryFrame, Unlock } from '../reading/story-frame.tsx'
import { type Listed, releasesOf, wordedCandidates } from '../release-reader.ts'
import { formOf, goTo, nowIn, placeIn, type Seated, show } from '../route.ts'
import { isOpenReading } from '../stories/answer-ask.ts'

type Reading = { readonly proposal: Proposal; readonly readers: readonly [string, string]; readonly survey: string }

/** Lists the things that somebody can do about stories: hold a key, give parts, read. */
export async function storiesPage({ c, view, room, seat }: Seated<'/board/stories/:done{done}?'>): Promise<Response> {
  const { stories: say } = view.words
  const { state } = room
  const readings = (
    await Promise.all(readingsIn(state.proposals.values()).map(async (each) => ((await isOpen(c.env.services, each)) ? [each] : [])))
  ).flat()
  const holds = state.sealingKeys.has(seat.person.id)
  return show(
    c,
    <BoardLayout view={view} title={say.title}>
      {c.req.param('done') !== undefined && (
        <p class="note" role="status">
          {view.words.proposal.done}
        </p>
      )}
      <h1>{say.heading}</h1>
      <p>{say.lead}</p>
      <MadeUpStories {...{ view, room }} />
      <h2>{say.yourKey}</h2>
      <p>{holds ? say.holds : say.holdsNot}</p>
      <div class="go">
        <a class={holds ? 'button second' : 'button'} href={view.to('/board/stories/key')}>
          {holds ? say.makeAnew : say.makeKey}
        </a>
      </div>
      <h2>{say.readings}</h2>
      {readings.length === 0 && <p>{say.noReadings}</p>}
      {readings.map(({ proposal, readers }) => (
        <div class="card">
          <h3 dir="auto">{proposal.body.title}</h3>
          <p>
            {view.words.proposal.readers}: {readers.map((id) => aliasOf(state, id)).join(', ')}
          </p>
          {quotedFrom(state, proposal.id).map(([release, { by }]) => (
            <p>
              {say.signedBy([...by].map((id) => aliasOf(state, id)).join(', '))} <span class="hash">{release.slice(0, 12)}</span>
            </p>
          ))}
          <div class="go">
            {holds && seat.person.role === 'member' && (
              <a class="button" href={view.to(`/board/stories/${proposal.id}/give`)}>
                {say.give}
              </a>
            )}
            {holds && readers.includes(seat.person.id) && (
              <a class="button" href={view.to(`/board/stories/${proposal.id}/read`)}>
                {say.read}
              </a>
            )}
            <a class="button second" href={view.to(`/board/stories/${proposal.id}/views`)}>
              {say.views}
            </a>
          </div>
        </div>
      ))}
    </BoardLayout>,
  )
}

/** In a demonstration: nobody takes its stories for those of people. */
function MadeUpStories({ view, room }: Pick<Seated, 'view' | 'room'>) {
  return room.state.charter.demonstration ? <p class="note">{view.words.stories.madeUp}</p> : null
}

function quotedFrom({ quoted }: LedgerState, stories: string) {
  return [...quoted].filter(([, each]) => each.stories === stories)
}

function readingsIn(proposals: Iterable<Proposal>): Reading[] {
  return [...proposals].flatMap((proposal) =>
    proposal.body.kind === 'stories' && proposal.status === 'enacted'
      ? [{ proposal, readers: proposal.body.content.reviewers, survey: proposal.body.content.survey }]
      : [],
  )
}

function isOpen(services: Seated['c']['env']['services'], { proposal }: Reading): Promise<boolean> {
  return isOpenReading(services, proposal)
}

/** Lets somebody make a key for stories, in their browser. */
export async function keyPage(seated: Seated): Promise<Response> {
  const { c, view } = seated
  const { stories: say } = view.words
  return show(
    c,
    <BoardLayout view={view} title={say.makeKey} back="/board/stories" script={c.env.services.storyScript}>
      <h1>{say.makeKey}</h1>
      {say.keyLead.map((text) => (
        <p>{text}</p>
      ))}
      <StoryFrame view={view} page="key" data={deskDataFor(seated)}>
        <form id="hold" method="post" action={view.to('/board/stories/key')} autocomplete="off">
          <input type="hidden" name="key" id="key" value="" />
          <input type="hidden" name="asks" id="asks" value="" />
          <div id="ways" class="go">
            <button type="button" id="with-passkey">
              {say.byPasskey}
            </button>
            <button type="button" id="make-code" class="second">
              {say.byCode}
            </button>
          </div>
          <section id="kept" hidden tabindex={-1} aria-labelledby="kept-heading">
            <h2 id="kept-heading">{say.codeHeading}</h2>
            <p>{say.codeLead}</p>
            <p class="hash" id="new-code"></p>
            <p>
              <a class="link" id="save" href="#kept" download="chorus-story-code.txt">
                {say.save}
              </a>
            </p>
            <div class="go">
              <button type="submit">{view.words.forms.go}</button>
            </div>
          </section>
        </form>
      </StoryFrame>
    </BoardLayout>,
  )
}

/** The public halves of a new key, on their way to be signed. */
export async function holdKey({ c, seat }: Seated): Promise<Response> {
  const form = formOf(c)
  const [key, asks] = [sealingKey.safeParse(form.get('key')), ed25519Key.safeParse(form.get('asks'))]
  if (!key.success || !asks.success) return goTo(c, '/board/stories/key')
  const act = { kind: 'hold', body: { key: key.data, asks: asks.data } } as const
  const { services } = c.env
  return goTo(c, `/board/sign/${await keepWaiting(services, { by: seat.person.id, back: '/board/stories', act }, nowIn(services))}`)
}

/** Lets a member give their part of each box to the two readers. */
export async function givePage(seated: Seated<'/board/stories/:id/give'>): Promise<Response> {
  const { c, view, room } = seated
  const { stories: say } = view.words
  const found = await readingAt(seated)
  if (!found) return show(c, <MissingPage view={view} />, 404)
  return show(
    c,
    <BoardLayout view={view} title={say.give} back="/board/stories" script={c.env.services.storyScript}>
      <h1>{say.give}</h1>
      <p>{say.giveLead}</p>
      <MadeUpStories {...{ view, room }} />
      <StoryFrame view={view} page="give" data={deskDataFor(seated, found.reading, found.survey)}>
        <Unlock view={view} />
        <p id="done" role="status" tabindex={-1}></p>
      </StoryFrame>
    </BoardLayout>,
  )
}

/** Lets a reader read one story at a time. What is in a box is opened by the script, in the reader's browser. */
export async function readStoriesPage(seated: Seated<'/board/stories/:id/read'>): Promise<Response> {
  const { c, view, room, seat } = seated
  const { stories: say } = view.words
  const found = await readingAt(seated)
  if (!found?.reading.readers.includes(seat.person.id)) return show(c, <MissingPage view={view} />, 404)
  return show(
    c,
    <BoardLayout view={view} title={say.read} back="/board/stories" script={c.env.services.storyScript}>
      <h1>{say.read}</h1>
      <MadeUpStories {...{ view, room }} />
      {say.note.map((text) => (
        <p class="note">{text}</p>
      ))}
      <StoryFrame view={view} page="read" data={deskDataFor(seated, found.reading, found.survey)}>
        <Unlock view={view} />
        <ReadingSections
          view={view}
          survey={found.survey}
          reports={await openReports(seated, found.survey.id)}
          signAt={view.to(`/board/stories/${found.reading.proposal.id}/quotes`)}
        />
      </StoryFrame>
    </BoardLayout>,
  )
}

/** Reports that no quotes are in yet, the newest first: as they were counted, or with the board's words. */
async function openReports({ c, view }: Seated, study: string): Promise<OpenReport[]> {
  const { candidates } = c.env.services
  const { stories: say, propose } = view.words
  const [counted, worded] = await Promise.all([releasesOf(candidates, study), wordedCandidates(candidates, study)])
  const named = ({ release, id }: Listed, more = '') => ({ id, release, label: `${say.report(release)}${more} (${id.slice(0, 12)})` })
  return [
    ...counted.map((each) => named(each)),
    ...worded.filter(({ has }) => has === 'words').map((each) => named(each, `, ${propose.has.words}`)),
  ].toSorted((one, other) => other.release - one.release)
}

/** The quotes that a reader has seen in a report, on their way to be signed: a signature of both is what makes them count. */
export async function signQuotes(seated: Seated<'/board/stories/:id/quotes'>): Promise<Response> {
  const { c, view, seat } = seated
  const found = await readingAt(seated)
  if (!found?.reading.readers.includes(seat.person.id)) return show(c, <MissingPage view={view} />, 404)
  const stories = found.reading.proposal.id
  const form = formOf(c)
  const [release, sources] = ['release', 'sources'].map((name) => sha256Hex.safeParse(form.get(name)))
  if (!release?.success || !sources?.success) return goTo(c, `/board/stories/${stories}/read`)
  const act = { kind: 'quote', body: { stories, release: release.data, sources: sources.data } } as const
  const { services } = c.env
  return goTo(c, `/board/sign/${await keepWaiting(services, { by: seat.person.id, back: '/board/stories', act }, nowIn(services))}`)
}

type ReadingPath = '/board/stories/:id/give' | '/board/stories/:id/read' | '/board/stories/:id/quotes'

async function readingAt({ c, room }: Seated<ReadingPath>) {
  const { services } = c.env
  const reading = readingsIn(room.state.proposals.values()).find(({ proposal }) => proposal.id === c.req.param('id'))
  if (!reading || !(await isOpen(services, reading))) return undefined
  const version = { id: reading.proposal.body.id, hash: reading.survey }
  const bytes = await services.community.readSurvey(version)
  return bytes && { reading, survey: parseSurvey(bytes, version) }
}

function deskDataFor({ c, view, room: { state, today }, seat }: Seated, reading?: Reading, survey?: Survey): DeskData {
  const { key } = seat.person
  const { kinds, script } = view.words.stories
  return {
    by: seat.person.id,
    held: state.sealingKeys.get(seat.person.id) ?? '',
    site: placeIn(c).site,
    credential: key.kind === 'passkey' ? key.credential : '',
    ledger: state.ledger,
    charter: state.charterHash,
    seen: state.head,
    day: today,
    stories: reading?.proposal.id ?? '',
    survey: reading?.survey ?? '',
    readers: (reading?.readers ?? []).map((id) => ({
      id,
      key: state.sealingKeys.get(id) ?? '',
      signers: [...storySignersOf(state, id)],
    })),
    questions: survey ? questionsIn(survey, view.language) : {},
    say: { ...script, ...kinds },
  }
}

/** In the reader's language, where the survey has it. */
function questionsIn(survey: Survey, language: string): Record<string, string> {
  const { questions } = textsFor(survey, survey.languages.find((each) => each === language) ?? survey.languages[0] ?? 'en')
  return Object.fromEntries(questionsOf(survey).map(({ id }) => [id, questions[id]?.text ?? id]))
}

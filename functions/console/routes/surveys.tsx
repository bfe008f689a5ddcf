import { sha256 } from '#shared/canonical-json.ts'
import { againstTrial } from '#shared/governance/verdict.ts'
import type { Participation } from '#shared/storage/repositories.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import { type SurveyVersion, textsFor } from '#shared/survey/survey.ts'
import { actionsFor } from '../duties.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { ProposalMarks } from '../pages/proposal-facts.tsx'
import { proposalOf } from '../pages/who.ts'
import { type Seated, show, type View } from '../route.ts'
import type { Services } from '../services.ts'

type Open = { readonly link: string; readonly version: SurveyVersion; readonly trial?: true }

/** The surveys that people can answer, how many have in steps of ten, and the button that stops one. */
export async function surveysPage({ c, view, room, seat }: Seated): Promise<Response> {
  const { services } = c.env
  const { surveys: say } = view.words
  const open: Open[] = await services.community.listOpen()
  const [openings, counted] = await Promise.all([services.keeping.openings(), services.keeping.participation()])
  const shown = await Promise.all(
    open.map(async (each) => ({
      ...each,
      title: await titleOf(services, each.version, view),
      isServed: await isServed(services, each),
    })),
  )
  return show(
    c,
    <BoardLayout view={view} title={say.title}>
      <h1>{say.heading}</h1>
      {shown.length === 0 && <p>{say.none}</p>}
      {shown.map(({ link, version, trial, title, isServed }) => (
        <div class="card">
          <h2 dir="auto">{title}</h2>
          {trial && <p>{say.trial}</p>}
          {!isServed && <p class="mark stopped">{say.notServed}</p>}
          {openings
            .filter(({ version: { hash } }) => hash === version.hash)
            .map(({ day }) => (
              <p>{say.since(`\u2068${day}\u2069`)}</p>
            ))}
          <p>
            {say.link}:{' '}
            <a class="link" dir="ltr" href={`/s/${link}`}>
              {`/s/${link}`}
            </a>
          </p>
          <HowMany view={view} counted={counted.find(({ version: { hash } }) => hash === version.hash)} />
          <ItsProposal {...{ view, room, seat }} hash={version.hash} />
        </div>
      ))}
    </BoardLayout>,
  )
}

/** The only number that anybody is told before a report, as of some day of the week. A step of ten takes up to nine people more than its number. */
function HowMany({ view, counted }: { readonly view: View; readonly counted: Participation | undefined }) {
  const { surveys: say } = view.words
  if (!counted) return <p class="soft">{say.notCounted}</p>
  const { from, day } = counted
  return (
    <p>
      {say.answers}: {from === 0 ? say.fewer(20) : say.orMore(from)}. <span class="soft">{say.counted(`\u2068${day}\u2069`)}</span>
    </p>
  )
}

function ItsProposal({ view, room, seat, hash }: Pick<Seated, 'view' | 'room' | 'seat'> & { readonly hash: string }) {
  const proposal = proposalOf(room.state, hash)
  if (!proposal) return null
  return (
    <>
      <p>
        <a class="link" href={view.to(`/board/p/${proposal.id}`)} dir="auto">
          {proposal.body.title}
        </a>{' '}
        <ProposalMarks words={view.words} state={room.state} proposal={proposal} />
      </p>
      {actionsFor(room, proposal, seat).includes('pause') && (
        <div class="go">
          <a class="button stop-button" href={view.to(`/board/p/${proposal.id}/pause`)}>
            {view.words.proposal.actions.pause}
          </a>
        </div>
      )}
    </>
  )
}

/** Whether people with the link are let in: a pause stops a trial too. */
async function isServed({ community, approvals }: Services, { version, trial }: Open): Promise<boolean> {
  const bytes = await community.readSurvey(version)
  if (!bytes) return false
  const said = await approvals({ kind: 'survey', id: version.id, bytes })
  return trial ? againstTrial(said).length === 0 : said.ok
}

async function titleOf({ community }: Services, version: SurveyVersion, view: View): Promise<string> {
  const bytes = await community.readSurvey(version)
  if (!bytes || sha256(bytes) !== version.hash) return version.id
  const survey = parseSurvey(bytes, version)
  const language = survey.languages.find((each) => each === view.language) ?? survey.languages[0] ?? 'en'
  return textsFor(survey, language).title
}

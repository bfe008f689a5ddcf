import type { Proposal } from '#shared/governance/ledger-state.ts'
import { publication } from '#shared/governance/proof.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { proposalOf } from '../pages/who.ts'
import { readCandidateFiles } from '../release-reader.ts'
import { reportFile } from '../report-file.ts'
import type { Room } from '../room.ts'
import { goTo, type RouteContext, show } from '../route.ts'
import type { Services } from '../services.ts'

type Approved = { readonly sha256: string; readonly study: string; readonly day: string; readonly proposal: Proposal }

/** What the board has approved and nothing stops, with what came back to the people it is about (GO-17). */
export async function reportsPage(c: RouteContext): Promise<Response> {
  const { view, room, services } = c.env
  if (!room) return goTo(c, '/board')
  const { reports } = view.words
  const standing = await Promise.all(approvedIn(room).map(async (each) => ((await isPublic(services, each)) ? [each] : [])))
  const found = standing.flat()
  return show(
    c,
    <BoardLayout view={view} title={reports.title}>
      <h1>{reports.heading}</h1>
      {found.length === 0 && <p>{reports.none}</p>}
      {found.map(({ sha256, day, proposal }) => (
        <div class="card">
          <h2 dir="auto">{proposal.body.title}</h2>
          <p>{reports.approvedOn(day)}</p>
          <p>
            <a class="button" href={`/board/reports/${sha256}/report.html`}>
              {reports.read}
            </a>
          </p>
          <p>
            <a class="link" href={view.to(`/board/reports/${sha256}`)}>
              {reports.files}
            </a>
          </p>
          {(room.state.corrections.get(sha256) ?? []).map(({ day: on, notice }) => (
            <p class="note" dir="auto">
              {reports.corrected}, <bdi>{on}</bdi>: {notice}
            </p>
          ))}
          <SetAside c={c} proposal={proposal} />
          <CameBack c={c} room={room} sha256={sha256} />
        </div>
      ))}
    </BoardLayout>,
  )
}

/** GO-06: an objection that was set aside stays beside the report, word for word. */
function SetAside({ c, proposal }: { readonly c: RouteContext; readonly proposal: Proposal }) {
  const { reports, forms } = c.env.view.words
  const objections = [...proposal.votes.values()].flatMap((vote) => (vote.choice === 'object' ? [vote] : []))
  if (objections.length === 0) return null
  return (
    <>
      <h3>{reports.objections}</h3>
      {objections.map(({ category, reason }) => (
        <p class="words" dir="auto">
          {forms.categories[category]}: {reason}
        </p>
      ))}
    </>
  )
}

function CameBack({ c, room, sha256 }: { readonly c: RouteContext; readonly room: Room; readonly sha256: string }) {
  const { reports } = c.env.view.words
  const said = room.state.returned.get(sha256) ?? []
  return (
    <>
      <h3>{reports.cameBack}</h3>
      {said.length === 0 && <p class="mark stopped">{reports.nothingBack}</p>}
      {said.map(({ day, text }) => (
        <p class="words" dir="auto">
          <bdi>{day}</bdi>: {text}
        </p>
      ))}
    </>
  )
}

/** The files of one report, with the proof that the board approved it. */
export async function reportPage(c: RouteContext<'/board/reports/:hash'>): Promise<Response> {
  const { view } = c.env
  const files = await publicFiles(c, c.req.param('hash'))
  if (!files) return show(c, <MissingPage view={view} />, 404)
  const { reports } = view.words
  return show(
    c,
    <BoardLayout view={view} title={reports.files} back="/board/reports">
      <h1>{reports.files}</h1>
      <ul>
        {[...files.keys()].toSorted().map((name) => (
          <li>
            <a class="link" dir="ltr" href={`/board/reports/${c.req.param('hash')}/${name}`}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </BoardLayout>,
  )
}

export async function publishedFile(c: RouteContext<'/board/reports/:hash/:name{.+}'>): Promise<Response> {
  const files = await publicFiles(c, c.req.param('hash'))
  return (files && reportFile(c, files, c.req.param('name'))) ?? show(c, <MissingPage view={c.env.view} />, 404)
}

function approvedIn({ state }: Room): Approved[] {
  return [...state.releases].flatMap(([sha256, { study, day }]) => {
    const proposal = proposalOf(state, sha256)
    return proposal ? [{ sha256, study, day, proposal }] : []
  })
}

async function isPublic({ candidates, approvals }: Services, { study, sha256 }: Approved): Promise<boolean> {
  const found = await readCandidateFiles(candidates, study, sha256)
  return found !== undefined && (await approvals({ kind: 'release', id: study, bytes: found.files.get(SUMS) ?? new Uint8Array() })).ok
}

/** Asked of the ledger at this moment, each time: the files as they are published, with their proof; undefined where the verdict is no. */
async function publicFiles(c: RouteContext, hash: string): Promise<Files | undefined> {
  const { room, services } = c.env
  const approved = room?.state.releases.get(hash)
  if (!approved || !services.reader) return undefined
  const found = await readCandidateFiles(services.candidates, approved.study, hash)
  if (!found || !(await services.approvals({ kind: 'release', id: approved.study, bytes: found.files.get(SUMS) ?? new Uint8Array() })).ok)
    return undefined
  const log = await services.reader.pinned()
  const made = publication(found.read, log, await services.ledger.checkpoints(), services.board, services.clock())
  return 'release' in made ? made.release.files : undefined
}

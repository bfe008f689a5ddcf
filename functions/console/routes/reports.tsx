import { readVotedSums } from '#functions/candidate-folder.ts'
import { addresses } from '#functions/findings/addresses.ts'
import { type PublishedVersion, versionsIn } from '#shared/governance/published-versions.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import type { Room } from '../room.ts'
import { goTo, type RouteContext, show } from '../route.ts'
import type { Services } from '../services.ts'

/** What the board has approved and nothing stops, with what came back to the people it is about (GO-17). The public site holds the files. */
export async function reportsPage(c: RouteContext): Promise<Response> {
  const { view, room, services } = c.env
  if (!room) return goTo(c, '/board')
  const { reports } = view.words
  const versions = versionsIn(room.log).filter(({ kind }) => kind === 'release')
  const standing = await Promise.all(versions.map(async (each) => ((await isPublic(services, each)) ? [each] : [])))
  const found = standing.flat().toReversed()
  return show(
    c,
    <BoardLayout view={view} title={reports.title}>
      <h1>{reports.heading}</h1>
      {found.length === 0 && <p>{reports.none}</p>}
      {found.map((version) => (
        <Report c={c} room={room} version={version} />
      ))}
      <p>
        <a class="link" href={addresses.list}>
          {reports.site}
        </a>
      </p>
    </BoardLayout>,
  )
}

type Props = { readonly c: RouteContext; readonly room: Room; readonly version: PublishedVersion }

function Report({ c, room, version }: Props) {
  const { reports } = c.env.view.words
  const { artifact, day, proposal, correctedBy } = version
  return (
    <div class="card">
      <h2 dir="auto">
        <Title c={c} room={room} proposal={proposal} />
      </h2>
      <p>{reports.approvedOn(`\u2068${day}\u2069`)}</p>
      <p>
        <a class="button" href={addresses.version(version)}>
          {reports.read}
        </a>
      </p>
      <p class="soft">{reports.withinTheHour}</p>
      {correctedBy.map(({ day: on, why }) => (
        <p class="note" dir="auto">
          {reports.corrected}, <bdi>{on}</bdi>: {why}
        </p>
      ))}
      <SetAside {...{ c, room, version }} />
      <CameBack {...{ c, room }} artifact={artifact} />
    </div>
  )
}

/** For people who have signed in it leads to the proposal, where they can correct or stop the report. */
function Title({ c, room, proposal }: Pick<Props, 'c' | 'room'> & { readonly proposal: string }) {
  const title = room.state.proposals.get(proposal)?.body.title ?? ''
  return room.seat ? <a href={c.env.view.to(`/board/p/${proposal}`)}>{title}</a> : <bdi>{title}</bdi>
}

/** GO-06: an objection that was set aside stays beside the report, word for word. */
function SetAside({ c, room, version }: Props) {
  const { reports, forms } = c.env.view.words
  const votes = [...(room.state.proposals.get(version.proposal)?.votes.values() ?? [])]
  const objections = votes.flatMap((vote) => (vote.choice === 'object' ? [vote] : []))
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

function CameBack({ c, room, artifact }: Pick<Props, 'c' | 'room'> & { readonly artifact: string }) {
  const { reports } = c.env.view.words
  const said = room.state.returned.get(artifact) ?? []
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

/**
 * Asked of the ledger each time about the very bytes that the board voted on. These name every other file of a report by its
 * hash, and the public site shows a file only when it has that hash: so the others are not read here.
 */
async function isPublic({ candidates, approvals }: Services, { study, artifact }: PublishedVersion): Promise<boolean> {
  const bytes = await readVotedSums(candidates, study, artifact)
  return bytes !== undefined && (await approvals({ kind: 'release', id: study, bytes })).ok
}

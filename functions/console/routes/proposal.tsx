import type { CandidateFiles } from '#functions/candidate-folder.ts'
import { sha256 } from '#shared/canonical-json.ts'
import { cellsByStatus } from '#shared/disclosure/report.ts'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import { sum } from '#shared/sum.ts'
import { type Action, actionsFor } from '../duties.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { EntryItem } from '../pages/entry-item.tsx'
import { ActsOn, ProposalAbout, ProposalChecks, ProposalFacts, ProposedCharter } from '../pages/proposal-facts.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { readKnownCandidate } from '../release-reader.ts'
import { download, type Seated, show, type View } from '../route.ts'
import type { Services } from '../services.ts'

type Path = '/board/p/:id/:done{done}?'

/** One proposal: what it says, what exactly is decided on, who said what, and what the reader can do. */
export async function proposalPage({ c, view, room, seat }: Seated<Path>): Promise<Response> {
  const proposal = room.state.proposals.get(c.req.param('id'))
  if (!proposal) return show(c, <MissingPage view={view} />, 404)
  const { services } = c.env
  const { body } = proposal
  const actions = actionsFor(room, proposal, seat)
  const release =
    body.kind === 'release' && !seat.isNewcomer && mayReadCandidates(seat.person.role)
      ? await readKnownCandidate(services.candidates, room.state, body.id, body.sha256)
      : undefined
  const entries = room.log.entries.filter((entry) => entry.kind !== 'found' && isAbout(entry.body, proposal))
  const { words } = view
  return show(
    c,
    <BoardLayout view={view} title={body.title} back="/board/waiting">
      {c.req.param('done') !== undefined && (
        <p class="note" role="status">
          {words.proposal.done}
        </p>
      )}
      <p class="soft">{words.kinds[body.kind]}</p>
      <h1 dir="auto">{body.title}</h1>
      <ProposalFacts {...{ view, room, proposal }} />
      <Actions {...{ view, proposal, actions }} wrote={proposal.authors.has(seat.person.id)} />
      <ProposalAbout {...{ view, body }} />
      <ActsOn {...{ view, room, body }} />
      {body.kind === 'stories' && proposal.status === 'enacted' && !seat.isNewcomer && (
        <p>
          <a class="link" href={view.to(`/board/stories/${proposal.id}/views`)}>
            {words.stories.views}
          </a>
        </p>
      )}
      <ProposedCharter {...{ view, room, body }} />
      <Exactly {...{ view, proposal }} isThere={body.kind !== 'survey' || (await surveyBytes(services, proposal)) !== undefined} />
      {release && <ReportInShort {...{ view, proposal }} {...release} />}
      <ProposalChecks {...{ view, body }} />
      <h2>{words.proposal.said}</h2>
      <ul class="timeline">
        {entries.map((entry) => entry.kind !== 'found' && <EntryItem entry={entry} state={room.state} words={words} />)}
      </ul>
    </BoardLayout>,
  )
}

/** A candidate is for those who decide on it. */
function mayReadCandidates(role: string): boolean {
  return role === 'member' || role === 'reviewer'
}

/** Exactly what a survey's hash names; undefined where it is not here, or was changed. */
export async function surveyBytes({ community }: Pick<Services, 'community'>, { body }: Proposal): Promise<Uint8Array | undefined> {
  const bytes = await community.readSurvey({ id: body.id, hash: body.sha256 })
  return bytes && sha256(bytes) === body.sha256 ? bytes : undefined
}

/** The very bytes of a survey that a vote is about. */
export async function bytesPage({ c, view, room }: Seated<'/board/p/:id/bytes'>): Promise<Response> {
  const proposal = room.state.proposals.get(c.req.param('id'))
  const bytes = proposal && (await surveyBytes(c.env.services, proposal))
  if (!bytes) return show(c, <MissingPage view={view} />, 404)
  return download(c, bytes, `${proposal.body.id}-${proposal.body.sha256.slice(0, 12)}.json`)
}

function isAbout(body: object, { id, body: { sha256: artifact } }: Proposal): boolean {
  if ('proposal' in body) return body.proposal === id
  return (
    ('artifact' in body && body.artifact === artifact) ||
    ('release' in body && body.release === artifact) ||
    ('sha256' in body && body.sha256 === artifact)
  )
}

type Part = { readonly view: View; readonly proposal: Proposal }

function Actions({ view, proposal, actions, wrote }: Part & { readonly actions: readonly Action[]; readonly wrote: boolean }) {
  const { proposal: say } = view.words
  const quiet: readonly Action[] = ['clarify', 'pause', 'resume', 'correct', 'retract', 'returned']
  const at = (action: Action) => view.to(action === 'change' ? '/board/propose' : `/board/p/${proposal.id}/${action}`)
  return (
    <>
      <h2>{say.do}</h2>
      {wrote && <p>{say.wrote}</p>}
      {actions.length === 0 && <p>{say.nothingToDo}</p>}
      <div class="go">
        {actions.map((action) => (
          <a class={action === 'pause' ? 'button stop-button' : quiet.includes(action) ? 'button second' : 'button'} href={at(action)}>
            {say.actions[action]}
          </a>
        ))}
      </div>
    </>
  )
}

function Exactly({ view, proposal, isThere }: Part & { readonly isThere: boolean }) {
  const { proposal: say } = view.words
  const { body, id } = proposal
  const at = `/board/p/${id}`
  return (
    <>
      <h2>{say.exact}</h2>
      <p>
        {say.hash}: <br />
        <span class="hash">{body.sha256}</span>
      </p>
      {body.kind === 'survey' && !isThere && <p class="wrong">{say.missingBytes}</p>}
      {body.kind === 'survey' && isThere && (
        <>
          <p>
            <a class="link" href={view.to(`${at}/survey`)}>
              {say.readSurvey}
            </a>
            <br />
            <a class="link" href={view.to(`${at}/expected`)}>
              {say.expected}
            </a>
            <br />
            <a class="link" href={`${at}/bytes`} download="">
              {say.bytes}
            </a>
          </p>
          <p class="soft">{say.bytesHint}</p>
        </>
      )}
    </>
  )
}

function ReportInShort({ view, proposal, files, read }: Part & CandidateFiles) {
  const { proposal: say } = view.words
  const counts = cellsByStatus(read.tables)
  const all = sum(Object.values(counts))
  const at = `/board/p/${proposal.id}/report`
  return (
    <>
      <p>
        <a class="button" href={`${at}/report.html`}>
          {say.readReport}
        </a>
      </p>
      <details>
        <summary>{say.files}</summary>
        <ul>
          {[...files.keys()].toSorted().map((name) => (
            <li>
              <a class="link" dir="ltr" href={`${at}/${name}`}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </details>
      <h2>{say.hiddenHeading}</h2>
      <p>{say.shown(counts.published, all)}</p>
      <ul>
        {HIDDEN.filter((status) => counts[status] > 0).map((status) => (
          <li>
            {counts[status]}: {say.hidden[status]}
          </li>
        ))}
      </ul>
      <h2>{say.audit}</h2>
      <p>{say.auditText}</p>
      <ul lang="en" dir="ltr">
        {read.content.report.inWords.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <p>{say.audited}</p>
    </>
  )
}

const HIDDEN = ['top_coded', 'hidden_small', 'hidden_secondary', 'group_too_small', 'not_asked'] as const

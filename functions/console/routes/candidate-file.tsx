import { MissingPage } from '../pages/trouble-pages.tsx'
import { readKnownCandidate } from '../release-reader.ts'
import { reportFile } from '../report-file.ts'
import { type Seated, show } from '../route.ts'

/** A report that was proposed, for those who decide on it: the very files of the hash that they vote on. */
export async function candidateFile({ c, view, room }: Seated<'/board/p/:id/report/:name{.+}'>): Promise<Response> {
  const proposal = room.state.proposals.get(c.req.param('id'))
  const found =
    proposal?.body.kind === 'release'
      ? await readKnownCandidate(c.env.services.candidates, room.state, proposal.body.id, proposal.body.sha256)
      : undefined
  return (found && reportFile(c, found.files, c.req.param('name'))) ?? show(c, <MissingPage view={view} />, 404)
}

import { type Zippable, zipSync } from 'fflate'
import { readCandidateFiles } from '#functions/candidate-folder.ts'
import { BoardLayout } from '../pages/board-layout.tsx'
import { download, type Seated, show } from '../route.ts'
import { joined } from './ledger.tsx'

/** The most that a function may answer with. */
const MOST_BYTES = 4_000_000

const README = `This is everything that the group owns of its Chorus deployment, but for what people answered.

ledger.jsonl, ledger.checkpoints   everything the board decided
surveys/<id>/<hash>.json           the exact bytes of each survey; sha256sum gives the hash in the name
reports/<survey>/<hash>/...        the files of each report that was proposed; the hash is that of its SHA256SUMS

To check it, without a network:        chorus verify ledger.jsonl
To go on with it in another place:     chorus board restore <this file> --data <new folder>
What people answered and wrote:        chorus backup, by the person who runs the computers; it is encrypted
`

export async function exportPage({ c, view }: Seated): Promise<Response> {
  const { export: say } = view.words
  return show(
    c,
    <BoardLayout view={view} title={say.title} back="/board/ledger">
      <h1>{say.heading}</h1>
      <p>{say.lead}</p>
      <div class="go">
        <a class="button" href="/board/export/board.zip" download="">
          {say.all}
        </a>
      </div>
      <h2>{say.what}</h2>
      <ul>
        {say.inside.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <p class="note">{say.encrypted}</p>
    </BoardLayout>,
  )
}

/** GO-16: one file with all that the group owns and a page can read. */
export async function exportAll({ c, view, room }: Seated): Promise<Response> {
  const { ledger, community, candidates } = c.env.services
  const files: Zippable = {
    'README.txt': new TextEncoder().encode(README),
    'ledger.jsonl': joined(await ledger.lines(0)),
    'ledger.checkpoints': new TextEncoder().encode((await ledger.checkpoints()).join('\n')),
  }
  for (const version of await community.versions()) {
    const bytes = await community.readSurvey(version)
    if (bytes) files[`surveys/${version.id}/${version.hash}.json`] = bytes
  }
  for (const { body } of room.state.proposals.values()) {
    const found = body.kind === 'release' ? await readCandidateFiles(candidates, body.id, body.sha256, true) : undefined
    for (const [name, bytes] of found?.files ?? []) files[`reports/${body.id}/${body.sha256}/${name}`] = bytes
  }
  // The same files give the same bytes: a zip holds a time for each file, and no day of ours.
  const bytes = zipSync(files, { mtime: new Date(1980, 0, 1) })
  if (bytes.length <= MOST_BYTES) return download(c, bytes, 'board.zip', 'application/zip')
  const { export: say } = view.words
  return show(
    c,
    <BoardLayout view={view} title={say.title} back="/board/export">
      <h1>{say.heading}</h1>
      <p>{say.tooLarge}</p>
    </BoardLayout>,
    413,
  )
}

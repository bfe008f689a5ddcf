import type { LedgerReader } from '#functions/approvals.ts'
import { readFiles } from '#functions/candidate-folder.ts'
import { openShelves } from '#functions/findings/shelves.ts'
import { filesOf } from '#functions/publish/shelf.ts'
import { versionsIn } from '#shared/governance/published-versions.ts'
import { readCandidateData, releaseId } from '#shared/release/read-data.ts'
import { SUMS } from '#shared/release/release.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import { type Tried, tryOne } from './tried.ts'

/** Tries to read the numbers of every candidate: the next report of a series is audited with all before it. */
export async function tryCandidates(candidates: Pick<Bucket, 'read' | 'list'>): Promise<Tried[]> {
  const ending = `/${SUMS}`
  const found = (await candidates.list('')).filter((key) => key.endsWith(ending)).map((key) => key.slice(0, -ending.length))
  const tried: Tried[] = []
  for (const name of found) {
    const good = `The numbers of the report ${name} can be read, so its series goes on.`
    tried.push(
      await tryOne(good, `The numbers of the report ${name} cannot be read, so its series cannot go on`, async () => {
        const files = (await readFiles(candidates, name)) ?? new Map()
        readCandidateData(name, files, releaseId(files))
      }),
    )
  }
  return tried
}

type Published = {
  readonly reader: LedgerReader
  readonly board: string
  readonly findings: Pick<Bucket, 'read'>
  readonly clock: () => Date
}

/** Says how this version would show everything that is published: the function that stands before readers decides it. */
export async function tryPublished(sources: Published): Promise<Tried[]> {
  const { items, whole } = await openShelves(sources)()
  const tried: Tried[] = []
  for (const { study, number, kind } of versionsIn(await sources.reader.latest())) {
    const name = `The published report ${study}, version ${number},`
    const item = items.find(({ version }) => version.study === study && version.number === number)
    if (kind === 'retraction' || (!item && (await filesOf(sources.findings, study, number)) === undefined)) continue
    const shown = item?.standing === 'stands' ? await whole(item) : undefined
    if (!item || (item.standing === 'stands' && !shown))
      tried.push({ line: `${name} would not be shown: its files are not what the board approved.`, holds: false })
    else if (shown?.dataOnly) tried.push({ line: `${name} would be shown by its data files alone: ${DATA_ONLY}`, holds: false })
    else if (shown) tried.push({ line: `${name} is shown as it was published.`, holds: true })
    else tried.push({ line: `${name} is ${item.standing}, and its page says so.`, holds: true })
  }
  return tried
}

const DATA_ONLY =
  'this version words its pages otherwise, and the ledger does not name them. chorus board publish of a version that makes the same pages puts their hash into the ledger.'

import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { openSession, readLogsKey } from '#cli/board/board-session.ts'
import { boardGroup } from '#cli/commands/board.ts'
import { openBuckets } from '#cli/data-access.ts'
import { readFolder } from '#cli/read-folder.ts'
import { shownPath } from '#cli/shown-path.ts'
import { approvalsOf } from '#functions/approvals.ts'
import { dueVersions, publishVersion, type Sources, type VersionName } from '#functions/publish/publish-version.ts'
import { shelf } from '#functions/publish/shelf.ts'
import { votedOn } from '#shared/governance/approval.ts'
import { versionsIn } from '#shared/governance/published-versions.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import { CodedError } from '#shared/problem.ts'
import { type ReadRelease, readRelease } from '#shared/release/read.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

/** `chorus board publish`: publishes what the board has approved, and nothing else. Published files are never changed. */
export function registerBoardPublish(program: Command): void {
  boardGroup(program)
    .command('publish')
    .description('Publish every report and correction that the board has approved and that is not public yet, each with its proof.')
    .argument('[dir]', 'the folder of a candidate, where it does not lie in the data folder')
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample('board publish'))
    .action(publish)
}

async function publish(dir: string | undefined, { data }: { readonly data: string }): Promise<void> {
  const buckets = openBuckets(data)
  const { ledger, log } = await openSession(data)
  const sources = {
    ledger,
    board: log.state.ledger,
    ...buckets,
    clock: () => new Date(),
    quotes: undefined,
    logKey: await readLogsKey(data),
  }
  const candidate = dir === undefined ? undefined : await candidateIn(dir)
  const names = candidate ? await versionsOf(candidate, log, sources) : await dueVersions(sources)
  if (names.length === 0) console.log('Everything that the board has approved is public already.')
  const refused: string[] = []
  for (const name of names) {
    const done = await publishVersion(sources, name, candidate)
    if (done.outcome === 'refused') refused.push(`Version ${name.number} of ${name.study} is not published. ${done.missing.join(' ')}`)
    else tell(name, done.outcome === 'already', join(resolve(data), 'findings', shelf.folder(done.id)))
  }
  if (refused.length > 0) throw new CodedError('not-approved', refused.join(' '))
}

function tell({ study, number }: VersionName, isOld: boolean, folder: string): void {
  const shown = shownPath(folder)
  console.log(`${isOld ? 'Public already' : 'Published'}: version ${number} of ${study}`)
  console.log(`  address  ${process.env.CHORUS_PUBLIC_ORIGIN ?? process.env.CHORUS_ORIGIN ?? ''}/r/${study}/v${number}/`)
  console.log(`  files    ${shown}`)
  console.log(`chorus verify ${shown} shows to anybody that the board approved it.`)
}

async function candidateIn(dir: string): Promise<ReadRelease> {
  const read = readRelease(dir, await readFolder(dir))
  if (read.status.standing.state !== 'candidate')
    throw new CodedError(
      'board-act',
      `${dir} is not a candidate: it is published, corrected or withdrawn already. Name the folder of a candidate.`,
    )
  return read
}

/** Throws, with the board's reasons, when there is none. */
async function versionsOf(candidate: ReadRelease, log: VerifiedLog, sources: Sources): Promise<readonly VersionName[]> {
  const found = versionsIn(log).filter(({ kind, artifact }) => kind !== 'retraction' && artifact === candidate.candidate)
  if (found.length > 0) return found
  const said = await approvalsOf(sources)(votedOn(candidate))
  const why = said.ok ? [] : said.missing.map(({ text }) => text)
  throw new CodedError('not-approved', `Report ${candidate.release} of ${candidate.survey.id} is not published. ${why.join(' ')}`)
}

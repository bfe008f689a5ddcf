import { basename, dirname, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { pullRelease } from '#cli/board/pull-release.ts'
import { type Found, findReleases } from '#cli/find-releases.ts'
import { publishedAt } from '#cli/published-list.ts'
import { readFolder } from '#cli/read-folder.ts'
import { readHistory, readReleaseIn, Unusable } from '#cli/read-history.ts'
import { assertWritable, writeFolder } from '#cli/release-folder.ts'
import { shownPath } from '#cli/shown-path.ts'
import { siteOfStage } from '#cli/stage.ts'
import { topCommand } from '#cli/top-commands.ts'
import { describeFinding } from '#shared/disclosure/audit/audit-finding.ts'
import { NO_FACTS } from '#shared/disclosure/audit/history.ts'
import { auditFiles } from '#shared/disclosure/file-audit/file-audit.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { readOfAnyVersion } from '#shared/governance/read-published.ts'
import { ABOUT_CODES, describeProblem, InputRefused } from '#shared/problem.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { candidateName } from '#shared/release/standing.ts'
import { standingInWords } from '#shared/release/standing-in-words.ts'
import { helpExample } from './command-parts.ts'

/** `chorus release`: what a researcher does with releases. It reads files, and asks a site only where its address is given. */
export function registerRelease(program: Command): void {
  const group = topCommand(program, 'release').addHelpText('after', helpExample('release list'))
  group
    .command('list')
    .description('List every release and candidate in a folder, each with its hash, or every report that a site has published.')
    .argument('[where]', 'a folder, which is searched with the folders in it (default: .chorus), or the address of a public site')
    .addOption(stageOption())
    .addHelpText('after', helpExample('release list reports', 'release list https://survey.example.org'))
    .action(list)
  group
    .command('pull')
    .description('Check the files of one release, and copy it to a new folder.')
    .argument('<hash>', 'at least the first 6 characters of its hash, as chorus release list prints it')
    .option('--from <where>', 'a folder, which is searched with the folders in it, or the address of a public site', '.chorus')
    .addOption(stageOption().conflicts('from'))
    .requiredOption('--out <dir>', 'a new folder for the copy; for a candidate, its name gets candidate- in front')
    .addHelpText('after', helpExample('release pull 3fa9c2 --out hearing'))
    .action(pull)
  group
    .command('verify')
    .description(
      'Check that no file of a release was changed, that all its files hold the same numbers, and that the audit passes. Exit code 1 when something is wrong. (chorus verify checks that a board approved it.)',
    )
    .argument('<release-dir...>', 'the folder of a release, or of every release of a study')
    .addHelpText('after', helpExample('release verify hearing'))
    .action(verify)
}

type OfStage = { readonly stage?: string }

function stageOption(): Option {
  return new Option(
    '--stage <stage>',
    'in place of a folder or an address: the public site of a stage on AWS, named as its file in infra/aws/stages',
  )
}

async function list(where: string | undefined, { stage }: OfStage): Promise<void> {
  if (where !== undefined && stage !== undefined) throw refused(where, 'both a place and --stage are given', 'Leave out one of the two')
  const folder = stage === undefined ? (where ?? '.chorus') : await siteOfStage(stage)
  if (isAddress(folder)) return listPublished(folder)
  const found = await findReleases(folder)
  if (found.length === 0)
    throw refused(folder, 'there is no release in this folder', 'Name the data folder of a deployment, or a folder with reports')
  for (const each of found) console.log(lineOf(each))
}

async function listPublished(address: string): Promise<void> {
  const published = await publishedAt(address)
  if (published.length === 0) console.log(`Nothing is published at ${address}.`)
  for (const { address: at, title, day, hash } of published) console.log(`${at}\n  ${title}, ${day}\n  ${hash}`)
}

function lineOf(found: Found): string {
  if ('why' in found) return `${found.folder}\n  ${found.why}`
  const { release, survey, date, id, status } = found.read
  return `${found.folder}\n  ${survey.id}, report ${release}, counted on ${date}: ${standingInWords(status, 'en').mark}\n  ${id}`
}

async function pull(hash: string, { from: where, stage, out }: OfStage & { readonly from: string; readonly out: string }): Promise<void> {
  const from = stage === undefined ? where : await siteOfStage(stage)
  const wanted = hash.toLowerCase()
  if (!/^[0-9a-f]{6,64}$/.test(wanted))
    throw refused(hash, 'this is no hash', 'Give at least its first six characters, as chorus release list prints it')
  const { read, files } = isAddress(from) ? await pulledFrom(from, wanted) : await foundIn(from, wanted)
  const copy = nameOfCopy(resolve(out), read)
  await assertWritable(copy)
  await writeFolder(copy, files, { mode: 0o755, date: read.date })
  console.log(`Wrote ${shownPath(copy)}: ${standingInWords(read.status, 'en').mark}`)
  console.log(`Look at it: ${shownPath(join(copy, 'report.html'))}`)
}

type Pulled = { readonly read: ReadRelease; readonly files: Files }

async function foundIn(folder: string, wanted: string): Promise<Pulled> {
  const found = (await findReleases(folder)).flatMap((each) => ('read' in each ? [{ ...each, hash: each.read.id }] : []))
  const { read, folder: at } = onlyOne(found, wanted, folder)
  return { read, files: await readFolder(at) }
}

async function pulledFrom(site: string, wanted: string): Promise<Pulled> {
  const { address, hash } = onlyOne(await publishedAt(site), wanted, site)
  const files = await pullRelease(address)
  const read = readOfAnyVersion(address, files, new Date())
  if (read.id !== hash)
    throw refused(
      address,
      'its files are not the ones that the site names',
      'Do not use them, and tell the group that published the report',
    )
  return { read, files }
}

function onlyOne<Each extends { readonly hash: string }>(found: readonly Each[], wanted: string, where: string): Each {
  const [only, ...others] = found.filter(({ hash }) => hash.startsWith(wanted))
  if (!only) throw refused(where, `there is no release whose hash begins with ${wanted}`, 'chorus release list says which there are')
  if (others.some(({ hash }) => hash !== only.hash))
    throw refused(where, `the hashes of several releases begin with ${wanted}`, 'Give more of its characters')
  return only
}

function isAddress(where: string): boolean {
  return /^https?:\/\//.test(where)
}

function nameOfCopy(path: string, { status }: ReadRelease): string {
  if (status.standing.state !== 'candidate') return path

  return join(dirname(path), candidateName(basename(path), status.people))
}

async function verify(folders: readonly string[]): Promise<void> {
  const { history, problems } = await readHistory(folders).catch((thrown: unknown) => {
    throw thrown instanceof Unusable ? new InputRefused([thrown.problem]) : thrown
  })
  for (const problem of problems) console.error(describeProblem(problem))
  if (problems.length > 0) {
    console.error(ABOUT_CODES)
    process.exitCode = 1
    return
  }
  for (const folder of folders) {
    const read = await readReleaseIn(folder)
    console.log(`${folder}: ${read.survey.id}, report ${read.release}`)
    console.log('  Every file is the one that SHA256SUMS lists.')
    console.log(
      read.content.asVoted
        ? MADE_BY_ANOTHER
        : '  Every page, chart, table and description holds the numbers of report.csv, and nothing else.',
    )
    for (const sentence of standingOf(read)) console.log(`  ${sentence}`)
  }
  const checks = auditFiles(await loadSolver(), { history, facts: NO_FACTS })
  const findings = checks.flatMap((check) => check.findings)
  for (const finding of findings) console.log(describeFinding(finding))
  if (findings.length > 0) process.exitCode = 1
  else console.log(`The audit of published files passes: ${checks.length} checks of the newest release against all that were named.`)
}

const MADE_BY_ANOTHER =
  '  Another version of Chorus made its pages. The ledger in proof.json names them by their hash; its data files are what the board voted on.'

function standingOf({ status }: ReadRelease): readonly string[] {
  const { first } = standingInWords(status, 'en')
  return status.standing.state === 'candidate'
    ? first
    : [...first, 'Whether the board really did is not checked here: this is what the files say.']
}

function refused(file: string, message: string, remedy: string): InputRefused {
  return new InputRefused([{ code: 'release-files', file, message, remedy }])
}

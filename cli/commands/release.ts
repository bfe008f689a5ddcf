import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { type Found, findReleases } from '#cli/find-releases.ts'
import { readFolder } from '#cli/read-folder.ts'
import { readHistory, readReleaseIn, Unusable } from '#cli/read-history.ts'
import { assertWritable, writeFolder } from '#cli/release-folder.ts'
import { describeFinding } from '#shared/disclosure/audit/audit-finding.ts'
import { NO_FACTS } from '#shared/disclosure/audit/history.ts'
import { auditFiles } from '#shared/disclosure/file-audit/file-audit.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { describeProblem, InputRefused } from '#shared/problem.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { candidateName } from '#shared/release/standing.ts'
import { standingInWords } from '#shared/release/standing-in-words.ts'

/** `chorus release`: what a researcher does with releases. It reads files and asks nobody. */
export function registerRelease(program: Command): void {
  const group = program.command('release').description('List releases, copy one out, and check that its files are whole and agree.')
  group
    .command('list')
    .description('Every release and candidate in a data folder, or in any folder, with its hash.')
    .argument('[folder]', 'where to look, with the folders in it', '.chorus')
    .addHelpText('after', '\nExample:\n  $ chorus release list reports')
    .action(list)
  group
    .command('pull')
    .description('Copy one release out, after its files were checked.')
    .argument('<hash>', 'the first characters of its hash, as chorus release list prints it')
    .option('--from <folder>', 'where to look, with the folders in it', '.chorus')
    .requiredOption('--out <dir>', 'the copy: a new folder. Of a candidate, its name gets candidate- in front')
    .addHelpText('after', '\nExample:\n  $ chorus release pull 3fa9c2 --out hearing')
    .action(pull)
  group
    .command('verify')
    .description(
      'Check every file of releases, that all of them hold the same numbers, and the audit. Ends with 1 when something is wrong.',
    )
    .argument('<release-dir...>', 'a release, or every release of a study')
    .addHelpText('after', '\nExample:\n  $ chorus release verify hearing')
    .action(verify)
}

async function list(folder: string): Promise<void> {
  const found = await findReleases(folder)
  if (found.length === 0)
    throw refused(folder, 'there is no release in this folder', 'Name the data folder of a deployment, or a folder with reports')
  for (const each of found) console.log(lineOf(each))
}

function lineOf(found: Found): string {
  if ('why' in found) return `${found.folder}\n  ${found.why}`
  const { release, survey, date, id, status } = found.read
  return `${found.folder}\n  ${survey.id}, report ${release}, counted on ${date}: ${standingInWords(status, 'en').mark}\n  ${id}`
}

async function pull(hash: string, { from, out }: { readonly from: string; readonly out: string }): Promise<void> {
  const wanted = hash.toLowerCase()
  if (!/^[0-9a-f]{6,64}$/.test(wanted))
    throw refused(hash, 'this is no hash', 'Give at least its first six characters, as chorus release list prints it')
  const fits = (await findReleases(from)).flatMap((each) => ('read' in each && each.read.id.startsWith(wanted) ? [each] : []))
  const [only, another] = fits
  if (!only) throw refused(from, `there is no release whose hash begins with ${wanted}`, 'chorus release list says which there are')
  if (another && another.read.id !== only.read.id)
    throw refused(from, `the hashes of several releases begin with ${wanted}`, 'Give more of its characters')
  const copy = nameOfCopy(resolve(out), only.read)
  await assertWritable(copy)
  await writeFolder(copy, await readFolder(only.folder), { mode: 0o755, date: only.read.date })
  console.log(`Wrote ${shown(copy)}: ${standingInWords(only.read.status, 'en').mark}`)
  console.log(`Look at it: ${shown(join(copy, 'report.html'))}`)
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
    process.exitCode = 1
    return
  }
  for (const folder of folders) {
    const read = await readReleaseIn(folder)
    console.log(`${folder}: ${read.survey.id}, report ${read.release}`)
    console.log('  Every file is the one that SHA256SUMS lists.')
    console.log('  Every page, chart, table and description holds the numbers of report.csv, and nothing else.')
    for (const sentence of standingOf(read)) console.log(`  ${sentence}`)
  }
  const checks = auditFiles(await loadSolver(), { history, facts: NO_FACTS })
  const findings = checks.flatMap((check) => check.findings)
  for (const finding of findings) console.log(describeFinding(finding))
  if (findings.length > 0) process.exitCode = 1
  else console.log(`The audit of published files passes: ${checks.length} checks of the newest release against all that were named.`)
}

function standingOf({ status }: ReadRelease): readonly string[] {
  const { first } = standingInWords(status, 'en')
  return status.standing.state === 'candidate'
    ? first
    : [...first, 'Whether the board really did is not checked here: this is what the files say.']
}

function refused(file: string, message: string, remedy: string): InputRefused {
  return new InputRefused([{ code: 'release-files', file, message, remedy }])
}

function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}

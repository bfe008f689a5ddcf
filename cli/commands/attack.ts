import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { attackTable, noiseTable } from '#cli/attack-table.ts'
import { faultCode, faultInWords } from '#cli/fault-code.ts'
import { NAME_FOLDERS, refuseUnprotected, Unusable } from '#cli/read-history.ts'
import { showProgress } from '#cli/simulate/progress.ts'
import { topCommand } from '#cli/top-commands.ts'
import { attack } from '#shared/disclosure/attack/attack-history.ts'
import { summarise, WIDE } from '#shared/disclosure/attack/attack-summary.ts'
import { learnedFromNoise } from '#shared/disclosure/attack/noise-attack.ts'
import { readPeople } from '#shared/disclosure/attack/prior-knowledge.ts'
import type { AttackedRelease } from '#shared/disclosure/attack/published.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { widthOf } from '#shared/disclosure/linear/linear-problem.ts'
import { Infeasible, loadSolver } from '#shared/disclosure/linear/solver.ts'
import { ABOUT_CODES, describeProblem } from '#shared/problem.ts'

const UNUSABLE = 2

type Known = { readonly people: string; readonly count: number }
type Options = { readonly json?: true; readonly knows: readonly Known[] }

export function registerAttack(program: Command): void {
  topCommand(program, 'attack')
    .argument('<release-dir...>', 'the folder of a release, or of every release of a study, in any order')
    .addOption(
      new Option('--knows <people:number>', 'a true number of the last release that the attacker knows already; may be given several times')
        .argParser(readKnown)
        .default([], 'none'),
    )
    .option('--json', 'print the result as JSON, with every range that is narrow')
    .addHelpText('after', HELP)
    .action(run)
}

const HELP = `
The attack reads report.csv, methods.json and survey.json. It knows the code and every rule, but neither the key nor the
answers. With linear programs it finds the lowest and the highest count that each hidden cell can have, and the fewest and the
most people who can have come or left between two releases. It reads every profile; for noisy numbers (dp) it says how often the
best guess is right.

Exit code: 0 whatever it finds, 2 when there is nothing to attack. To get 1 when something is found, use chorus audit.

Examples:
  $ chorus attack releases/*/
  $ chorus attack release --knows 'ay_age=under18:12' --knows 'bh03=yes&ay_age=under18:4'`

async function run(folders: readonly string[], options: Options): Promise<void> {
  try {
    await attackFolders(folders, options)
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    console.error(describeProblem(thrown.problem))
    console.error(ABOUT_CODES)
    process.exitCode = UNUSABLE
  }
}

async function attackFolders(folders: readonly string[], { json, knows }: Options): Promise<void> {
  const texts = await Promise.all(folders.map(readTexts))
  const noise = learnedFromNoise(texts.map(({ methods }) => methods))
  if (noise) {
    console.log(json ? JSON.stringify(noise, null, 2) : noiseTable(noise))
    return
  }
  const history = texts.map(readRelease).sort((a, b) => a.release - b.release)
  const release = history.at(-1)?.release ?? 0
  const knowledge = { growth: new Map(), insiders: [], facts: knows.map((known) => ({ ...known, release })) }
  const questions = new Set(history.at(-1)?.tables.map(({ question }) => question)).size
  const solver = await loadSolver()
  const progress = showProgress('questions attacked', questions, process.stderr)
  const onQuestion = progress.step
  // A bar that is not stopped keeps the command from ending, and the cursor hidden.
  const learned = explained(folders, () => attack(solver, { history, knowledge, wide: WIDE, onQuestion }), progress.stop)
  const study = history.at(-1)?.study ?? ''
  const releases = history.map((each) => each.release)
  const summary = summarise(learned)
  if (json) console.log(JSON.stringify({ study, releases, ...summary, narrow: learned.filter((each) => widthOf(each) < WIDE) }, null, 2))
  else console.log(attackTable(study, releases, summary))
}

type Texts = { readonly folder: string; readonly report: string; readonly methods: string; readonly survey: string }

async function readTexts(folder: string): Promise<Texts> {
  try {
    const [report = '', methods = '', survey = ''] = await Promise.all(
      ['report.csv', 'methods.json', 'survey.json'].map((name) => readFile(join(folder, name), 'utf8')),
    )
    JSON.parse(methods)
    refuseUnprotected(folder, methods)
    return { folder, report, methods, survey }
  } catch (thrown) {
    if (thrown instanceof Unusable) throw thrown
    const why = faultCode(thrown) ? `cannot be read: ${faultInWords(thrown)}` : 'are not those of a release'
    throw notARelease(folder, `report.csv, methods.json and survey.json ${why}`)
  }
}

function readRelease({ folder, report, methods, survey }: Texts): AttackedRelease {
  try {
    return readAttacked(report, methods, survey)
  } catch (thrown) {
    throw notARelease(folder, whyNot(thrown))
  }
}

function notARelease(file: string, message: string): Unusable {
  return new Unusable({ code: 'release-files', file, message, remedy: NAME_FOLDERS })
}

function whyNot(thrown: unknown): string {
  return thrown instanceof Error && thrown.name === 'Error' ? thrown.message : 'the files are not those of a release'
}

/** Runs an attack, and explains contradictory releases as a refusal: they are no history to attack. */
function explained<Result>(folders: readonly string[], work: () => Result, whenOver: () => void): Result {
  try {
    return work()
  } catch (thrown) {
    const isPlain = thrown instanceof Error && thrown.name === 'Error'
    if (!(thrown instanceof Infeasible) && !isPlain) throw thrown
    const message = thrown instanceof Infeasible ? 'the releases, with what is said to be known, contradict each other' : thrown.message
    throw new Unusable({
      code: 'known-numbers',
      file: folders.join(', '),
      message,
      remedy: 'Name unchanged releases of one study, and check each --knows',
    })
  } finally {
    whenOver()
  }
}

function readKnown(text: string, before: readonly Known[]): readonly Known[] {
  const [people = '', number = ''] = text.split(':')
  const count = Number(number)
  if (number === '' || !Number.isSafeInteger(count) || count < 0)
    throw new InvalidArgumentError("Write it as 'question=answer:12', or ':143' for everyone.")
  return [...before, { people: readPeople(people), count }]
}

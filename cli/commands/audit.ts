import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { auditTable } from '#cli/audit-table.ts'
import { showAudit } from '#cli/audit-threads/audit-progress.ts'
import { filesAuditedInThreads } from '#cli/audit-threads/run-in-threads.ts'
import { cellReasons, reasonsInWords } from '#cli/cell-reasons.ts'
import { faultCode, faultInWords } from '#cli/fault-code.ts'
import { readHistory, Unusable } from '#cli/read-history.ts'
import { topCommand } from '#cli/top-commands.ts'
import { untilInterrupted } from '#cli/until-interrupted.ts'
import { describeFinding } from '#shared/disclosure/audit/audit-finding.ts'
import { NO_FACTS, type ReaderFacts } from '#shared/disclosure/audit/history.ts'
import { factsFrom } from '#shared/disclosure/audit/read-facts.ts'
import type { Checked } from '#shared/disclosure/file-audit/file-audit.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { isRounded } from '#shared/disclosure/policy.ts'
import { ABOUT_CODES, describeProblem } from '#shared/problem.ts'
import { roundedRelease } from '#shared/release/read-data.ts'

const EXIT = { found: 1, unusable: 2 } as const

export function registerAudit(program: Command): void {
  topCommand(program, 'audit')
    .argument('<release-dir...>', 'the folder of a release, or of every release of a study, in any order')
    .option(
      '--facts <file>',
      'a JSON file of what readers know from elsewhere: how many people joined and left, and true counts; see below',
    )
    .option(
      '--why <cell>',
      'explain one cell, written as in a finding: the lowest and highest count it can have, and which printed numbers show that (profiles rounded and careful)',
    )
    .addHelpText('after', HELP)
    .action(run)
}

const HELP = `
It judges the newest release together with all before it. First it checks the files: every hash, every row, every number that
can be computed from another one, and that each release follows the one before it. Then it checks what the profile promises:

  rounded, careful  the same attacks as before a publication
  exact-closed      how narrow the sums of all tables make each hidden number
  ckm               no number was changed too much, and the same people always have the same number
  dp                the noise and the privacy budget

It reads published files alone. Two checks of rounded and careful need the key or the true number of changes (A6, and part of A4):
Chorus makes them before it writes a release.

Exit code: 0 when every check passes, 1 when one fails or a file was changed, 2 when there is nothing to audit.

A file of facts, for rounded and careful; each part may be left out:
  {
    "coalition": 3,
    "growth": { "2": { "admitted": 40, "withdrawn": 1 } },
    "known": [{ "release": 2, "question": "bh03", "answer": "yes", "by": "ay_age", "group": "under18", "count": 4 }]
  }

Examples:
  $ chorus audit releases/3
  $ chorus audit releases/*/ --facts known.json
  $ chorus audit releases/3 --why 'bh03 / yes'`

async function run(folders: readonly string[], options: { readonly facts?: string; readonly why?: string }): Promise<void> {
  try {
    const { history, problems } = await readHistory(folders)
    const facts = options.facts === undefined ? NO_FACTS : await readFacts(options.facts)
    for (const problem of problems) console.error(describeProblem(problem))
    if (problems.length > 0) {
      console.error(ABOUT_CODES)
      process.exitCode = EXIT.found
    } else if (options.why === undefined) await judge(history, facts)
    else await explain(history, facts, options.why)
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown
    console.error(describeProblem(thrown.problem))
    console.error(ABOUT_CODES)
    process.exitCode = EXIT.unusable
  }
}

type History = Awaited<ReturnType<typeof readHistory>>['history']

async function judge(history: History, facts: ReaderFacts): Promise<void> {
  const checks = await auditWithBar(history, facts)
  console.log(auditTable(history, checks))
  const findings = checks.flatMap((check) => check.findings)
  for (const finding of findings) console.log(describeFinding(finding))
  if (findings.length > 0) process.exitCode = EXIT.found
}

/** Attacks nothing: says of one cell what the printed numbers together leave of it, and which of them. */
async function explain(history: History, facts: ReaderFacts, name: string): Promise<void> {
  const rounded = history.flatMap((each) => (isRounded(each.policy) ? [roundedRelease(each)] : []))
  const reasons = rounded.length < history.length ? undefined : cellReasons(await loadSolver(), rounded, facts, name)
  if (reasons) return console.log(reasonsInWords(name, reasons))
  const message = `no release protected as rounded or careful has the cell "${name}"`
  throw new Unusable({ code: 'audit-cell', file: '--why', message, remedy: 'Write it as a finding does: table / group / answer' })
}

async function auditWithBar(history: History, facts: ReaderFacts): Promise<readonly Checked[]> {
  const solver = await loadSolver()
  const progress = showAudit(process.stderr)
  return untilInterrupted('The audit was not finished: it says nothing about these releases.', (signal) =>
    filesAuditedInThreads(solver, { history, facts }, { signal, onStep: progress.onStep, onProgress: progress.onProgress }),
  ).finally(progress.stop)
}

async function readFacts(file: string): Promise<ReaderFacts> {
  try {
    return factsFrom(JSON.parse(await readFile(file, 'utf8')))
  } catch (thrown) {
    const message = faultCode(thrown) ? `the file cannot be read: ${faultInWords(thrown)}` : 'this is no file of facts'
    throw new Unusable({
      code: 'facts-file',
      file,
      message,
      remedy: 'Name a JSON file with --facts; chorus audit --help shows what it holds',
    })
  }
}

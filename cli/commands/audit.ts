import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { auditTable } from '#cli/audit-table.ts'
import { readFolder } from '#cli/read-folder.ts'
import { audit } from '#shared/disclosure/audit/audit.ts'
import { describeFinding } from '#shared/disclosure/audit/finding.ts'
import { type Facts, NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { factsFrom } from '#shared/disclosure/audit/read-facts.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { InputRefused } from '#shared/problem.ts'
import { readRelease } from '#shared/release/read.ts'

export function registerAudit(program: Command): void {
  program
    .command('audit')
    .description('Attack published releases as the gate does before publication. Ends with exit code 1 when a check fails.')
    .argument('<release-dir...>', 'a release, or every release of a study, oldest first')
    .option('--facts <file>', 'JSON of what readers know besides: how many joined and left, true counts that are no secret')
    .addHelpText('after', HELP)
    .action(run)
}

const HELP = `
The last folder is judged, against all before it. The audit reads published files alone, so what needs the key or the
true number of changes is not checked here (A6, and part of A4): the gate checks it before a release is written.

A facts file, every part optional:
  {
    "coalition": 3,
    "growth": { "2": { "admitted": 40, "withdrawn": 1 } },
    "known": [{ "release": 2, "question": "bh03", "answer": "yes", "by": "ay_age", "group": "under18", "count": 4 }]
  }

Examples:
  $ chorus audit releases/3
  $ chorus audit releases/1 releases/2 releases/3 --facts known.json`

async function run(folders: readonly string[], options: { readonly facts?: string }): Promise<void> {
  const history = await Promise.all(folders.map(async (folder) => readRelease(folder, await readFolder(folder))))
  assertInOrder(folders, history)
  const facts = options.facts === undefined ? NO_FACTS : await readFacts(options.facts)
  const checks = audit(await loadSolver(), { history, facts })
  console.log(auditTable(history, checks))
  const findings = checks.flatMap((check) => (check.status === 'failed' ? check.findings : []))
  for (const finding of findings) console.log(describeFinding(finding))
  if (findings.length > 0) process.exitCode = 1
}

async function readFacts(file: string): Promise<Facts> {
  try {
    return factsFrom(JSON.parse(await readFile(file, 'utf8')))
  } catch (thrown) {
    const message = thrown instanceof Error && 'code' in thrown ? 'the file cannot be read' : 'this is no file of facts'
    throw new InputRefused([{ file, message, remedy: 'See chorus audit --help for what it holds' }])
  }
}

function assertInOrder(folders: readonly string[], history: readonly PublishedReport[]): void {
  const problems = history.flatMap((each, at) => {
    const before = history[at - 1]
    if (!before || (before.release < each.release && before.survey.id === each.survey.id)) return []
    const message =
      before.survey.id === each.survey.id ? `release ${each.release} comes after release ${before.release}` : 'it is of another study'
    return [{ file: folders[at] ?? '', message, remedy: 'Name the releases of one study, oldest first' }]
  })
  if (problems.length > 0) throw new InputRefused(problems)
}

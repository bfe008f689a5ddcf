import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyRefused } from '#shared/disclosure/key-audit/refused.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { assertProtectable, hashOfPlan } from '#shared/disclosure/profiles/plan-check.ts'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { type Problem, withCode } from '#shared/problem.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import type { Survey } from '#shared/survey/survey.ts'

const PLAN = ['plan']

/** One empty file for each plan that has passed, by its hash: the check takes seconds, and a plan is opened and checked many times. */
const PASSED_PLANS = join(import.meta.dirname, '..', 'node_modules', '.cache', 'chorus-plans')

type Settings = { readonly check?: typeof assertProtectable; readonly passed?: string }

/**
 * The problem of a survey whose tables no secret offsets can protect (`key-audit`), found with a public key. The result depends on the
 * plan and hardly on the key, so it is known before anybody answers. Otherwise the first report would be refused. `passed` is the
 * folder that remembers plans without a problem.
 */
export async function keyProblems(
  survey: Survey,
  locate: Locate,
  { check = assertProtectable, passed = PASSED_PLANS }: Settings = {},
): Promise<Problem[]> {
  const study = studyPlan(survey)
  const note = join(passed, hashOfPlan(study))
  if (await isThere(note)) return []
  try {
    check(await loadSolver(), study)
  } catch (thrown) {
    if (!(thrown instanceof KeyRefused)) throw thrown
    return withCode('key-audit', [locate({ path: PLAN }, `no report could be made from these answers: ${thrown.found}`, thrown.remedy)])
  }
  await remember(passed, note)
  return []
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

/** Where nothing can be written, the next check takes as long as this one. */
async function remember(folder: string, file: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(file, '')
  } catch {}
}

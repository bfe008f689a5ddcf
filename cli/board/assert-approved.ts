import { openLedger } from '#cli/community.ts'
import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { storyCircleOf } from '#shared/governance/story-circle.ts'
import { againstTrial, type Reason, type Verdict } from '#shared/governance/verdict.ts'
import { CodedError } from '#shared/problem.ts'
import { canonicalBytes } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Throws, with the board's reasons, unless its ledger says at this moment that exactly this survey may be open. */
export async function assertApproved(dataDir: string, survey: Survey): Promise<void> {
  const said = await verdictOn(dataDir, survey)
  if (said.ok) return
  throw refusal(
    survey,
    said.missing,
    'chorus board propose brings it to the board; --trial opens it to be tried out, and says so on every page.',
  )
}

/** Throws where the board has paused, taken back or approved exactly this survey, or cannot be asked. It need not have approved it. */
export async function assertNothingAgainstTrial(dataDir: string, survey: Survey): Promise<void> {
  const missing = againstTrial(await verdictOn(dataDir, survey))
  if (missing.length > 0) throw refusal(survey, missing, 'Raise the version in survey.yaml to try something else out.')
}

/** Whether a made-up board decides in a deployment. Where nobody can be asked, it does not. */
export async function isDemonstration(dataDir: string): Promise<boolean> {
  try {
    const { ledger, board } = await openLedger(dataDir)
    return board !== undefined && (await ledgerReader({ ledger, board }).latest()).state.charter.demonstration
  } catch {
    return false
  }
}

/** Whether enough members hold a key for stories, so that two whom the board names can read them. Where nobody can be asked, not. */
export async function canStoriesBeRead(dataDir: string): Promise<boolean> {
  try {
    const { ledger, board } = await openLedger(dataDir)
    return board !== undefined && storyCircleOf((await ledgerReader({ ledger, board }).latest()).state) !== undefined
  } catch {
    return false
  }
}

async function verdictOn(dataDir: string, survey: Survey): Promise<Verdict> {
  const ask = approvalsOf({ ...(await openLedger(dataDir)), clock: () => new Date() })
  return ask({ kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) })
}

function refusal({ id, version }: Survey, missing: readonly Reason[], remedy: string): CodedError {
  return new CodedError('not-approved', [`${id} ${version} is not opened.`, ...missing.map(({ text }) => text), remedy].join(' '))
}

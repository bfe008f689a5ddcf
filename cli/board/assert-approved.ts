import { openLedger } from '#cli/data-access.ts'
import { approvalsOf, ledgerReader } from '#functions/approvals.ts'
import { storyCircleOf } from '#shared/governance/story-circle.ts'
import { againstTrial, type Reason, type Verdict } from '#shared/governance/verdict.ts'
import { CodedError } from '#shared/problem.ts'
import { canonicalBytes } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Throws CodedError (`not-approved`), with the board's reasons, unless its ledger says at this moment that exactly this survey may be open. */
export async function assertApproved(dataDir: string, survey: Survey): Promise<void> {
  const said = await verdictOn(dataDir, survey)
  if (said.ok) return
  throw refusal(survey, said.missing, 'Propose it to the board with chorus board propose survey, or open it with --trial to try it out.')
}

/**
 * Throws CodedError (`not-approved`) where exactly this survey may not be opened as a trial: the board has paused it, taken it back or
 * approved it, or its ledger cannot be read. A trial needs no approval.
 */
export async function assertNothingAgainstTrial(dataDir: string, survey: Survey): Promise<void> {
  const missing = againstTrial(await verdictOn(dataDir, survey))
  if (missing.length > 0) throw refusal(survey, missing, 'To try something else out, raise the version in survey.yaml.')
}

/** Whether a made-up board decides in a deployment. False where its ledger cannot be read. */
export async function isDemonstration(dataDir: string): Promise<boolean> {
  try {
    const { ledger, board } = await openLedger(dataDir)
    return board !== undefined && (await ledgerReader({ ledger, board }).latest()).state.charter.demonstration
  } catch {
    return false
  }
}

/** Whether enough members have a key for stories, so that two readers named by the board can read them. False where the ledger cannot be read. */
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

import { openLedger } from '#cli/community.ts'
import { approvalsOf } from '#functions/approvals.ts'
import { CodedError } from '#shared/problem.ts'
import { canonicalBytes } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Throws, with the board's reasons, unless its ledger says at this moment that exactly this survey may be open. */
export async function assertApproved(dataDir: string, survey: Survey): Promise<void> {
  const ask = approvalsOf({ ...(await openLedger(dataDir)), clock: () => new Date() })
  const said = await ask({ kind: 'survey', id: survey.id, bytes: canonicalBytes(survey) })
  if (said.ok) return
  throw new CodedError(
    'not-approved',
    [
      `${survey.id} ${survey.version} is not opened.`,
      ...said.missing.map(({ text }) => text),
      'chorus board propose brings it to the board; --trial opens it to be tried out, and says so on every page.',
    ].join(' '),
  )
}

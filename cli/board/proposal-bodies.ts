import { hasBuckets, openBuckets, openCommunity } from '#cli/data-access.ts'
import { reusedIdProblems } from '#cli/kept-ids.ts'
import { readFolder } from '#cli/read-folder.ts'
import { readSurveyWithPlaces } from '#cli/read-survey.ts'
import { isCounted } from '#functions/console/release-reader.ts'
import { checksOfRelease, checksOfSurvey } from '#functions/proposal-checks.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import { type ProposalBody, proposalBody } from '#shared/governance/entries.ts'
import { CodedError, InputRefused } from '#shared/problem.ts'
import { readRelease } from '#shared/release/read.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'

/** The sentences with which somebody proposes a survey or a release. */
export type ProposalWords = {
  readonly title?: string
  readonly askedBy: string
  readonly benefits: string
  readonly returns: string
  readonly harms: string
  readonly review?: string
}

/** A proposal that is complete. Throws CodedError (`board-act`) with every flaw, in sentences. */
export function soundProposal(body: object): ProposalBody {
  const read = proposalBody.safeParse(body)
  if (read.success) return read.data
  const flaws = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new CodedError('board-act', `The proposal is not complete: ${flaws.join('; ')}.`)
}

/**
 * The body of a proposal to open the survey in `dir`. Stores the bytes of the survey beside the ledger, so that everybody can look at
 * exactly the survey that is proposed; nothing is opened by it. Throws InputRefused with every problem of the survey.
 */
export async function surveyProposal(data: string, dir: string, said: ProposalWords): Promise<object> {
  const { survey: read, locate } = await readSurveyWithPlaces(dir)
  const version = versionOf(read)
  const today = dayOf(new Date())
  const community = openCommunity(data)
  const reused = await reusedIdProblems(community, read, locate)
  if (reused.length > 0) throw new InputRefused(reused)
  await community.storeSurvey(version, canonicalBytes(read))
  const checks = checksOfSurvey(read, today)
  const title = said.title ?? `Open the survey ${read.id} ${read.version}`
  return {
    kind: 'survey',
    id: read.id,
    sha256: version.hash,
    title,
    about: aboutOf(said),
    checks,
    review: said.review ?? daysAfter(today, 300),
  }
}

/** The body of a proposal to publish the candidate in `dir`. Throws InputRefused where a file of it was changed. */
export async function releaseProposal(data: string, dir: string, said: ProposalWords): Promise<object> {
  const read = readRelease(dir, await readFolder(dir))
  if (read.status.standing.state !== 'candidate')
    throw new CodedError(
      'board-act',
      `${dir} is not a candidate: it is published, corrected or withdrawn already. Name the folder of a candidate.`,
    )
  // On AWS the list of the reports that were counted is not on this machine.
  const isListed = hasBuckets(data) ? await isCounted(openBuckets(data).candidates, read) : undefined
  const title = said.title ?? `Publish report ${read.release} of ${read.survey.id}`
  return { kind: 'release', id: read.survey.id, sha256: read.id, title, about: aboutOf(said), checks: checksOfRelease(read, isListed) }
}

function aboutOf({ askedBy, benefits, returns, harms }: ProposalWords) {
  return { askedBy, benefits, returns, harms }
}

import { rounding, type Survey } from './survey.ts'

/**
 * The most reports of rounded numbers a study may have, by who may answer. Anybody who has a link can send as many answers as they
 * like and so control everything that changes in a group between two reports but one person: at the size of our rounding, two
 * reports then tell what that person said. Holders of invitations send one answer each. Measured: docs/adr/0024.
 */
const MOST_REPORTS = { link: 1, invitation: 12 } as const

/** The number of reports that the study may have by who may answer it. Undefined for a profile that bounds its reports itself. */
export function allowedReports({ disclosure, access }: Survey): number | undefined {
  if (!rounding.safeParse(disclosure.profile).success) return undefined
  // Three numbers are too few to hide a newcomer among: nobody compares two of them.
  if (disclosure.profile === 'small') return 1
  return access === 'invitation' ? MOST_REPORTS.invitation : MOST_REPORTS.link
}

/** The number of reports that it will have at most: as many as it may, or fewer where the survey says so. */
export function mostReports(survey: Survey): number | undefined {
  const allowed = allowedReports(survey)
  if (allowed === undefined || !('reports' in survey.disclosure)) return allowed
  return Math.min(survey.disclosure.reports ?? allowed, allowed)
}

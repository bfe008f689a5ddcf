import { allowedReports } from '../most-reports.ts'
import type { Flaw, Lint } from './lint.ts'

/** Why one report: docs/adr/0024. */
export const reportsOverLink: Lint = {
  id: 'reports-over-link',
  severity: 'error',
  about:
    'Where anybody with the link may answer, a survey says that it has one report of rounded numbers, or it asks for invitations: whoever sends many answers could tell from a second report what a single person said.',
  bad: [{ survey: { disclosure: { reports: 4 } } }],
  good: [{ survey: { disclosure: { reports: 1 } } }, { survey: { access: 'invitation', disclosure: { reports: 4 } } }],
  check: (survey) => {
    const { disclosure, access } = survey
    const allowed = allowedReports(survey)
    if (allowed === undefined || !(disclosure.profile === 'rounded' || disclosure.profile === 'careful')) return []
    const flaw = (message: string, remedy: string): Flaw[] => [{ part: { path: ['disclosure'] }, message, remedy }]
    const { reports } = disclosure
    if (access === 'invitation') {
      if (reports === undefined || reports <= allowed) return []
      return flaw(`${reports} reports are more than were ever tried against people who compare them`, `Write reports: ${allowed}, or fewer`)
    }
    if (reports === allowed) return []
    return flaw(
      `anybody with the link may answer, and ${reports === undefined ? 'it is not said that there is one report' : `${reports} reports are asked for`}: whoever sends many answers could tell from a second report what a single person said`,
      `Write reports: ${allowed} beside the profile; for up to 12 reports write access: invitation; or choose the profile dp, for thousands of people`,
    )
  },
}

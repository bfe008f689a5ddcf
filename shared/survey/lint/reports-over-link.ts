import { allowedReports } from '../most-reports.ts'
import type { Flaw, Lint } from './lint.ts'

/** Measured with three codes in the worst hands: docs/adr/0024. */
const TOGETHER =
  'with more than one report, what those said together who joined a group in between can be seen: somebody who holds three invitations then finds an answer of one of ten newcomers more likely than not in nearly half of all cases, and knows none for certain'

/** The reason for a single report: docs/adr/0024. */
export const reportsOverLink: Lint = {
  id: 'reports-over-link',
  severity: 'error',
  about:
    'Where anybody with the link may answer, a survey says that it has one report of rounded numbers, or it asks for invitations: anybody who sends many answers could tell from a second report what a single person said.',
  bad: [{ survey: { disclosure: { reports: 4 } } }],
  good: [
    { survey: { disclosure: { reports: 1 } } },
    { survey: { access: 'invitation', disclosure: { reports: 4, why: 'All of us want to see how this year changes things.' } } },
  ],
  check: (survey) => {
    const { disclosure, access } = survey
    const allowed = allowedReports(survey)
    // A definition of the profile small allows no other number.
    if (allowed === undefined || !(disclosure.profile === 'rounded' || disclosure.profile === 'careful')) return []
    const flaw = (message: string, remedy: string): Flaw[] => [{ part: { path: ['disclosure'] }, message, remedy }]
    const { reports, why } = disclosure
    if (access === 'invitation') {
      if (reports === 1 || (why !== undefined && (reports ?? allowed) <= allowed)) return []
      if ((reports ?? allowed) <= allowed)
        return flaw(TOGETHER, 'Write reports: 1, or why: and a sentence that says why the community accepts this')
      return flaw(`${reports} reports are more than were ever tried against people who compare them`, `Write reports: ${allowed}, or fewer`)
    }
    if (reports === allowed) return []
    return flaw(
      `anybody with the link may answer, and ${reports === undefined ? 'it is not said that there is one report' : `${reports} reports are asked for`}: anybody who sends many answers could tell from a second report what a single person said`,
      `Write reports: ${allowed} beside the profile; for up to 12 reports write access: invitation; or choose the profile dp, for thousands of people`,
    )
  },
}

import type { Lint } from './lint.ts'

/** Measured: docs/adr/0040. */
export const exactCounts: Lint = {
  id: 'exact-counts',
  severity: 'warning',
  about:
    'Exact numbers (profile exact-closed) are for a survey that only invited people answer: true counts decide what is hidden, so anybody who sends answers can learn on which side of ten a count is.',
  bad: [{ survey: { disclosure: { profile: 'exact-closed', reports: null } } }],
  good: [{ survey: { disclosure: { profile: 'rounded', reports: 1 } } }],
  check: ({ disclosure, access }) =>
    disclosure.profile !== 'exact-closed' || access === 'invitation'
      ? []
      : [
          {
            part: { path: ['disclosure'] },
            message:
              'anybody with the link may answer, and exact numbers are hidden by true counts: who sends answers can learn on which side of ten a count is, and who runs this program on all counts that fit finds some likelier than others',
            remedy: 'Choose rounded, or write access: invitation and let the board decide knowingly (docs/profiles.md)',
          },
        ],
}

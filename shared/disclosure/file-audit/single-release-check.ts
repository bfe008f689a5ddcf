import type { FileCheck, ReaderCopy } from './reader-copy.ts'

/** For profiles of a single report: two of them, subtracted, are a report on who came in between. */
export function checkOnce(history: readonly ReaderCopy[]): FileCheck {
  const findings = history
    .filter(({ release }) => release > 1)
    .map(({ release, policy }) => ({
      check: 'A3' as const,
      release,
      message: `With ${policy.profile} there is one report, ever. By subtracting an earlier one from this, a reader learns about the people who came or left in between.`,
    }))
  return { id: 'A3', title: 'There is a single report, so nothing to subtract it from', examined: history.length, findings }
}

import type { Policy } from './policy.ts'
import { assertPrintable } from './printable.ts'
import type { ReportTable } from './report.ts'

/**
 * `ProtectedReport` may leave the system. `ExactReport` may only go back to a person who already holds the answers; no function
 * that releases anything accepts it.
 */

/** What a reader is told about the protection, in plain words, one sentence each. */
export type InWords = readonly string[]

type ReportContent = { readonly policy: Policy; readonly inWords: InWords; readonly tables: readonly ReportTable[] }

class Protected {
  readonly #protected = true
  readonly policy: Policy
  readonly inWords: InWords
  readonly tables: readonly ReportTable[]

  constructor({ policy, inWords, tables }: ReportContent) {
    this.policy = policy
    this.inWords = inWords
    this.tables = tables
  }

  static made(value: object): boolean {
    return #protected in value
  }
}

/** Can only be made by a profile of this folder: neither a look-alike object nor an exact report is one. */
export type ProtectedReport = Protected

export type ExactReport = { readonly exact: true; readonly inWords: InWords; readonly tables: readonly ReportTable[] }

/** For profiles only. Throws when a number does not have the form the policy allows. */
export function protectedReport(content: ReportContent): ProtectedReport {
  assertPrintable(content.policy, content.tables)
  return new Protected(content)
}

/** Throws unless the report was made by a profile, whatever the types were told. */
export function assertProtected(report: ProtectedReport): void {
  if (!Protected.made(report)) throw new Error('only a protected report can be released')
}

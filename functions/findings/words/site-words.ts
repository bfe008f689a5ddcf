import type { ObjectionCategory } from '#shared/governance/entries.ts'

/** The fixed words of the pages of published results, in one language. */
export type SiteWords = {
  readonly skip: string
  readonly results: string
  readonly intro: (group: string) => string
  readonly demonstrationBoard: string
  readonly noBoard: string
  readonly nothingYet: string
  readonly search: {
    readonly label: string
    readonly go: string
    readonly found: (count: number, wanted: string) => string
    readonly all: string
  }
  readonly feed: string
  readonly ledger: string
  readonly languages: string
  readonly version: (number: number) => string
  readonly on: (day: string) => string
  readonly isLatest: string
  readonly later: string
  readonly readIt: string
  readonly corrects: string
  readonly correctedBy: (day: string, why: string) => string
  readonly withdraws: (day: string, why: string) => string
  readonly withdrawn: (day: string, why: string) => string
  readonly seeVersion: (number: number) => string
  readonly filesGone: string
  readonly paused: (day: string, why: string) => string
  readonly pausedHeading: string
  readonly missing: { readonly heading: string; readonly text: string }
  readonly failed: { readonly heading: string; readonly text: string }
  readonly decided: string
  readonly reviews: (reviews: number, consents: number) => string
  readonly smallBoard: string
  readonly objection: (category: string, reason: string) => string
  /** The subject of an objection. */
  readonly objections: Readonly<Record<ObjectionCategory, string>>
  readonly fingerprint: string
  readonly check: string
  readonly why: string
  readonly askedBy: string
  readonly benefits: string
  readonly returns: string
  readonly harms: string
  readonly files: string
  readonly filesText: string
  /** The notice where only the data files of a version can be proved. */
  readonly dataOnly: string
  readonly dataOnlyFiles: string
  readonly otherFiles: string
  readonly bytes: (bytes: number) => string
  readonly versions: string
  readonly kinds: Readonly<Record<'release' | 'correction' | 'retraction', string>>
}

import type { PurposeId } from '../../consent-text.ts'
import type { FormFinding } from './finding.ts'
import type { PlanMark } from './plan-marks.ts'
import type { ReleaseSheet } from './release-sheet.ts'

/** Words of one language, as its file holds them. */
export type ImportedWords = {
  readonly sections: Record<string, unknown>
  readonly questions: Record<string, unknown>
  readonly scales?: Record<string, unknown>
}

/** What a form says that knows of Chorus, beside its questions. */
export type ImportedMore = {
  readonly aboutYou: readonly Record<string, unknown>[]
  readonly checkIn: Record<string, unknown> | undefined
  readonly scales: Readonly<Record<string, unknown>>
  /** Which questions have which mark of the report plan. */
  readonly marked: Readonly<Record<PlanMark, readonly string[]>>
  /** What people agree to, and its words by language. */
  readonly purposes: readonly { readonly id: PurposeId; readonly words: ReadonlyMap<string, string> }[]
  readonly release: ReleaseSheet | undefined
}

/** The questions of a survey as its files hold them, and every word of them by language. */
export type Imported = {
  readonly sections: readonly Record<string, unknown>[]
  readonly words: ReadonlyMap<string, ImportedWords>
  readonly findings: readonly FormFinding[]
  readonly more?: ImportedMore
}

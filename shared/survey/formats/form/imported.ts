import type { PurposeId } from '../../consent-text.ts'
import type { FormRelease } from './chorus-form.ts'
import type { FormFinding } from './finding.ts'
import type { FormQuestion } from './form-shape.ts'
import type { PlanMark } from './plan-marks.ts'

/** Words of one language, as its file holds them. */
export type ImportedWords = {
  readonly sections: Record<string, unknown>
  readonly questions: Record<string, unknown>
  readonly scales: Record<string, unknown>
}

/** The questions of a survey as its files hold them, and every word of them by language. */
export type Imported = {
  /** The title in each language of the survey; empty where the form has one for all. */
  readonly titles: ReadonlyMap<string, string>
  readonly sections: readonly Record<string, unknown>[]
  readonly aboutYou: readonly Record<string, unknown>[]
  readonly checkIn: Record<string, unknown> | undefined
  readonly scales: Readonly<Record<string, unknown>>
  readonly words: ReadonlyMap<string, ImportedWords>
  /** Which questions have which mark of the report plan. */
  readonly marked: Readonly<Record<PlanMark, readonly string[]>>
  /** Questions whose groups lie in those of another question, by id. */
  readonly nests: Readonly<Record<string, string>>
  /** The purposes that people agree to, where the form asks for agreement, with their words by language. */
  readonly purposes: readonly { readonly id: PurposeId; readonly words: ReadonlyMap<string, string> }[]
  readonly release: FormRelease | undefined
  /**
   * The form's row behind each question, by the question's id. Several lines of a file can be one question, so a row alone does
   * not tell.
   */
  readonly sources: ReadonlyMap<string, FormQuestion>
  readonly findings: readonly FormFinding[]
}

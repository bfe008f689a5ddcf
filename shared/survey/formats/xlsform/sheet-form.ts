import type { PurposeId } from '../../consent-text.ts'
import type { FormFinding } from './finding.ts'
import type { LabelTexts } from './label-texts.ts'
import type { OwnNotes } from './own-notes.ts'
import type { Marks } from './plan-marks.ts'
import type { ReleaseSheet } from './release-sheet.ts'

/** A form as its sheets describe it, before it is a survey. */
export type SheetForm = {
  readonly title: string
  readonly id: string
  /** As the form names them, its default first; `''` where labels have no language. */
  readonly languages: readonly string[]
  readonly questions: readonly FormQuestion[]
  /** What people are asked to agree to. */
  readonly purposes: readonly FormPurpose[]
  readonly lists: ReadonlyMap<string, readonly SheetChoice[]>
  /** Undefined where the form has no sheet of this name: then it was not made by `survey export`. */
  readonly release: ReleaseSheet | undefined
  readonly calculations: ReadonlyMap<string, string>
  readonly findings: readonly FormFinding[]
}

/** What the columns of ours say of a row. */
type Own = { readonly notes: OwnNotes; readonly marks: Marks }

export type FormPurpose = { readonly id: PurposeId; readonly label: LabelTexts }

/** A part of a form. Groups may lie in each other. */
export type SheetGroup = Own & {
  readonly name: string
  readonly row: number
  readonly label: LabelTexts
  readonly relevant: string | undefined
}

export type SheetChoice = {
  readonly name: string
  readonly row: number
  readonly label: LabelTexts
  readonly cells: ReadonlyMap<string, string>
  readonly notes: OwnNotes
}

export type FormQuestion = Own & {
  readonly name: string
  readonly row: number
  readonly kind: 'one' | 'many' | 'whole number' | 'number' | 'text' | 'note'
  readonly label: LabelTexts
  readonly hint: LabelTexts
  /** From the outermost to the innermost. */
  readonly groups: readonly SheetGroup[]
  readonly choices: readonly SheetChoice[]
  readonly orOther: boolean
  readonly randomise: boolean
  readonly relevant: string | undefined
  readonly constraint: string | undefined
  readonly choiceFilter: string | undefined
  /** Of a range question. */
  readonly between: { readonly from: number; readonly to: number } | undefined
}

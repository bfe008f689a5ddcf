import type { Finding } from './finding.ts'
import type { Words } from './labels.ts'

/** A form as its sheets describe it, before it is a survey. */
export type Form = {
  readonly title: string
  readonly id: string
  /** As the form names them, its default first; `''` where labels have no language. */
  readonly languages: readonly string[]
  readonly questions: readonly FormQuestion[]
  readonly calculations: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

/** A part of a form. Groups may lie in each other. */
export type Group = { readonly name: string; readonly row: number; readonly label: Words; readonly relevant: string | undefined }

export type Choice = { readonly name: string; readonly row: number; readonly label: Words; readonly cells: ReadonlyMap<string, string> }

export type FormQuestion = {
  readonly name: string
  readonly row: number
  readonly kind: 'one' | 'many' | 'whole number' | 'number' | 'text' | 'note'
  readonly label: Words
  readonly hint: Words
  /** From the outermost to the innermost. */
  readonly groups: readonly Group[]
  readonly choices: readonly Choice[]
  readonly orOther: boolean
  readonly randomise: boolean
  readonly relevant: string | undefined
  readonly constraint: string | undefined
  readonly choiceFilter: string | undefined
  /** Of a range question. */
  readonly between: { readonly from: number; readonly to: number } | undefined
}

import type { ChorusForm } from './chorus-form.ts'
import type { Formula } from './expression.ts'
import type { FormFinding } from './finding.ts'
import type { LabelTexts } from './label-texts.ts'
import type { OwnNotes } from './own-notes.ts'
import type { Marks } from './plan-marks.ts'

/** A questionnaire of another tool, before it is a survey. Every reader of a format makes one. */
export type Form = {
  readonly title: string
  /** The title in each language, where the form has more than one. */
  readonly titles?: LabelTexts
  /** As the form names them, its default first; `''` where labels have no language. */
  readonly languages: readonly string[]
  /** The language of labels that name none, as the form names it; `''` where it does not say. */
  readonly unnamed: string
  readonly questions: readonly FormQuestion[]
  readonly calculations: ReadonlyMap<string, Formula>
  readonly findings: readonly FormFinding[]
  readonly places: FormPlaces
  /** Set for a form that knows of Chorus; `lists` by name, as some hold the ranges of a number. */
  readonly chorus?: ChorusForm & { readonly lists: ReadonlyMap<string, readonly FormChoice[]> }
}

/** The names that a form has for the places in messages: its sheet, if it has sheets, and its columns. */
export type FormPlaces = {
  readonly sheet?: string
  readonly type: string
  readonly name: string
  readonly label: string
  readonly relevant: string
  readonly constraint: string
}

/** The columns of ours in a row of a form that knows of Chorus. */
type Own = { readonly notes?: OwnNotes; readonly marks?: Marks }

/** A part of a form. Groups may lie in each other. */
export type FormGroup = Own & {
  readonly name: string
  readonly row: number
  readonly label: LabelTexts
  /** Words to read at the beginning of the part. */
  readonly info?: LabelTexts
  /** Words that stand above each of its questions, as above the rows of a matrix. */
  readonly stem?: LabelTexts
  readonly relevant: Formula | undefined
  /** Its label is what each question in it belongs to, such as the words over a grid; it makes no part of its own. */
  readonly isStem?: boolean
}

export type FormChoice = Pick<Own, 'notes'> & {
  readonly name: string
  readonly row: number
  readonly label: LabelTexts
  /** Further columns, which a filter can look at. */
  readonly cells: ReadonlyMap<string, string>
}

export type FormQuestion = Own & {
  readonly name: string
  /** Its place: a row of a sheet, or a line of a file. */
  readonly row: number
  readonly kind: 'one' | 'many' | 'whole number' | 'number' | 'text' | 'note'
  readonly label: LabelTexts
  readonly hint: LabelTexts
  /** From the outermost to the innermost. */
  readonly groups: readonly FormGroup[]
  readonly choices: readonly FormChoice[]
  readonly orOther: boolean
  /** The words of the option "other", where the form has its own. */
  readonly otherLabel?: LabelTexts
  /** The words beside the box of a number, such as `hours a week`. */
  readonly unit?: LabelTexts
  readonly randomise: boolean
  /** A list too long to read through. */
  readonly search?: boolean
  /** The options are put in order. */
  readonly ranks?: boolean
  readonly relevant: Formula | undefined
  readonly choiceFilter: Formula | undefined
  readonly limits: FormLimits
  /** Whether the form itself says that an answer tells who somebody is. */
  readonly identifies: boolean
}

/** The limits of a form on answers, as far as a survey can express them. */
export type FormLimits = {
  /** The bounds of a number, both included. */
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** The longest text, in characters. */
  readonly longest?: number | undefined
  /** Set for several options: those that clear the others, and how many may be chosen. */
  readonly alone?: readonly string[]
  readonly most?: number | undefined
  /** Whether the form says more than can be kept. */
  readonly lost?: boolean
}

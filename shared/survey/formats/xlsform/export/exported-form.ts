import type { Section, Survey } from '../../../survey.ts'
import type { ChoiceLists } from './choice-lists.ts'
import type { FormNames } from './form-names.ts'

/** The data that all rows of one form share. */
export type ExportedForm = {
  readonly survey: Survey
  readonly names: FormNames
  readonly lists: ChoiceLists
  /** A condition as `relevant` says it. */
  readonly relevant: (condition: Section['if']) => string
}

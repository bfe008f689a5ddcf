import type { FormLanguages } from './form-languages.ts'
import { FormImport } from './import/form-import.ts'
import type { Imported } from './imported.ts'
import type { SheetForm } from './sheet-form.ts'

export type { Imported } from './imported.ts'

/** Makes the questions of a survey out of a form. Findings say what is left out or changed, and what has no like here. */
export function toSurvey(form: SheetForm, languages: FormLanguages): Imported {
  return new FormImport(form, languages).made()
}

import type { FormLanguages } from './form-languages.ts'
import type { Form } from './form-shape.ts'
import { FormImport } from './import/form-import.ts'
import type { Imported } from './imported.ts'

/** Makes the questions of a survey out of a form. Findings say what is left out or changed; one that stops says that nothing is left. */
export function toSurvey(form: Form, languages: FormLanguages): Imported {
  return new FormImport(form, languages).made()
}

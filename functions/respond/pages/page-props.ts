import type { Frame } from '#shared/pages/page-layout.tsx'
import type { FieldValues } from '#shared/survey/form.ts'
import type { Edition } from '../visit/editions.ts'

/** The props that all pages of a survey have in common. */
export type SurveyPageProps = { readonly frame: Frame; readonly edition: Edition; readonly language: string }

/** A form that may be shown again with what was entered and what is wrong with it. */
export type FormState<Errors> = { readonly values: FieldValues; readonly errors: Errors }

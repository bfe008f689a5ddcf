import { formLanguages } from '#shared/survey/formats/form/form-languages.ts'
import type { Form } from '#shared/survey/formats/form/form-shape.ts'
import { toSurvey } from '#shared/survey/formats/form/to-survey.ts'

/** The survey that a form becomes: its questions one after the other, its parts, its words, and everything that is said about it. */
export function made(form: Form) {
  const languages = formLanguages(form, 'en', (code) => ['en', 'es', 'ar', 'de'].includes(code))
  const survey = toSurvey(form, languages)
  const questions = survey.sections.flatMap((section) => section.questions as { id: string; if?: unknown; options?: unknown }[])
  const said = [...form.findings, ...languages.findings, ...survey.findings]
  return { ...survey, questions, said, rows: (kind: string) => said.filter((each) => each.kind === kind).map(({ row }) => row) }
}

import { LANGUAGE_FIELD } from '#shared/pages/controls/language-switch.tsx'
import type { Survey } from '#shared/survey/survey.ts'

/** The language that a form asks to come back in, if its survey has it. */
export function languageAsked(form: URLSearchParams, { languages }: Survey): string | undefined {
  return languages.find((each) => each === form.get(LANGUAGE_FIELD))
}

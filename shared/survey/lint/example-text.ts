import type { Lint } from './lint.ts'
import { wordingOf } from './survey-wording.ts'

const PLACEHOLDER = /replace before opening|sustituir antes de abrir|يُستبدل قبل الفتح|vor dem Öffnen ersetzen|\.example\b|@example\./iu

export const exampleText: Lint = {
  id: 'example-text',
  severity: 'warning',
  about: 'An example controller, place or law is replaced by the real one before a survey opens.',
  check: (survey) =>
    wordingOf(survey)
      .filter(({ text }) => PLACEHOLDER.test(text))
      .map(({ part, text }) => ({
        part,
        message: `"${text.length > 40 ? `${text.slice(0, 40)}...` : text}" is an example`,
        remedy: 'Write who really asks, and where',
      })),
}

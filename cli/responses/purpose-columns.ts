import type { PurposeId, Survey } from '#shared/survey/survey.ts'

/** The column of a typed-in sheet for a purpose that people may agree to. No question can have this name. */
export function purposeColumn(purpose: PurposeId): string {
  return `consent:${purpose}`
}

/** Columns for what people agreed to besides being counted; without that, a form is not typed in at all. */
export function purposeColumns(survey: Survey): string[] {
  return survey.consent.purposes.filter(({ required }) => !required).map(({ id }) => purposeColumn(id))
}

/** Whether a cell of such a column says that somebody agreed, or did not. Undefined for anything else. */
export function agreed(cell: string): boolean | undefined {
  if (/^yes$/i.test(cell)) return true
  return cell === '' || /^(no|~skipped)$/i.test(cell) ? false : undefined
}

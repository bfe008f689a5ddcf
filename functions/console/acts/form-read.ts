import type { ReviewBody, UnsignedAct } from '#shared/governance/entries.ts'
import type { PageError } from '#shared/pages/controls/error-summary.tsx'
import { sentence } from '#shared/survey/ids.ts'
import type { BoardWords } from '../words/en.ts'

/** What a form comes to: an act to sign, or everything that is wrong with it at once. */
export type FormRead =
  | { readonly act: UnsignedAct /** The review whose hash the act holds. */; readonly opens?: ReviewBody }
  | { readonly errors: readonly PageError[] }

const MOST = 2000

/** Words of a form, as the ledger would take them. */
export function wordsOfField(form: URLSearchParams, field: string): string {
  return (form.get(field) ?? '').replace(/\r\n?/g, '\n').trim()
}

/** What is wrong with words that have to be there. */
export function wordsMissing(form: URLSearchParams, field: string, { forms }: BoardWords, missing = forms.missing): PageError[] {
  const text = wordsOfField(form, field)
  if (text === '') return [{ field, message: missing }]
  if (text.length > MOST) return [{ field, message: forms.tooLong }]
  return sentence.safeParse(text).success ? [] : [{ field, message: missing }]
}

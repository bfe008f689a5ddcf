import type { Words } from '#shared/pages/words/en.ts'
import { closesAt, zoneOf } from '#shared/survey/closing.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { momentIn } from './page-texts.ts'

type LineProps = { readonly survey: Survey; readonly language: string; readonly words: Words }

/** Says from the first page on until when answers are taken, where a survey has an end. */
export function ClosingLine({ survey: { closes }, language, words }: LineProps) {
  if (closes === undefined) return null
  return <p>{words.closing.will(momentIn(language, closesAt(closes), zoneOf(closes)))}</p>
}

import { pageLanguageOf } from '#shared/languages.ts'
import { stops } from '#shared/survey/formats/form/finding.ts'
import { formLanguages } from '#shared/survey/formats/form/form-languages.ts'
import { toSurvey } from '#shared/survey/formats/form/to-survey.ts'
import { workbookFromMarkdown } from '#shared/survey/formats/xlsform/markdown.ts'
import { readForm } from '#shared/survey/formats/xlsform/read-form.ts'

/** The importer's verdict on a form that is written in Markdown tables, and the reason. */
export function verdictOn(markdown: string): { readonly kind: 'taken' | 'invalid' | 'outside'; readonly why: string } {
  const form = readForm(workbookFromMarkdown(markdown))
  const languages = formLanguages(form, 'en', (code) => pageLanguageOf(code) !== undefined)
  const read = [...form.findings, ...languages.findings]
  const findings = read.some(stops) ? read : [...read, ...toSurvey(form, languages).findings]
  const invalid = findings.find(({ kind }) => kind === 'invalid')
  if (invalid) return { kind: 'invalid', why: invalid.message }
  const outside = findings.find(({ kind }) => kind === 'outside')
  if (!outside) return { kind: 'taken', why: '' }
  // Where nothing is left to ask, the first question that was left out says why.
  const leftOut = findings.find(({ kind, message }) => kind === 'dropped' && reasonOf(message) !== message)
  return { kind: 'outside', why: (outside.message === 'no question is left to ask' && leftOut?.message) || outside.message }
}

const REASONS: readonly (readonly [says: RegExp, reason: string])[] = [
  [/list of people or things/, 'it keeps a list of people or things from one form to the next (entities)'],
  [/repeat/, 'its questions repeat'],
  [/records a device/, 'it holds nothing but device, person or time metadata'],
  [
    /where somebody is|picture, a voice|a day or a time|who somebody is|would identify people/,
    'it asks only for what could show who somebody is',
  ],
  [/filter|another file|pulldata/, 'its choices come from another file, or from a filter that does more than compare'],
  [/left out: the pages|languages of this form/, 'the pages do not speak its language'],
  [/rank/, 'it only ranks'],
  [/shows a picture/, 'it shows a picture or a sound and no words'],
  [/no question is left/, 'it asks nothing'],
]

/** The reason for which a form was refused, in the words of docs/xlsform.md. */
export function reasonOf(why: string): string {
  return REASONS.find(([says]) => says.test(why))?.[1] ?? why
}

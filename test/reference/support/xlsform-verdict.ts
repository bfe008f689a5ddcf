import { pageLanguageOf } from '#shared/languages.ts'
import { stops } from '#shared/survey/formats/xlsform/finding.ts'
import { formLanguages } from '#shared/survey/formats/xlsform/form-languages.ts'
import { workbookFromMarkdown } from '#shared/survey/formats/xlsform/markdown.ts'
import { readForm } from '#shared/survey/formats/xlsform/read-form.ts'
import { toSurvey } from '#shared/survey/formats/xlsform/to-survey.ts'

/** What the importer says of a form that is written in Markdown tables, and why. */
export function verdictOn(markdown: string): { readonly kind: 'taken' | 'invalid' | 'outside'; readonly why: string } {
  const form = readForm(workbookFromMarkdown(markdown))
  const languages = formLanguages(form, 'en', (code) => pageLanguageOf(code) !== undefined)
  const read = [...form.findings, ...languages.findings]
  const findings = read.some(stops) ? read : toSurvey(form, languages).findings
  const worst = findings.find(({ kind }) => kind === 'invalid') ?? findings.find(({ kind }) => kind === 'outside')
  return worst && (worst.kind === 'invalid' || worst.kind === 'outside')
    ? { kind: worst.kind, why: worst.message }
    : { kind: 'taken', why: '' }
}

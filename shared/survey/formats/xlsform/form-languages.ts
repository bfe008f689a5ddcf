import type { FormFinding } from './finding.ts'
import { withoutMarkup } from './label-markup.ts'
import { type LabelTexts, languageCode } from './label-texts.ts'
import type { SheetForm } from './sheet-form.ts'

/** The languages that a survey takes over from a form. */
export type FormLanguages = {
  /** Codes, the source language first. */
  readonly codes: readonly string[]
  /** Plain words in each of these; those of the source language where a translation is missing. Throws nothing. */
  readonly words: (words: LabelTexts) => ReadonlyMap<string, string>
  readonly findings: readonly FormFinding[]
}

/**
 * Chooses the languages that pages can speak.
 * @param unnamed the code of labels that name no language
 * @param speaks whether the pages speak a language, by its code
 */
export function formLanguages(form: SheetForm, unnamed: string, speaks: (code: string) => boolean): FormLanguages {
  const findings: FormFinding[] = []
  const byCode = new Map<string, string>()
  for (const name of form.languages) {
    const code = name === '' || name === 'default' ? unnamed : languageCode(name)
    const where = { sheet: 'survey', row: 1, column: name === '' ? 'label' : `label::${name}` }
    if (code === undefined)
      findings.push({
        kind: 'dropped',
        ...where,
        message: `the words are left out: it is not clear which language "${name}" is`,
        remedy: `Write its code behind it, as in ${name} (fr)`,
      })
    else if (!speaks(code))
      findings.push({
        kind: 'dropped',
        ...where,
        message: `the words in "${name}" are left out: the pages do not speak it yet`,
        remedy: 'docs/languages.md says how a language is added',
      })
    else if (!byCode.has(code)) byCode.set(code, name)
  }
  if (byCode.size === 0) {
    findings.push({
      kind: 'outside',
      sheet: 'survey',
      row: 1,
      column: 'label',
      message: 'the pages speak none of the languages of this form',
      remedy: 'Add a language that they speak, or add the language to the pages (docs/languages.md)',
    })
  }
  const codes = [...byCode.keys()]
  const source = codes[0] ?? unnamed
  const words = (given: LabelTexts) => {
    const inSource = given.get(byCode.get(source) ?? '') ?? given.get('') ?? [...given.values()][0] ?? ''
    return new Map(codes.map((code) => [code, withoutMarkup(given.get(byCode.get(code) ?? '') ?? inSource)]))
  }
  return { codes, words, findings }
}

import type { FormFinding } from './finding.ts'
import type { Form } from './form-shape.ts'
import { withoutMarkup } from './label-markup.ts'
import { type LabelTexts, languageCode } from './label-texts.ts'

/** The languages that a survey takes over from a form. */
export type FormLanguages = {
  /** Codes, the source language first. */
  readonly codes: readonly string[]
  /** Plain words in each of these; those of the source language where a translation is missing. Throws nothing. */
  readonly words: (words: LabelTexts) => ReadonlyMap<string, string>
  /** The languages, as the form names them, in which these words are missing; none where the form says them in no language. */
  readonly without: (words: LabelTexts) => readonly string[]
  readonly findings: readonly FormFinding[]
}

/**
 * Chooses the languages that pages can speak.
 * @param unnamed the code of labels that name no language
 * @param speaks whether the pages speak a language, by its code
 */
export function formLanguages(form: Form, unnamed: string, speaks: (code: string) => boolean): FormLanguages {
  const findings: FormFinding[] = []
  /** By code, every name that the form has for it: a column that names a language says more than one that names none. */
  const byCode = new Map<string, string[]>()
  const source = form.unnamed === '' ? unnamed : languageCode(form.unnamed)
  // A form without any label is said to have no question by those who read it.
  for (const name of form.languages.length > 0 ? form.languages : ['']) {
    const code = name === '' || name === 'default' ? source : languageCode(name)
    const column = name === '' ? form.places.label : `${form.places.label}::${name}`
    const where = { ...(form.places.sheet !== undefined && { sheet: form.places.sheet }), row: 1, column }
    if (code === undefined)
      findings.push({
        kind: 'dropped',
        ...where,
        message: `the words are left out: it is not clear which language "${name || form.unnamed}" is`,
        remedy: `Write its code after it, as in ${name || form.unnamed} (fr)`,
      })
    else if (!speaks(code))
      findings.push({
        kind: 'dropped',
        ...where,
        message: `the words in "${name || form.unnamed || unnamed}" are left out: the pages are not translated into it yet`,
        remedy: 'docs/languages.md says how a language is added',
      })
    else if (!byCode.has(code)) byCode.set(code, [name])
    else {
      const before = byCode.get(code) ?? []
      byCode.set(
        code,
        [...before, name].toSorted((a, b) => Number(a === '') - Number(b === '')),
      )
      const isNamed = name !== '' && !before.includes('')
      findings.push({
        kind: 'changed',
        ...where,
        message: isNamed
          ? `"${before[0]}" and "${name}" are one language ("${code}"): where a text stands in both, the first is kept`
          : `two columns have words in "${code}": the one that names the language is kept`,
        remedy: 'Nothing to do, if both say the same',
      })
    }
  }
  if (byCode.size === 0) {
    findings.push({
      kind: 'outside',
      ...(form.places.sheet !== undefined && { sheet: form.places.sheet }),
      row: 1,
      column: form.places.label,
      message: 'the pages are translated into none of the languages of this form',
      remedy: 'Add one of their languages to the form, or add the language to the pages (docs/languages.md)',
    })
  }
  const codes = [...byCode.keys()]
  const [first = ['']] = byCode.values()
  const words = (given: LabelTexts) => {
    const plain = plainTexts(given)
    const inSource = under(first, plain) || plain.get('') || [...plain.values()].find((text) => text !== '') || ''
    return new Map(codes.map((code) => [code, under(byCode.get(code) ?? [], plain) || inSource]))
  }
  const without = (given: LabelTexts) => {
    const plain = plainTexts(given)
    const isSaid = form.languages.some((name) => plain.get(name))
    return isSaid ? [...byCode.values()].flatMap((names) => (under(names, plain) ? [] : names.slice(0, 1))) : []
  }
  return { codes, words, without, findings }
}

function plainTexts(words: LabelTexts): LabelTexts {
  return new Map([...words].map(([name, text]) => [name, withoutMarkup(text)]))
}

function under(names: readonly string[], plain: LabelTexts): string | undefined {
  return names.map((name) => plain.get(name)).find((text) => text)
}

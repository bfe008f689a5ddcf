import type { FormFinding } from '../finding.ts'
import type { FormLanguages } from '../form-languages.ts'
import type { Form, FormGroup, FormQuestion } from '../form-shape.ts'
import type { LabelTexts } from '../label-texts.ts'

/** The most questions that one message names. */
const MOST_NAMED = 6

/** Says for each language of a form which questions have words in other languages alone: those stand on the pages of that language, too. */
export function untranslated({ questions, places: { sheet, label } }: Form, languages: FormLanguages): FormFinding[] {
  const groups = [...new Set(questions.flatMap((question) => question.groups))]
  const said = [
    ...groups.map((group) => ({ ...group, texts: wordsOfGroup(group) })),
    ...questions.map((each) => ({ ...each, texts: textsOf(each) })),
  ]
  const missing = said.flatMap(({ name, row, texts }) => {
    const without = new Set(texts.filter(hasLetters).flatMap(languages.without))
    return [...without].map((language) => ({ language, name, row }))
  })
  return [...Map.groupBy(missing, ({ language }) => language)].map(([language, rows]): FormFinding => {
    const named = rows.slice(0, MOST_NAMED).map(({ name }) => `"${name}"`)
    const more = rows.length > MOST_NAMED ? `, and of ${rows.length - MOST_NAMED} more,` : ''
    return {
      kind: 'changed',
      ...(sheet !== undefined && { sheet }),
      ...(rows[0] && { row: rows[0].row }),
      column: language === '' ? label : `${label}::${language}`,
      message: `words of ${named.join(', ')}${more} are missing here: those of another language are shown in their place`,
      remedy: 'Translate them in the form, or in the language files; "survey translate" lists the texts',
    }
  })
}

function textsOf({ label, hint, unit, otherLabel, choices }: FormQuestion): LabelTexts[] {
  return [label, hint, unit ?? new Map(), otherLabel ?? new Map(), ...choices.map((choice) => choice.label)]
}

function wordsOfGroup({ label, info, stem }: FormGroup): LabelTexts[] {
  return [label, info ?? new Map(), stem ?? new Map()]
}

/** Numbers alone are the same in every language. */
function hasLetters(words: LabelTexts): boolean {
  return [...words.values()].some((text) => /\p{L}/u.test(text))
}

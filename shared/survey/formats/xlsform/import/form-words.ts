import type { FormLanguages } from '../form-languages.ts'
import type { ImportedWords } from '../imported.ts'
import type { LabelTexts } from '../label-texts.ts'
import type { FormQuestion } from '../sheet-form.ts'
import { otherWords } from './standing-words.ts'

/** The label of one option: from the form, the same in each language, or that of the option that `or_other` adds. */
type OptionLabel =
  | { readonly id: string; readonly label: LabelTexts }
  | { readonly id: string; readonly text: string }
  | { readonly id: string; readonly other: true }

/** Labels by language and option. */
export type Labels = ReadonlyMap<string, Readonly<Record<string, string>>>

/** The words of a survey in each language that it takes over from a form. */
export class FormWords {
  readonly #languages: FormLanguages
  readonly files: ReadonlyMap<string, Required<ImportedWords>>
  /** Scales as survey.yaml lists them. */
  readonly scales: Record<string, unknown> = {}
  readonly #scaleTexts = new Map<string, string>()

  constructor(languages: FormLanguages) {
    this.#languages = languages
    this.files = new Map(languages.codes.map((code) => [code, { sections: {}, questions: {}, scales: {} }]))
  }

  of(label: LabelTexts): ReadonlyMap<string, string> {
    return this.#languages.words(label)
  }

  labels(options: readonly OptionLabel[]): Labels {
    const said = options.map((option) => ({ option, words: 'label' in option ? this.of(option.label) : undefined }))
    const textIn = (code: string, { option, words }: (typeof said)[number]) =>
      words?.get(code) ?? ('text' in option ? option.text : 'other' in option ? otherWords(code, 'option') : '')
    return new Map(
      [...this.files.keys()].map((code) => [code, Object.fromEntries(said.map((each) => [each.option.id, textIn(code, each)]))]),
    )
  }

  question(id: string, { label, hint }: FormQuestion, labels: Labels): void {
    const text = this.of(label.size > 0 ? label : hint)
    const below = label.size > 0 && hint.size > 0 ? this.of(hint) : undefined
    for (const [code, words] of this.files) {
      const options = labels.get(code) ?? {}
      words.questions[id] = {
        text: text.get(code) ?? '',
        ...(below?.get(code) && { hint: below.get(code) }),
        ...(Object.keys(options).length > 0 && { options }),
      }
    }
  }

  otherQuestion(id: string): void {
    for (const [code, words] of this.files) words.questions[id] = otherWords(code, 'question')
  }

  /** The name of a scale with these options and labels: another one where the form has two of the same name that differ. */
  scale(wanted: string, options: readonly unknown[], labels: Labels): string {
    const text = JSON.stringify([options, [...labels]])
    let name = wanted
    for (let i = 2; (this.#scaleTexts.get(name) ?? text) !== text; i++) name = `${wanted}_${i}`
    this.#scaleTexts.set(name, text)
    this.scales[name] = options
    for (const [code, words] of this.files) words.scales[name] = labels.get(code) ?? {}
    return name
  }
}

import type { FormLanguages } from '../form-languages.ts'
import type { FormQuestion } from '../form-shape.ts'
import type { ImportedWords } from '../imported.ts'
import type { LabelTexts } from '../label-texts.ts'
import { otherWords, placeWords } from './standing-words.ts'

/** The label of one option: what the form says, else `otherwise`; or that of the option "other", for which pages have words where a form has none. */
type OptionLabel =
  | { readonly id: string; readonly label: LabelTexts; readonly otherwise: string }
  | { readonly id: string; readonly other: true; readonly label?: LabelTexts | undefined }

/** Labels by language and option. */
type Labels = ReadonlyMap<string, Readonly<Record<string, string>>>

/** The words of a survey in each language that it takes over from a form. */
export class FormWords {
  readonly #languages: FormLanguages
  readonly files: ReadonlyMap<string, ImportedWords>
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
    const said = options.map((option) => ({ option, words: option.label && this.of(option.label) }))
    const textIn = (code: string, { option, words }: (typeof said)[number]) =>
      words?.get(code) || ('other' in option ? otherWords(code, 'option') : option.otherwise)
    return new Map(
      [...this.files.keys()].map((code) => [code, Object.fromEntries(said.map((each) => [each.option.id, textIn(code, each)]))]),
    )
  }

  /** The words of a question: its label, else its hint, else its name. */
  question(id: string, { name, label, hint, unit = new Map(), kind, groups }: FormQuestion, labels: Labels): void {
    const [above, below] = [this.of(label), this.of(hint)]
    const beside = unit.size > 0 && ['number', 'whole number'].includes(kind) ? this.of(unit) : undefined
    const around = groups.findLast(({ isStem, label: said }) => isStem && said.size > 0)
    const stem = around && this.of(around.label)
    for (const [code, words] of this.files) {
      const [text, said] = [above.get(code) ?? '', below.get(code) ?? '']
      const options = labels.get(code) ?? {}
      words.questions[id] = {
        ...(stem?.get(code) && { stem: stem.get(code) }),
        text: text || said || name,
        ...(text && said && { hint: said }),
        ...(beside?.get(code) && { unit: beside.get(code) }),
        ...(Object.keys(options).length > 0 && { options }),
      }
    }
  }

  ranking(id: string, question: FormQuestion, labels: Labels, places: number): void {
    this.question(id, question, labels)
    for (const [code, words] of this.files) words.questions[id] = { ...Object(words.questions[id]), places: placeWords(code, places) }
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

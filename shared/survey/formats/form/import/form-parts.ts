import type { Condition, Section } from '../../../survey.ts'
import type { FormGroup, FormQuestion } from '../form-shape.ts'
import { Names } from '../plain-names.ts'
import type { FormWords } from './form-words.ts'
import { partTitle } from './standing-words.ts'

export type ImportedPart = {
  readonly id: string
  readonly part: Section['part']
  readonly if: Condition | undefined
  readonly sensitive: boolean
  note: boolean
  readonly questions: Record<string, unknown>[]
}

/** The ids that the tool itself gives to the parts after the main ones. */
const IDS: Readonly<Partial<Record<Section['part'], string>>> = { about_you: 'about_you', check_in: 'checkin' }

/** Texts that stand at the beginning of a part, each in a note of its own. */
const PART_WORDS = ['note', 'info', 'stem']

/** The parts of a survey, as the groups of a form make them. */
export class FormParts {
  readonly #words: FormWords
  readonly #wholeTitles: boolean
  readonly #ids = new Names('section')
  readonly #parts: ImportedPart[] = []
  #path: readonly FormGroup[] = []
  /** Groups whose words to read stand in a part already. */
  readonly #told = new Set<FormGroup>()

  /** `wholeTitles`: the label of a group is the title as it is; else its first line. */
  constructor(words: FormWords, wholeTitles: boolean) {
    this.#words = words
    this.#wholeTitles = wholeTitles
  }

  /** The part of the survey in which a question stands: a new one wherever the groups around it change. */
  of(all: readonly FormGroup[], shown: Condition | 'always'): ImportedPart {
    const groups = all.filter(({ isStem }) => !isStem)
    const last = this.#parts.at(-1)
    if (last && groups.length === this.#path.length && groups.every((group, i) => group === this.#path[i])) return last
    this.#path = groups
    const inner = groups.at(-1)
    const kind = partOf(inner?.notes?.get('part'))
    const id = IDS[kind] ?? this.#ids.claim(inner?.notes?.get('id')) ?? this.#ids.take(inner?.name ?? 'questions')
    const labelled = groups.findLast((group) => group.label.size > 0)
    const titles = labelled && this.#words.of(labelled.label)
    const stems = inner?.stem && this.#words.of(inner.stem)
    const infos = groups
      .filter((group) => group.info && group.info.size > 0 && !this.#told.has(group))
      .map((group) => this.#words.of(group.info ?? new Map()))
    for (const group of groups) this.#told.add(group)
    for (const [code, words] of this.#words.files) {
      const found = titles?.get(code)
      const title = found ? (this.#wholeTitles ? found : firstLine(found)) : partTitle(code)
      const stem = stems?.get(code)
      const info = infos.map((each) => each.get(code) ?? '').join('\n\n')
      words.sections[id] = stem || info ? { title, ...(info && { info }), ...(stem && { stem }) } : title
    }
    const sensitive = groups.some(({ marks }) => marks?.sensitive)
    const part = { id, part: kind, if: shown === 'always' ? undefined : shown, sensitive, note: false, questions: [] }
    this.#parts.push(part)
    return part
  }

  /** Whether a row is no question but words at the beginning of its part; then they are kept. */
  takesWords(part: ImportedPart, { notes, label }: FormQuestion): boolean {
    const key = notes?.get('words') ?? ''
    if (!PART_WORDS.includes(key)) return false
    if (key === 'note') part.note = true
    const said = this.#words.of(label)
    for (const [code, words] of this.#words.files) {
      const before = words.sections[part.id]
      words.sections[part.id] = { ...(typeof before === 'string' ? { title: before } : Object(before)), [key]: said.get(code) ?? '' }
    }
    return true
  }

  /** The main parts, as survey.yaml lists them. */
  main(): Record<string, unknown>[] {
    return this.#parts
      .filter(({ part, questions }) => part === 'main' && questions.length > 0)
      .map(({ id, if: shown, sensitive, note, questions }) => ({
        id,
        ...(note && { note: true }),
        ...(sensitive && { sens: 'high' }),
        ...(shown && { if: shown }),
        questions,
      }))
  }

  questionsOf(part: Section['part']): Record<string, unknown>[] {
    return this.#parts.filter((each) => each.part === part).flatMap(({ questions }) => questions)
  }
}

function partOf(text: string | undefined): Section['part'] {
  return text === 'about_you' || text === 'check_in' ? text : 'main'
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).slice(0, 200)
}

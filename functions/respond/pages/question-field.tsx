import { type Choice, Choices } from '#shared/pages/controls/choices.tsx'
import { Group } from '#shared/pages/controls/group.tsx'
import type { Level } from '#shared/pages/controls/heading.tsx'
import { NumberInput, SayBox, TextArea } from '#shared/pages/controls/text-field.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { autoValue, type FieldValues } from '#shared/survey/form.ts'
import { isMany, type Option, type Texts } from '#shared/survey/survey.ts'
import { sayField } from '#shared/survey/word-boxes.ts'
import type { AskedQuestion } from '../visit/survey-steps.ts'
import { labelOf, listIn, numberIn, textOf } from './page-texts.ts'
import { shuffled } from './shuffle.ts'

export type QuestionFieldProps = {
  readonly question: AskedQuestion
  readonly texts: Texts
  readonly words: Words
  readonly values: FieldValues
  readonly level: Level
  readonly language: string
  /** Orders the options of a question that is shuffled. */
  readonly seed: Uint8Array
  readonly stem?: string | undefined
  /** Shown before the text, where questions stand in a list. */
  readonly number?: number | undefined
  readonly error?: string | undefined
  /** The error is about the words beside an option. */
  readonly isSayWrong?: boolean | undefined
  /** The band kept from before, for a number. */
  readonly band?: string | undefined
}

/** One question with its controls, on a page of its own or in a list. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, texts, words, values, level, stem, error } = props
  const text = props.number === undefined ? textOf(texts, question) : `${props.number}. ${textOf(texts, question)}`
  const common = { field: question.id, level, text, stem, error: props.isSayWrong ? undefined : error }
  const chosen = values(question.id)

  if (question.type === 'text') {
    const limit = words.question.upTo(numberIn(props.language, question.max))
    return <TextArea {...common} hint={lines(hintOf(props), limit)} value={chosen[0] ?? ''} />
  }
  const autos: Choice[] = question.auto.map((state) => ({ value: autoValue(state), label: texts.auto[state] }))
  if (question.type === 'number') {
    const kept = props.band === undefined ? undefined : words.question.bandKept(labelOf(texts, question, props.band))
    const bands = listIn(
      props.language,
      question.bands.map((band) => labelOf(texts, question, band.id)),
    )
    const hint = lines(hintOf(props), `${words.question.band} ${bands}.`, kept)
    return (
      <>
        <NumberInput
          {...common}
          hint={hint}
          unit={texts.questions[question.id]?.unit}
          value={chosen.find((each) => !each.startsWith('~')) ?? ''}
        />
        <Choices name={question.id} kind="checkbox" choices={[]} others={autos} chosen={chosen} follow words={words} />
      </>
    )
  }
  const ordered = 'shuffle' in question && question.shuffle ? shuffled(question.options, props.seed, question.id) : question.options
  const choice = (option: Option): Choice => ({
    value: option.id,
    label: labelOf(texts, question, option.id),
    after: option.say === undefined ? undefined : <Say {...props} option={option} most={option.say} />,
  })
  return (
    <Group {...common} hint={lines(hintOf(props), howMany(props))}>
      <Choices
        name={question.id}
        kind={isMany(question) ? 'checkbox' : 'radio'}
        choices={ordered.filter((option) => !option.alone).map(choice)}
        others={[...ordered.filter((option) => option.alone).map(choice), ...autos]}
        chosen={chosen}
        words={words}
      />
    </Group>
  )
}

type SayProps = QuestionFieldProps & { readonly option: Option; readonly most: number }

/** Where to say which, right under the option that asks for it. */
function Say({ question, texts, words, values, language, error, isSayWrong, option, most }: SayProps) {
  const field = sayField(question.id)
  return (
    <SayBox
      field={field}
      text={words.question.say(labelOf(texts, question, option.id))}
      hint={words.question.sayHint(numberIn(language, most))}
      error={isSayWrong ? error : undefined}
      value={values(field)[0] ?? ''}
    />
  )
}

function hintOf({ texts, question }: QuestionFieldProps): string | undefined {
  return texts.questions[question.id]?.hint
}

/** Says how many may be chosen, unless the question itself does. */
function howMany({ question, texts, words }: QuestionFieldProps): string | undefined {
  if (question.type === 'multi') return words.question.chooseAny
  if (question.type !== 'pick' || textOf(texts, question).includes(String(question.max))) return undefined
  return words.question.chooseUpTo(question.max)
}

function lines(...all: readonly (string | undefined)[]) {
  const shown = all.filter((line) => line !== undefined)
  return shown.length > 0 ? shown.map((line) => <div>{line}</div>) : undefined
}

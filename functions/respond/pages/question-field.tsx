import { type Choice, Choices } from '#shared/pages/controls/choices.tsx'
import { Group } from '#shared/pages/controls/group.tsx'
import type { Level } from '#shared/pages/controls/heading.tsx'
import { NumberInput, SayBox, TextArea } from '#shared/pages/controls/text-field.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { findField } from '#shared/survey/find-option.ts'
import { autoValue, type FieldValues } from '#shared/survey/form.ts'
import { isMany, type Option, type Texts } from '#shared/survey/survey.ts'
import { sayField } from '#shared/survey/word-boxes.ts'
import type { AskedQuestion } from '../visit/survey-steps.ts'
import { howManyOf, labelOf, listIn, numberIn, textOf } from './page-texts.ts'
import { SearchedList } from './searched-list.tsx'
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
  /** The field that the error is about, where that is not the question's own. */
  readonly wrongField?: string | undefined
  /** For a long list: the options that the written letters stand in. */
  readonly found?: readonly string[] | undefined
  /** Options that are not offered, as they were chosen at an earlier place. */
  readonly taken?: readonly string[] | undefined
  /** The band kept from before, for a number. */
  readonly band?: string | undefined
}

/** One question with its controls, on a page of its own or in a list. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, texts, words, values, level } = props
  const stem = [props.stem, texts.questions[question.id]?.stem].filter((each) => each !== undefined).join(' ') || undefined
  const text = props.number === undefined ? textOf(texts, question) : `${props.number}. ${textOf(texts, question)}`
  const common = { field: question.id, level, text, stem, error: ownError(props) }
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
  const offered = question.options.filter(({ id }) => !props.taken?.includes(id))
  const ordered = 'shuffle' in question && question.shuffle ? shuffled(offered, props.seed, question.id) : offered
  const choice = (option: Option): Choice => ({
    value: option.id,
    label: labelOf(texts, question, option.id),
    after: option.say === undefined ? undefined : <Say {...props} option={option} most={option.say} />,
  })
  if ('search' in question && question.search)
    return (
      <Group {...common} hint={lines(hintOf(props))}>
        <SearchedList
          field={question.id}
          choices={ordered.map(choice)}
          others={autos}
          chosen={chosen}
          found={props.found}
          letters={values(findField(question.id))[0] ?? ''}
          error={props.wrongField === findField(question.id) ? props.error : undefined}
          words={words}
        />
      </Group>
    )
  return (
    <Group {...common} hint={lines(hintOf(props), howManyOf(texts, question, words), onlyOnce(props))}>
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

/** The box to say which, right under the option that asks for it. */
function Say({ question, texts, words, values, language, error, wrongField, option, most }: SayProps) {
  const field = sayField(question.id)
  return (
    <SayBox
      field={field}
      text={words.question.say(labelOf(texts, question, option.id))}
      hint={words.question.sayHint(numberIn(language, most))}
      error={wrongField === field ? error : undefined}
      value={values(field)[0] ?? ''}
    />
  )
}

function hintOf({ texts, question }: QuestionFieldProps): string | undefined {
  return texts.questions[question.id]?.hint
}

/** On its own page, a later place of a ranking does not offer what was chosen before; in a list of questions it has to. */
function onlyOnce({ question, number, words }: QuestionFieldProps): string | undefined {
  return number !== undefined && question.type === 'single' && question.apart ? words.question.onlyOnce : undefined
}

function ownError({ question, error, wrongField }: QuestionFieldProps): string | undefined {
  return wrongField === undefined || wrongField === question.id ? error : undefined
}

function lines(...all: readonly (string | undefined)[]) {
  const shown = all.filter((line) => line !== undefined)
  return shown.length > 0 ? shown.map((line) => <div>{line}</div>) : undefined
}

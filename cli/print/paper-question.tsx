import { conditionText } from '#functions/respond/pages/condition-text.ts'
import { howManyOf, labelOf, listIn, numberIn, textOf } from '#functions/respond/pages/page-texts.ts'
import type { Words } from '#shared/pages/words/en.ts'
import { autoValue } from '#shared/survey/form.ts'
import { isMany, type Option, type Question, type Section, type Survey, type Texts } from '#shared/survey/survey.ts'
import type { PaperWords } from './paper-words.ts'

export type Paper = {
  readonly survey: Survey
  readonly texts: Texts
  readonly language: string
  readonly words: Words
  readonly own: PaperWords
  /** By question; notes have none. */
  readonly numbers: ReadonlyMap<string, number>
}

/** Longer lists stand in columns. */
const LONG = 20
const CHARACTERS_A_LINE = 70
const MOST_LINES = 14

/** One part: what it is about, when it is to be answered, and its questions. */
export function PaperSection({ section, paper }: { readonly section: Section; readonly paper: Paper }) {
  const { texts, words, own } = paper
  const said = texts.sections[section.id]
  return (
    <section>
      <h2>{said?.title}</h2>
      {section.if && <p class="soft">{words.all.onlyIfPart(conditionText(section.if, paper.survey, texts, paper.numbers, words))}</p>}
      {said?.note && (
        <div class="note">
          <p>{said.note}</p>
          <ul class="boxes">
            <Box label={own.skipPart} code="~section_skipped" />
          </ul>
        </div>
      )}
      {said?.info && <p>{said.info}</p>}
      {section.questions.map((question) => (
        <PaperQuestion question={question} stem={said?.stem} paper={paper} />
      ))}
    </section>
  )
}

function PaperQuestion({
  question,
  stem,
  paper,
}: {
  readonly question: Question
  readonly stem: string | undefined
  readonly paper: Paper
}) {
  const { texts, words, numbers, survey } = paper
  if (question.type === 'info') return <p>{textOf(texts, question)}</p>
  const said = texts.questions[question.id]
  const before = [stem, said?.stem].filter((each) => each !== undefined).join(' ')
  return (
    <div class="question">
      {question.if && <p class="soft">{words.all.onlyIf(conditionText(question.if, survey, texts, numbers, words))}</p>}
      <h3>
        {numbers.get(question.id)}. {before && <span class="soft">{before} </span>}
        {textOf(texts, question)} <Code code={question.id} />
      </h3>
      {said?.hint && <p class="soft">{said.hint}</p>}
      <Answer question={question} paper={paper} />
    </div>
  )
}

function Answer({ question, paper }: { readonly question: Exclude<Question, { type: 'info' }>; readonly paper: Paper }) {
  const { texts, words, language } = paper
  if (question.type === 'text') return <Lines count={Math.ceil(question.max / CHARACTERS_A_LINE)} />
  const howMany = howManyOf(texts, question, words)
  const autos = question.auto.map((state) => <Box label={texts.auto[state]} code={autoValue(state)} />)
  if (question.type === 'number') {
    const bands = listIn(
      language,
      question.bands.map((band) => labelOf(texts, question, band.id)),
    )
    return (
      <>
        <p class="soft">
          {words.question.band} {bands}.
        </p>
        <p>
          <span class="line short" /> {texts.questions[question.id]?.unit}
        </p>
        <ul class="boxes one">{autos}</ul>
      </>
    )
  }
  return (
    <>
      {howMany !== undefined && <p class="soft">{howMany}</p>}
      {question.type === 'single' && question.apart && <p class="soft">{words.question.onlyOnce}</p>}
      <ul class={`boxes${isMany(question) ? '' : ' one'}${question.options.length > LONG ? ' long' : ''}`}>
        {question.options.map((option) => (
          <Box label={labelOf(texts, question, option.id)} code={option.id} hint={sayHint(option, paper)} />
        ))}
        {autos}
      </ul>
    </>
  )
}

function sayHint({ say }: Option, { words, language }: Paper): string | undefined {
  return say === undefined ? undefined : words.question.sayHint(numberIn(language, say))
}

function Box({ label, code, hint }: { readonly label: string; readonly code: string; readonly hint?: string | undefined }) {
  return (
    <li>
      <span class="box" />
      <span>
        {label} <Code code={code} />
        {hint && (
          <>
            <span class="soft"> {hint}</span>
            <Lines count={1} />
          </>
        )}
      </span>
    </li>
  )
}

/** A code to type in, read from left to right in every language. */
function Code({ code }: { readonly code: string }) {
  return (
    <bdi class="code" dir="ltr">
      {code}
    </bdi>
  )
}

function Lines({ count }: { readonly count: number }) {
  return Array.from({ length: Math.min(MOST_LINES, Math.max(1, count)) }, () => <div class="line" />)
}

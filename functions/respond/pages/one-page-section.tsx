import { Choices } from '#shared/pages/controls/choices.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import type { FieldError, FieldValues } from '#shared/survey/form.ts'
import type { Condition, Question, Section, Survey, Texts } from '#shared/survey/survey.ts'
import { FIELD } from '../fields.ts'
import { conditionText } from './condition-text.ts'
import { gridsIn } from './grid-tables.ts'
import { fieldInError, messageFor, textOf } from './page-texts.ts'
import { QuestionField } from './question-field.tsx'
import { ShareField } from './share-page.tsx'

type AllSectionProps = {
  readonly section: Section
  readonly part: number
  readonly survey: Survey
  readonly texts: Texts
  readonly words: Words
  readonly language: string
  readonly values: FieldValues
  /** Question numbers by question. */
  readonly numbers: ReadonlyMap<string, number>
  readonly seed: Uint8Array
  readonly errors: Readonly<Record<string, FieldError>>
}

/** One part of the one-page form. Nothing hides on it, so each condition is said in words. */
export function OnePageSection(props: AllSectionProps) {
  const { section, part, texts, words, values } = props
  const own = texts.sections[section.id]
  const only = (condition: Condition) => conditionText(condition, props.survey, texts, props.numbers, words)
  return (
    <section>
      <h2>{words.all.part(part, own?.title ?? '')}</h2>
      {own?.info && <p>{own.info}</p>}
      {section.if && <p class="soft">{words.all.onlyIfPart(only(section.if))}</p>}
      {section.note && own?.note && (
        <div class="note">
          <p>{own.note}</p>
          <Choices
            name={FIELD.skipPart}
            kind="checkbox"
            choices={[{ value: section.id, label: words.all.skipPart }]}
            chosen={values(FIELD.skipPart)}
            follow
            words={words}
          />
        </div>
      )}
      {gridsIn(section.questions, texts).map((rows) => (
        <div {...(rows.length > 1 ? { class: 'grid' } : {})}>
          {rows.map((question) => (
            <>
              {question.if && <p class="soft">{words.all.onlyIf(only(question.if))}</p>}
              <AllQuestion {...props} question={question} />
            </>
          ))}
        </div>
      ))}
    </section>
  )
}

function AllQuestion({ question, ...props }: AllSectionProps & { readonly question: Question }) {
  const { section, texts, words, values, language, seed, errors, numbers } = props
  if (question.type === 'info') return <p>{textOf(texts, question)}</p>
  const error = errors[question.id]
  return (
    <>
      <QuestionField
        {...{ question, texts, words, values, language, seed }}
        level={3}
        stem={texts.sections[section.id]?.stem}
        number={numbers.get(question.id)}
        error={error && messageFor(error, words, language)}
        wrongField={error && fieldInError(question.id, error)}
        found={error?.code === 'found' ? error.options : undefined}
      />
      {question.type === 'text' && question.share === 'ask' && (
        <ShareField question={question} texts={texts} words={words} values={values} level={3} />
      )}
    </>
  )
}

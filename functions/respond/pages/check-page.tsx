import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import type { Draft } from '#shared/response/draft.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { type Section, type Texts, textsFor } from '#shared/survey/survey.ts'
import { pathsOf } from '../paths.ts'
import { allowedShare } from '../visit/send-response.ts'
import type { AskedQuestion, Step } from '../visit/survey-steps.ts'
import { inLanguage } from './page-frames.ts'
import type { SurveyPageProps } from './page-props.ts'
import { labelOf, wholeTextOf } from './page-texts.ts'

type CheckPageProps = SurveyPageProps & {
  readonly draft: Pick<Draft, 'answers' | 'skippedSections' | 'consent'>
  readonly isShown: (number: number) => boolean
  readonly back: string
  readonly changed: boolean
}

type Row = {
  readonly number: number
  readonly label: string
  readonly answer: string /** Beside an option. */
  readonly said?: string | undefined
}

/** Everything that was asked in the main part, as it would be sent, each line with a way to change it. */
export function CheckPage({ frame, edition, language, draft, isShown, back, changed }: CheckPageProps) {
  const { words } = frame
  const paths = pathsOf(edition.link)
  const texts = textsFor(edition.survey, language)
  const sections = edition.survey.sections.filter((section) => section.part === 'main')
  return (
    <Layout frame={frame} title={words.check.title} back={back} isOnTheWay>
      <h1>{words.check.heading}</h1>
      {changed ? <p class="note">{words.send.changed}</p> : <p>{words.check.lead}</p>}
      {sections.map((section) => {
        const rows = rowsOf(section, edition.steps, texts, words, draft).filter((row) => isShown(row.number))
        return (
          rows.length > 0 && (
            <>
              <h2>{texts.sections[section.id]?.title}</h2>
              <dl>
                {rows.map((row) => (
                  <div>
                    <dt>{row.label}</dt>
                    <dd class="as-is" dir="auto">
                      {row.answer}
                      {row.said !== undefined && <blockquote dir="auto">{row.said}</blockquote>}
                    </dd>
                    <dd>
                      <a class="link" href={paths.change(row.number)}>
                        {words.check.change}
                        <span class="hide">: {row.label}</span>
                      </a>
                    </dd>
                  </div>
                ))}
              </dl>
            </>
          )
        )
      })}
      <form id={FORM_ID} method="post" action={inLanguage(paths.check, edition.survey, language)}>
        <Buttons>
          <Button>{words.check.goOn}</Button>
        </Buttons>
      </form>
    </Layout>
  )
}

function rowsOf(section: Section, steps: readonly Step[], texts: Texts, words: Words, draft: CheckPageProps['draft']): Row[] {
  const isSkipped = section.note && draft.skippedSections.includes(section.id)
  return steps.flatMap((step, index) => {
    if (step.section.id !== section.id) return []
    const number = index + 1
    if (step.kind === 'note') return isSkipped ? [{ number, label: words.check.wholePart, answer: words.check.partSkipped }] : []
    if (step.kind !== 'question' && step.kind !== 'share') return []
    const answer = draft.answers[step.question.id]
    if (step.kind === 'question')
      return [
        { number, label: wholeTextOf(texts, step.question), answer: describe(step.question, answer, texts, words), said: saidIn(answer) },
      ]
    return answer && 'text' in answer ? [{ number, label: words.check.sharing, answer: sharing(answer, draft, texts, words) }] : []
  })
}

/** The effect of a share choice, in words: a text is quoted only when that was agreed to as well. */
function sharing({ share, wait }: ShareChoice, { consent }: CheckPageProps['draft'], texts: Texts, words: Words): string {
  if (allowedShare(share, consent?.given ?? []) !== share) return words.check.notQuoted
  return wait === undefined ? texts.share[share] : `${texts.share[share]} (${texts.share.wait[`weeks_${wait}`]})`
}

type ShareChoice = Pick<Extract<Answer, { text: string }>, 'share' | 'wait'>

function saidIn(answer: Answer | undefined): string | undefined {
  return answer && 'options' in answer ? answer.said : undefined
}

function describe(question: AskedQuestion, answer: Answer | undefined, texts: Texts, words: Words): string {
  if (answer?.state === 'pns' || answer?.state === 'dk' || answer?.state === 'na') return texts.auto[answer.state]
  if (answer?.state !== 'answered') return words.check.notAnswered
  if ('text' in answer) return answer.text
  return answer.options.map((option) => labelOf(texts, question, option)).join('\n')
}

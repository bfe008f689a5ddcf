import { MISSING_STATES, type MissingState } from '#shared/survey/answer.ts'
import { rollupsOf } from '#shared/survey/rollups.ts'
import { type ClosedQuestion, type Condition, isClosed, type Survey, type Texts, textsFor } from '#shared/survey/survey.ts'

/** A question as people read it in one language. */
export type Wording = {
  readonly id: string
  readonly type: ClosedQuestion['type']
  readonly text: string
  readonly hint?: string
  readonly answers: readonly { readonly id: string; readonly text: string; readonly score?: number }[]
  /** Answers, or groups, that rows of a report take together. */
  readonly rollups: readonly { readonly id: string; readonly of: readonly string[]; readonly text: string }[]
  readonly shuffled: boolean
  /** Conditions under which it was asked; all of them must hold. */
  readonly askedIf: readonly Condition[]
  /** Questions of one part were passed over together. */
  readonly part: string
  readonly partCanBeSkipped: boolean
}

/** Every closed question, in the order of the questionnaire, in the source language of the survey or another it has. */
export function wordingOf(survey: Survey, language = survey.languages[0] ?? ''): Wording[] {
  const texts = textsFor(survey, language)
  return survey.sections.flatMap((section) =>
    section.questions.filter(isClosed).map((question) => {
      const words = texts.questions[question.id]
      if (!words) throw new Error(`survey ${survey.id} has no wording for question ${question.id}`)
      const answers = answersOf(question, words)
      const stem = texts.sections[section.id]?.stem
      return {
        id: question.id,
        type: question.type,
        text: [stem, words.stem, words.text].filter((each) => each !== undefined).join(' '),
        ...(words.hint === undefined ? {} : { hint: words.hint }),
        answers,
        rollups: rollupsOf(survey, question).map(({ id, of }) => ({ id, of, text: together(of, answers) })),
        shuffled: 'shuffle' in question && question.shuffle === true,
        askedIf: [section.if, question.if].filter((each) => each !== undefined),
        part: section.id,
        partCanBeSkipped: section.note,
      }
    }),
  )
}

function answersOf(question: ClosedQuestion, words: Texts['questions'][string]): Wording['answers'] {
  const listed =
    question.type === 'number'
      ? question.bands.map(({ id, score, from, to }) => ({ id, score, text: words.options?.[id] ?? rangeText(from, to, words.unit) }))
      : question.options.map(({ id, score }) => ({ id, score, text: words.options?.[id] }))
  return listed.map(({ id, score, text }) => {
    if (text === undefined) throw new Error(`question ${question.id} has no wording for its answer ${id}`)
    return score === undefined ? { id, text } : { id, text, score }
  })
}

/** Names a roll-up by the answers it is made of, in any language. */
function together(of: readonly string[], answers: Wording['answers']): string {
  return of.map((id) => answers.find((answer) => answer.id === id)?.text ?? id).join(' / ')
}

function rangeText(from: number, to: number, unit: string | undefined): string {
  return [from === to ? `${from}` : `${from} to ${to}`, unit].filter((part) => part !== undefined).join(' ')
}

/** The meaning of each kind of missing answer; the first three in the words that people chose. */
export function stateWording(survey: Survey): Readonly<Record<MissingState, string>> {
  const { auto } = textsFor(survey, survey.languages[0] ?? '')
  return {
    skipped: 'No answer: the person went on without answering.',
    pns: auto.pns,
    dk: auto.dk,
    na: auto.na,
    not_shown: 'Not asked, because of an earlier answer.',
    section_skipped: 'The person skipped this whole part.',
  }
}

/** `~skipped` and its like, as the rows of a report name them, in a fixed order. */
export const STATE_LABELS: readonly (readonly [label: string, state: MissingState])[] = MISSING_STATES.map((state) => [`~${state}`, state])

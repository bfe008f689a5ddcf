import { MISSING_STATES, type MissingState } from '#shared/survey/answer.ts'
import { MARK, type Rollup, rollupsOf } from '#shared/survey/rollups.ts'
import { type ClosedQuestion, type Condition, isClosed, type Survey, type Texts, textsFor } from '#shared/survey/survey.ts'
import { pageWords } from './page/words-of-page.ts'

/** A question as people read it in one language. */
export type Wording = {
  readonly id: string
  readonly type: ClosedQuestion['type']
  readonly text: string
  readonly hint?: string
  /** `alone`: nobody could choose another answer beside it. */
  readonly answers: readonly { readonly id: string; readonly text: string; readonly score?: number; readonly alone?: true }[]
  /** Answers, or groups, that rows of a report take together. */
  readonly rollups: readonly RolledWording[]
  readonly shuffled: boolean
  /** Conditions under which it was asked; all of them must hold. */
  readonly askedIf: readonly Condition[]
  /** Questions of one part were passed over together. */
  readonly part: string
  readonly partCanBeSkipped: boolean
}

/** Answers taken together: what they are called, and each of them by its words where the name does not say so. */
export type RolledWording = { readonly id: string; readonly of: readonly string[]; readonly text: string; readonly parts?: string }

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
        rollups: rollupsOf(survey, question).map((rollup) => rolledWording(rollup, answers, words.rollups ?? {}, language)),
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
      : question.options.map(({ id, score, alone }) => ({ id, score, alone, text: words.options?.[id] }))
  return listed.map(({ id, text, ...more }) => {
    if (text === undefined) throw new Error(`question ${question.id} has no wording for its answer ${id}`)
    return { id, text, ...given(more) }
  })
}

function given({ score, alone }: { score?: number | undefined; alone?: true | undefined }): Partial<Wording['answers'][number]> {
  return { ...(score === undefined ? {} : { score }), ...(alone ? { alone } : {}) }
}

/** Without a name, what is taken together is said by what it is made of, in any language. */
function rolledWording(
  { id, of }: Rollup,
  answers: Wording['answers'],
  names: Readonly<Record<string, string>>,
  language: string,
): RolledWording {
  if (of.length === answers.length) return { id, of, text: pageWords(language).anyAnswer }
  const parts = together(of, answers)
  const name = names[id.slice(MARK.length)]
  return name === undefined ? { id, of, text: parts } : { id, of, text: name, parts }
}

/** Under their name, or in its place. */
function together(of: readonly string[], answers: Wording['answers']): string {
  return of.map((id) => answers.find((answer) => answer.id === id)?.text ?? id).join(' / ')
}

function rangeText(from: number, to: number, unit: string | undefined): string {
  return [from === to ? `${from}` : `${from} to ${to}`, unit].filter((part) => part !== undefined).join(' ')
}

/** The name of a row of answers taken together, in a table of its own: its name, and the answers in it. */
export function rowText({ text, parts }: RolledWording): string {
  return parts === undefined ? text : `${text}: ${parts}`
}

/** The meaning of each kind of missing answer; the first three in the words that people chose. */
export function stateWording(survey: Survey): Readonly<Record<MissingState, string>> {
  const { auto } = textsFor(survey, survey.languages[0] ?? '')
  return {
    skipped: 'No answer: the person went on without answering.',
    pns: auto.pns,
    dk: auto.dk,
    na: auto.na,
    not_shown: 'Not asked, because of an earlier answer or because there was none.',
    section_skipped: 'The person skipped this whole part.',
  }
}

/** `~skipped` and its like, as the rows of a report name them, in a fixed order. */
export const STATE_LABELS: readonly (readonly [label: string, state: MissingState])[] = MISSING_STATES.map((state) => [`~${state}`, state])

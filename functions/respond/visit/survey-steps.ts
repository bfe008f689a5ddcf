import type { Draft } from '#shared/response/draft.ts'
import { holds } from '#shared/survey/conditions.ts'
import { type OptionLabels, searchedLabels } from '#shared/survey/find-option.ts'
import { applySkipLogic, isShown } from '#shared/survey/skip-logic.ts'
import { part, type Question, type Section, type Survey, type TextQuestion, textsFor } from '#shared/survey/survey.ts'

export type AskedQuestion = Exclude<Question, { type: 'info' }>
export type InfoQuestion = Extract<Question, { type: 'info' }>

/** One page of a survey. Its number is its place in the list of all of them, so a page's address never depends on answers. */
export type Step = { readonly section: Section } & (
  | { /** Says what a part is about; continue, or skip the part. */ readonly kind: 'note' }
  | { /** Something to read before the first question of a part. */ readonly kind: 'opening' }
  | { /** Says why we ask about a person; continue, or skip all of it. */ readonly kind: 'about_you' }
  | { readonly kind: 'info'; readonly question: InfoQuestion }
  | {
      readonly kind: 'question'
      readonly question: AskedQuestion /** Set for a long list that is searched. */
      readonly labels?: OptionLabels | undefined
    }
  | { /** May we share what you wrote? */ readonly kind: 'share'; readonly question: TextQuestion }
)

/** All pages a survey can have, in order; number 1 is the first. */
export function stepsOf(survey: Survey): readonly Step[] {
  const parts = part.options.map((each) => survey.sections.filter((section) => section.part === each))
  return parts.flatMap((sections) => sections.flatMap((section, index) => stepsOfSection(survey, section, index === 0)))
}

function stepsOfSection(survey: Survey, section: Section, isFirstOfPart: boolean): Step[] {
  const introducesPart = section.part === 'about_you' && isFirstOfPart
  const hasOpening = !introducesPart && textsFor(survey, '').sections[section.id]?.info !== undefined
  return [
    ...(introducesPart ? [{ kind: 'about_you' as const, section }] : []),
    ...(section.note ? [{ kind: 'note' as const, section }] : []),
    ...(hasOpening ? [{ kind: 'opening' as const, section }] : []),
    ...section.questions.flatMap((question) => stepsOfQuestion(survey, section, question)),
  ]
}

function stepsOfQuestion(survey: Survey, section: Section, question: Question): Step[] {
  if (question.type === 'info') return [{ kind: 'info', section, question }]
  const ask: Step = { kind: 'question', section, question, labels: searchedLabels(survey, question) }
  return question.type === 'text' && question.share === 'ask' ? [ask, { kind: 'share', section, question }] : [ask]
}

export type Progress = Pick<Draft, 'answers' | 'skippedSections'>

/** Numbers of the pages that these answers lead through, ascending. */
export function shownNumbers(survey: Survey, steps: readonly Step[], progress: Progress): number[] {
  const skipped = new Set(progress.skippedSections)
  const applied = applySkipLogic(survey, progress.answers, skipped)

  function shows(step: Step): boolean {
    const { section } = step
    if (step.kind === 'about_you') return true
    if (section.if && !holds(section.if, applied)) return false
    if (step.kind === 'note') return hasSomethingToAsk(survey, section, progress)
    if (skipped.has(section.id) && section.note) return false
    if (step.kind === 'opening') return true
    if (step.kind === 'info') return step.question.if === undefined || holds(step.question.if, applied)
    if (!isShown(applied, step.question.id)) return false
    return step.kind === 'question' || applied[step.question.id]?.state === 'answered'
  }

  return steps.flatMap((step, index) => (shows(step) ? [index + 1] : []))
}

/** Whether a part has a question that can be asked with these answers. If it has none, its content note is not shown. */
function hasSomethingToAsk(survey: Survey, section: Section, progress: Progress): boolean {
  const applied = applySkipLogic(survey, progress.answers, new Set(progress.skippedSections.filter((id) => id !== section.id)))
  return section.questions.some((question) => question.type !== 'info' && isShown(applied, question.id))
}

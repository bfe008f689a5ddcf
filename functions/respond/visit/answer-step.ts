import type { Draft } from '#shared/response/draft.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { type FieldValues, readAnswer } from '#shared/survey/form.ts'
import { isRepeat } from '#shared/survey/ranking.ts'
import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { wordBoxOf } from '#shared/survey/word-boxes.ts'
import { noValues } from './answer-values.ts'
import type { ShownForm } from './shown-form.ts'
import { enteredIn, errorIn, formOfStep, hashOfEntered } from './step-form.ts'
import type { Step } from './survey-steps.ts'

export type Posted = {
  /** Skip was pressed. */
  readonly skip: boolean
  readonly values: FieldValues
  readonly shown?: ShownForm | undefined
}

/**
 * Gives the draft after a button of a page was pressed. Nothing entered is lost: an answer that cannot be read stays as it was
 * typed, and so do words where another tab has saved different ones. A page that was only looked at changes nothing. `isLeaving`:
 * the person goes elsewhere, so a question that is still empty still waits for them.
 */
export function saveStep(survey: Survey, step: Step, posted: Posted, stored: Draft, isLeaving: boolean): Draft {
  const isMine = isSavedHere(posted, stored)
  const { savedBy, ...draft } = stored
  if (step.kind !== 'question' && step.kind !== 'share') return isLeaving ? draft : applyStep(survey, step, posted, draft)
  const untouched = !isMine && (posted.shown?.hash ?? hashOfEntered(step, noValues)) === hashOfEntered(step, posted.values)
  if (step.kind === 'share') return untouched && !posted.skip ? draft : applyStep(survey, step, posted, draft)

  const { id } = step.question
  const { unfinished, ...finished } = draft
  const { [id]: waiting, ...others } = unfinished ?? {}
  const rest: Draft = Object.keys(others).length > 0 ? { ...finished, unfinished: others } : finished
  if (posted.skip) return applyStep(survey, step, posted, rest)
  if (untouched && (isLeaving || (!waiting && draft.answers[id] !== undefined))) return draft
  if ((!isMine && isAtOdds(step, posted, draft)) || errorIn(step, posted.values, draft)) {
    return { ...draft, unfinished: { ...unfinished, [id]: enteredIn(step, posted.values) } }
  }
  return applyStep(survey, step, posted, rest)
}

/**
 * Gives the draft after a page's script saved the unfinished entries. Saves may come late and out of order: one that was
 * overtaken, by a later one or by a button, changes nothing; nor does one that would undo what another tab has saved.
 */
export function autosaveStep(survey: Survey, step: Step, posted: Posted, draft: Draft): Draft {
  const { shown } = posted
  if (!shown) return draft
  const isMine = isSavedHere(posted, draft)
  if (isMine ? shown.times <= (draft.savedBy?.times ?? 0) : shown.hash !== hashOfEntered(step, formOfStep(step, draft).values)) return draft
  return { ...saveStep(survey, step, posted, draft, true), savedBy: { page: shown.page, times: shown.times } }
}

/** Whether the page that posts now also saved the draft last. */
function isSavedHere({ shown }: Posted, { savedBy }: Draft): boolean {
  return shown !== undefined && savedBy?.page === shown.page
}

/** A draft is one item of a table, which may hold 400 KB: this leaves room for several such forms. */
const MOST_KEPT_BYTES = 60_000

/** Whether a form can be kept as it is. A longer one can only be shown again. */
export function fitsInDraft(step: Step, { skip, values }: Posted): boolean {
  return skip || Buffer.byteLength(JSON.stringify(enteredIn(step, values))) <= MOST_KEPT_BYTES
}

/** Whether the posted words differ from words that another tab has saved since this page was shown. */
function isAtOdds(step: Step, posted: Posted, draft: Draft): boolean {
  const box = step.kind === 'question' ? wordBoxOf(step.question) : undefined
  if (!box || posted.shown === undefined) return false
  const { values } = formOfStep(step, draft)
  const [saved, written] = [values(box.id)[0]?.trim(), posted.values(box.id)[0]?.replace(/\r\n?/g, '\n').trim()]
  return posted.shown.hash !== hashOfEntered(step, values) && Boolean(saved) && Boolean(written) && saved !== written
}

/** Gives the draft after a page without errors was posted. */
function applyStep(survey: Survey, step: Step, posted: Posted, draft: Draft): Draft {
  if (step.kind === 'note') return { ...draft, skippedSections: withOrWithout(draft.skippedSections, step.section.id, posted.skip) }
  if (step.kind === 'about_you') return posted.skip ? withoutAboutYou(survey, draft) : draft
  if (step.kind === 'question')
    return withoutRepeats(survey, withAnswer(draft, step.question.id, answerTo(step, posted, draft.answers[step.question.id])))
  if (step.kind === 'share') {
    const { question } = step
    const written = draft.answers[question.id]
    if (!written || !('text' in written)) return draft
    // The words are as stored before; only the choice under them is read from this form.
    const read = readAnswer(question, (name) => (name === question.id ? [written.text] : posted.skip ? [] : posted.values(name)))
    if (!('answer' in read)) return draft
    const { [question.id]: _, ...others } = draft.ticked ?? {}
    const ticked = posted.skip ? others : { ...others, [question.id]: enteredIn(step, posted.values) }
    return { ...withAnswer(draft, question.id, read.answer), ticked }
  }
  return draft
}

function answerTo({ question, labels }: Extract<Step, { kind: 'question' }>, posted: Posted, before: Answer | undefined): Answer {
  if (posted.skip) return { state: 'skipped' }
  const read = readAnswer(question, posted.values, labels)
  const answer: Answer = 'answer' in read ? read.answer : { state: 'skipped' }
  if (before?.state !== 'answered') return answer
  // The number itself was never kept, so its box is empty when the person comes back: that changes nothing.
  if (question.type === 'number' && answer.state === 'skipped') return before
  return 'text' in answer && 'text' in before ? { ...before, text: answer.text } : answer
}

function withAnswer(draft: Draft, question: string, answer: Answer): Draft {
  const kept = 'options' in answer ? { ...answer, options: [...answer.options] } : answer
  return { ...draft, answers: { ...draft.answers, [question]: kept } }
}

/** Takes an answer out of the later places of a ranking once it stands at an earlier one: those places are asked again. */
function withoutRepeats(survey: Survey, draft: Draft): Draft {
  const { answers } = draft
  const repeats = questionsOf(survey)
    .filter((question) => isRepeat(question, answers[question.id], answers))
    .map(({ id }) => id)
  if (repeats.length === 0) return draft
  return { ...draft, answers: Object.fromEntries(Object.entries(answers).filter(([id]) => !repeats.includes(id))) }
}

function withOrWithout(list: readonly string[], item: string, wanted: boolean): string[] {
  const others = list.filter((each) => each !== item)
  return wanted ? [...others, item] : others
}

/** That part has no state of its own for being skipped: anybody who skips it has given no answer in it. */
function withoutAboutYou(survey: Survey, draft: Draft): Draft {
  const questions = new Set(
    survey.sections.filter((section) => section.part === 'about_you').flatMap((section) => section.questions.map(({ id }) => id)),
  )
  return { ...draft, answers: Object.fromEntries(Object.entries(draft.answers).filter(([id]) => !questions.has(id))) }
}

import type { Draft } from '#shared/response/draft.ts'
import { questionsIn } from '#shared/survey/conditions.ts'
import type { Edition } from './editions.ts'
import { isUnfinished } from './step-form.ts'
import { type Step, shownNumbers } from './survey-steps.ts'

/** If more than this part of the coming questions depends on answers, we no longer say about how many there are. */
const MOST_UNKNOWN = 0.2

export type Place = { readonly at: 'step'; readonly number: number } | { readonly at: 'consent' | 'check' | 'send' }

/**
 * The way through a survey for the answers given so far: the pages of the main part, check your answers, the pages
 * about you and the check-in, send.
 */
export function navigationFor(edition: Edition, draft: Pick<Draft, 'answers' | 'skippedSections' | 'unfinished'>) {
  const { steps, survey } = edition
  const shown = shownNumbers(survey, steps, draft)
  const step = (number: number): Place => ({ at: 'step', number })
  const isMain = (number: number) => steps[number - 1]?.section.part === 'main'
  const main = shown.filter(isMain)
  const later = shown.filter((number) => !isMain(number))

  /** Whether a page that is not shown now may be, by an answer on this page or a later one. */
  function isUndecided({ section, ...step }: Step, place: number, number: number): boolean {
    if (place <= number || (section.note && draft.skippedSections.includes(section.id))) return false
    const asked = [section.if, 'question' in step ? step.question.if : undefined].flatMap((each) => (each ? questionsIn(each) : []))
    return steps.some((each, index) => index + 1 >= number && each.kind === 'question' && asked.includes(each.question.id))
  }

  function isReached(number: number): boolean {
    const at = steps[number - 1]
    return at?.kind === 'question' && draft.answers[at.question.id] !== undefined
  }

  /** The step at which one would go on in these pages: the first question not reached, from the pages that lead up to it. */
  function firstOpen(numbers: readonly number[]): Place | undefined {
    const open = numbers.findIndex((number) => steps[number - 1]?.kind === 'question' && !isReached(number))
    if (open < 0) return undefined
    let first = open
    while (first > 0 && leadsUp(steps[(numbers[first - 1] ?? 0) - 1])) first--
    return step(numbers[first] ?? 1)
  }

  return {
    isShown: (number: number): boolean => shown.includes(number),
    /** Counts questions as the person meets them, so that a page can say "Question 4". */
    questionNumber: (number: number): number => shown.filter((each) => each <= number && steps[each - 1]?.kind === 'question').length,
    /**
     * The number of questions that a person at this page will have met in the end, roughly: those shown so far, and half of those
     * that depend on answers still to come. Undefined where these are too many to say.
     */
    aboutHowMany(number: number): number | undefined {
      const open = steps.filter(
        (each, index) => each.kind === 'question' && !shown.includes(index + 1) && isUndecided(each, index + 1, number),
      )
      const known = shown.filter((each) => steps[each - 1]?.kind === 'question').length
      return open.length <= Math.max(1, known * MOST_UNKNOWN) ? known + Math.round(open.length / 2) : undefined
    },
    first: (): Place => (main[0] === undefined ? { at: 'check' } : step(main[0])),
    next(number: number): Place {
      const pages = isMain(number) ? main : later
      const next = pages.find((each) => each > number)
      return next === undefined ? { at: isMain(number) ? 'check' : 'send' } : step(next)
    },
    previous(number: number): Place {
      const pages = isMain(number) ? main : later
      const previous = pages.findLast((each) => each < number)
      return previous === undefined ? { at: isMain(number) ? 'consent' : 'check' } : step(previous)
    },
    beforeCheck: (): Place => (main.length > 0 ? step(main.at(-1) ?? 1) : { at: 'consent' }),
    afterCheck: (): Place => (later[0] === undefined ? { at: 'send' } : step(later[0])),
    beforeSend: (): Place => (later.length > 0 ? step(later.at(-1) ?? 1) : { at: 'check' }),
    /** After all pages of the part that a page belongs to. */
    afterPart(number: number): Place {
      const own = steps[number - 1]?.section.part
      const next = shown.find((each) => each > number && steps[each - 1]?.section.part !== own)
      return next === undefined ? { at: 'send' } : step(next)
    },
    /** The step after a change that was asked for on "check your answers": a question that the change brought up, else back to the list. */
    afterChange: (number: number): Place => firstOpen(main.filter((each) => each > number)) ?? { at: 'check' },
    /** The first page with something to mend or decide before anything can be sent. */
    toMend: (): number | undefined =>
      shown.find((number) => {
        const at = steps[number - 1]
        return at !== undefined && isUnfinished(at, draft)
      }),
    /** The step at which a person who comes back goes on: a page they were called away from, else the first question not reached. */
    resume: (at?: number): Place => (at !== undefined && shown.includes(at) ? step(at) : (firstOpen(main) ?? { at: 'check' })),
  }
}

function leadsUp(step: Step | undefined): boolean {
  return step !== undefined && step.kind !== 'question' && step.kind !== 'share'
}

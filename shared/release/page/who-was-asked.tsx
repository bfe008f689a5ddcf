import { isDeepStrictEqual } from 'node:util'
import type { ReportSlice } from '#shared/disclosure/report.ts'
import { conditionInWords } from '#shared/survey/condition-in-words.ts'
import { type Condition, isClosed, questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import { basesOf } from '../bases.ts'
import { type Wording, wordingOf } from '../wording.ts'
import { canChooseSeveral } from './findings.ts'
import type { PageWords } from './words/page-words.ts'
import { pageWords } from './words-of-page.ts'

type AskedProps = {
  readonly wording: Wording
  /** Absent on a page of several reports: how many were asked in each stands in the head of its column. */
  readonly slice?: ReportSlice | undefined
  readonly survey: Survey
  readonly language: string
}

/** Under a question: its hint, who was asked it, how many people were, and whether several answers could be chosen. */
export function WhoWasAsked({ wording, slice, survey, language }: AskedProps) {
  const words = pageWords(language)
  const isForAll = wording.askedIf.length === 0 && !wording.partCanBeSkipped
  const sentences = [
    ...onlyAskedOf(wording, survey, language),
    ...(wording.partCanBeSkipped ? [words.partCouldBeSkipped] : []),
    ...(slice ? howMany(slice, isForAll, words) : []),
    ...(canChooseSeveral(wording) ? [words.severalAnswers] : []),
  ]
  return (
    <>
      {wording.hint && <p class="soft">{wording.hint}</p>}
      {sentences.length > 0 && <p class="soft">{sentences.join(' ')}</p>}
    </>
  )
}

/** The people whom a condition let in, and who did not meet it by an empty answer; nothing where there is no condition. */
export function onlyAskedOf(wording: Wording, survey: Survey, language: string): readonly string[] {
  // A part and a question in it can have the same one.
  const askedIf = wording.askedIf.filter((each, at, all) => !all.slice(0, at).some((other) => isDeepStrictEqual(each, other)))
  if (askedIf.length === 0) return []
  return [pageWords(language).onlyAsked(conditionsInWords(askedIf, survey, language)), ...withoutAnswer(askedIf, survey, language)]
}

/** Where a condition does not name what had to be chosen, a reader could take an empty answer, or "prefer not to say", to meet it. */
function withoutAnswer(askedIf: readonly Condition[], survey: Survey, language: string): readonly string[] {
  const { conditions: words } = pageWords(language)
  const open = askedIf.flatMap(leavesOf).filter((leaf) => !('in' in leaf))
  const { auto } = textsFor(survey, language)
  const deciding = questionsOf(survey)
    .filter(isClosed)
    .filter(({ id }) => open.some(({ q }) => q === id))
  const states = [...new Set(deciding.flatMap((question) => question.auto))].map((state) => auto[state])
  if (open.every((leaf) => 'answered' in leaf) && states.length === 0) return []
  const [only] = askedIf
  return [askedIf.length === 1 && only && 'q' in only ? words.notAsked(states) : words.isNoAnswer(states)]
}

type Leaf = Extract<Condition, { readonly q: string }>

function leavesOf(condition: Condition): readonly Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  return 'any' in condition ? condition.any.flatMap(leavesOf) : [condition]
}

function howMany(slice: ReportSlice, isForAll: boolean, words: PageWords): readonly string[] {
  const { asked, everybody } = basesOf(slice)
  if (!everybody) return []
  if (!asked) return [words.fewAsked]
  return [isForAll && asked.value === everybody.value ? words.askedOfEverybody(everybody) : words.asked(asked, everybody)]
}

function conditionsInWords(askedIf: readonly Condition[], survey: Survey, language: string): string {
  const { conditions: words } = pageWords(language)
  const { questions } = textsFor(survey, language)
  const wordings = new Map(wordingOf(survey, language).map((wording) => [wording.id, wording]))
  const said = (question: string) => wordings.get(question)?.text ?? questions[question]?.text ?? question
  const labelOf = (question: string, option: string) => wordings.get(question)?.answers.find(({ id }) => id === option)?.text ?? option
  const [only, ...more] = askedIf
  const condition = only && more.length === 0 ? only : { all: [...askedIf] }
  return conditionInWords(condition, {
    and: words.and,
    or: words.or,
    option: (question, option) => words.quote(labelOf(question, option)),
    chose: (options, question) => words.chose(options, said(question)),
    choseOther: (options, question) => words.choseOther(options, said(question)),
    choseNone: (options, question) => words.choseNone(options, said(question)),
    answered: (question) => words.answered(said(question)),
  })
}

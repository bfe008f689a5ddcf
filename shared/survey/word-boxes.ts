import type { Answer, Share, Wait } from './answer.ts'
import { type Option, type Question, questionsOf, type Survey } from './survey.ts'

/** A place where people write words of their own: what the words are kept under, and how many characters they may have. */
export type WordBox = { readonly id: string; readonly max: number }

/** The name of the box beside the option of a question that asks to say which. No question's name ends so. */
export function sayField(questionId: string): string {
  return `${questionId}.say`
}

/** The option of a question that has a box beside it. */
export function sayOption(question: Question): (Option & { readonly say: number }) | undefined {
  if (!('options' in question)) return undefined
  const found = question.options.find(({ say }) => say !== undefined)
  return found?.say === undefined ? undefined : { ...found, say: found.say }
}

/** The box of a question, if it has one: itself where it asks for words, else the one beside an option. */
export function wordBoxOf(question: Question): WordBox | undefined {
  if (question.type === 'text') return { id: question.id, max: question.max }
  const option = sayOption(question)
  return option && { id: sayField(question.id), max: option.say }
}

/** Every box of a survey: nothing that people write is kept anywhere else. */
export function wordBoxesOf(survey: Survey): WordBox[] {
  return questionsOf(survey).flatMap((question) => wordBoxOf(question) ?? [])
}

type Written = { readonly text: string; readonly share: Share; readonly wait?: Wait | undefined }

/** The words written with an answer, if any. Words beside an option are shared with nobody: no one is asked. */
export function writtenIn(answer: Answer | undefined): Written | undefined {
  if (answer?.state !== 'answered') return undefined
  if ('text' in answer) return answer
  return answer.said === undefined ? undefined : { text: answer.said, share: 'none' }
}

import type { Answer } from '#shared/survey/answer.ts'
import { autoValue, type FieldValues, shareField, waitField } from '#shared/survey/form.ts'
import { sayField } from '#shared/survey/word-boxes.ts'
import type { AskedQuestion } from './survey-steps.ts'

export const noValues: FieldValues = () => []

/** The form values of an answer given before. A number is not kept, only its band, so its box is empty again. */
export function valuesOf(question: AskedQuestion, answer: Answer | undefined): FieldValues {
  if (!answer) return noValues
  if (answer.state === 'pns' || answer.state === 'dk' || answer.state === 'na') {
    const value = autoValue(answer.state)
    return (name) => (name === question.id ? [value] : [])
  }
  if (answer.state !== 'answered') return noValues
  if ('text' in answer) {
    // Not shared is also what it is before the question was seen: it shows as nothing chosen.
    const share = answer.share === 'none' ? [] : [answer.share]
    const wait = answer.wait === undefined ? [] : [String(answer.wait)]
    const fields = new Map([
      [question.id, [answer.text]],
      [shareField(question.id), share],
      [waitField(question.id), wait],
    ])
    return (name) => fields.get(name) ?? []
  }
  const { options, said } = answer
  return (name) => {
    if (said !== undefined && name === sayField(question.id)) return [said]
    return name === question.id && question.type !== 'number' ? options : []
  }
}

export function valuesIn(form: URLSearchParams): FieldValues {
  return (name) => form.getAll(name)
}

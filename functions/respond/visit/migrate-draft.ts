import type { Draft } from '#shared/response/draft.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { answerIds, isMany, questionsOf } from '#shared/survey/survey.ts'
import { wordBoxOf } from '#shared/survey/word-boxes.ts'
import type { Edition } from './editions.ts'
import { isCurrent } from './send-response.ts'
import type { AskedQuestion } from './survey-steps.ts'

/** Takes a draft over to another version of its survey: keeps the answers that still fit, and no agreement to a text that is gone. */
export function migrateDraft(draft: Draft, to: Edition): Draft {
  const { survey } = to
  const language = survey.languages.includes(draft.language) ? draft.language : (survey.languages[0] ?? draft.language)
  const kept = questionsOf(survey).flatMap((question) => {
    const answer = draft.answers[question.id]
    return question.type !== 'info' && answer && fits(question, answer) ? [[question.id, fitted(question, answer)] as const] : []
  })
  const { consent } = draft
  const asked = new Set(questionsOf(survey).flatMap(({ id, type }) => (type === 'info' ? [] : [id])))
  const unfinished = Object.entries(draft.unfinished ?? {}).filter(([id]) => asked.has(id))
  return {
    survey: to.version.hash,
    language,
    adult: draft.adult,
    ...(consent && isCurrent(survey, { consent, language }) ? { consent } : {}),
    ...(draft.admission ? { admission: draft.admission } : {}),
    ...(draft.sending || draft.sentBefore ? { sentBefore: true as const } : {}),
    answers: Object.fromEntries(kept),
    ...(unfinished.length > 0 ? { unfinished: Object.fromEntries(unfinished) } : {}),
    skippedSections: draft.skippedSections.filter((id) => survey.sections.some((section) => section.id === id && section.note)),
  }
}

/** The draft without words that the question has no box for any more. */
function fitted(question: AskedQuestion, answer: Draft['answers'][string]): Draft['answers'][string] {
  if (!('said' in answer) || wordBoxOf(question)) return answer
  const { said: _, ...rest } = answer
  return rest
}

/** Whether a question could have been given this answer. Words that are too long now are kept: only the person may shorten them. */
export function fits(question: AskedQuestion, answer: Answer): boolean {
  if (answer.state === 'skipped') return true
  if (answer.state !== 'answered') return question.type !== 'text' && question.auto.some((state) => state === answer.state)
  if (question.type === 'text') return 'text' in answer
  if (!('options' in answer)) return false
  const most = question.type === 'pick' ? question.max : isMany(question) ? Number.POSITIVE_INFINITY : 1
  const ids = answerIds(question)
  return answer.options.length >= 1 && answer.options.length <= most && answer.options.every((option) => ids.includes(option))
}

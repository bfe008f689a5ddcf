import type { Condition, Question, Section, Survey } from '#shared/survey/survey.ts'

/** Where a question stands: its own condition and its section's decide together who sees it. */
export type QuestionPlace = { readonly section: Section; readonly question: Question }

export type QuestionPlaces = (question: string) => QuestionPlace

export function questionPlaces(survey: Survey): QuestionPlaces {
  const places = new Map<string, QuestionPlace>(
    survey.sections.flatMap((section) => section.questions.map((question) => [question.id, { section, question }] as const)),
  )
  return (question) => {
    const place = places.get(question)
    if (!place) throw new Error(`the survey has no question ${question}`)
    return place
  }
}

/** What has to hold before a question, or (without it) any question of its section, is shown. */
export function conditionsOf({ section, question }: QuestionPlace, of: 'question' | 'section'): Condition[] {
  return [section.if, of === 'question' ? question.if : undefined].filter((each) => each !== undefined)
}

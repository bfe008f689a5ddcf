import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import { peopleTable } from './people-table.ts'
import { conditionsOf, questionPlaces } from './question-places.ts'

/**
 * Questions that by their conditions, and those of their part, nobody is ever asked. Their "not asked" is everybody, by
 * another name: two numbers for the same people. Where there are too many ways to answer to go through, none is found.
 */
export function neverAsked(survey: Survey): string[] {
  const places = questionPlaces(survey)
  return questionsOf(survey)
    .filter(({ id }) => {
      const conditions = conditionsOf(places(id), 'question')
      if (conditions.length === 0) return false
      const table = peopleTable({ all: conditions }, places)
      return table !== undefined && !table.rows.some((row) => row.holds)
    })
    .map(({ id }) => id)
}

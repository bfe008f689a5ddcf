import type { XmlRow } from './xml-rows.ts'

/** `61764X2X9SQ001`: the survey, the group, then the question and a part of it without anything between them. */
const PLACE = /\b\d+X\d+X(\w+)(?:#([01]))?/g

/**
 * Expressions in which the places of answers, as LimeSurvey's own editor of conditions used to write them, are the names that
 * people give: `61764X2X9SQ001.NAOK` is `Q1_SQ001.NAOK`. A place of no question stays, and is no answer then.
 */
export function placesNamed(questions: readonly XmlRow[], subquestions: readonly XmlRow[]): (expression: string) => string {
  const cell = (row: XmlRow, name: string) => row.cells.get(name) ?? ''
  const titles = new Map(questions.map((row) => [cell(row, 'qid'), cell(row, 'title')]))
  const codes = Map.groupBy(subquestions, (row) => cell(row, 'parent_qid'))
  const isPart = (qid: string, part: string) =>
    part === '' ||
    part === 'other' ||
    (codes.get(qid) ?? []).some((row) => part === cell(row, 'title') || part.startsWith(`${cell(row, 'title')}_`))
  const named = (place: string): string | undefined => {
    const digits = /^\d+/.exec(place)?.[0] ?? ''
    // The part may begin with digits, too: the longest number of a question that has the part that is left.
    for (let end = digits.length; end > 0; end--) {
      const [qid, part] = [place.slice(0, end), place.slice(end)]
      const title = titles.get(qid)
      if (title !== undefined && isPart(qid, part)) return part === '' ? title : `${title}_${part}`
    }
    return undefined
  }
  return (expression) =>
    expression.replace(PLACE, (written, place: string, scale: string | undefined) => {
      const name = named(place)
      return name === undefined ? written : scale === undefined ? name : `${name}_${scale}`
    })
}

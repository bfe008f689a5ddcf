import { choicesOf, itemsOf } from './element-choices.ts'
import { elementKind } from './element-kind.ts'
import type { KnownChoices } from './surveyjs-expression.ts'
import type { Element, SurveyjsSurvey } from './surveyjs-shape.ts'
import { tableCells } from './table-cells.ts'

/** The choices of every question of a survey, for its conditions. `locale` is the language of texts that name none. */
export function knownChoices(survey: SurveyjsSurvey, locale: string): KnownChoices {
  const every = new Map(allElements(survey).flatMap((element) => choicesByName(element, locale)))
  return { choicesOf: (name) => every.get(name)?.values, takesSeveral: (name) => every.get(name)?.several ?? false }
}

function allElements({ pages = [], elements = [], questions = [] }: SurveyjsSurvey): Element[] {
  const within = (list: readonly Element[]): Element[] => list.flatMap((each) => [each, ...within(each.elements ?? [])])
  return within([...elements, ...questions, ...pages.flatMap((page) => [...(page.elements ?? []), ...(page.questions ?? [])])])
}

/** The values that conditions can compare an element's answer with, by the names that they have for it. */
function choicesByName(element: Element, locale: string): [string, { readonly values: readonly string[]; readonly several: boolean }][] {
  if (elementKind(element).kind === 'cells') return tableCells(element).flatMap((cell) => choicesByName(cell, locale))
  const names = [element.name, element.valueName].filter((name) => name !== undefined)
  const { kind } = elementKind(element)
  if (kind === 'table') {
    const values = itemsOf(element.columns ?? []).map(({ value }) => value)
    const rows = itemsOf(Array.isArray(element.rows) ? element.rows : [])
    return names.flatMap((name) =>
      rows.map((row): [string, { values: string[]; several: boolean }] => [
        `${name}.${row.value}`,
        { values, several: element.cellType === 'checkbox' },
      ]),
    )
  }
  if (kind !== 'one' && kind !== 'many') return []
  const values = choicesOf(element, locale).map(({ value }) => value)
  const hasOther = element.showOtherItem ?? element.hasOther
  return names.map((name) => [name, { values: hasOther ? [...values, 'other'] : values, several: kind === 'many' }])
}

import { isChangedBySpreadsheet } from '#shared/spreadsheet.ts'
import { isClosed, questionsOf } from '../survey.ts'
import type { Flaw, Lint } from './lint.ts'

const REMEDY = 'Choose an id with a letter in front, such as n1_5 or yes, before anybody answers'

export const spreadsheetIds: Lint = {
  id: 'spreadsheet-ids',
  severity: 'warning',
  about:
    'No option id is merged with another or changed by a spreadsheet (01 and 1, 1-5, TRUE, 1e5), in which people fill in and read CSV files.',
  bad: [
    {
      survey: { scales: { often: ['01', '1'] } },
      en: { scales: { often: { often: null, rarely: null, never: null, '01': 'Often', '1': 'Never' } } },
    },
  ],
  good: [
    {
      survey: { scales: { often: ['n1', 'n2'] } },
      en: { scales: { often: { often: null, rarely: null, never: null, n1: 'Often', n2: 'Never' } } },
    },
  ],
  check: (survey) =>
    questionsOf(survey)
      .filter(isClosed)
      .flatMap((question) => {
        const ids = question.type === 'number' ? question.bands.map(({ id }) => id) : question.options.map(({ id }) => id)
        return ids.flatMap((id): Flaw[] => {
          const part = { question: question.id }
          const twin = ids.find((other) => other !== id && readAs(other) === readAs(id))
          if (twin !== undefined) return [{ part, message: `a spreadsheet takes "${id}" and "${twin}" for the same`, remedy: REMEDY }]
          return isChangedBySpreadsheet(id) ? [{ part, message: `a spreadsheet turns "${id}" into something else`, remedy: REMEDY }] : []
        })
      }),
}

/** The form of an id that a spreadsheet keeps: a number is a number however it is written, and letters match in either case. */
function readAs(id: string): string {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(id) ? String(Number(id)) : id.toLowerCase()
}

import { UNREVIEWED } from '../review-standing.ts'
import type { Lint } from './lint.ts'

/** As many as QN-08 asks to have gone through a wording. */
const FEWEST = 5

export const unreviewed: Lint = {
  id: 'unreviewed',
  severity: 'warning',
  about:
    'Five people from the community or more go through each language before a survey opens for real, and it is written down who answers for it (QN-08). Only English is also judged by a machine (RX-22).',
  bad: [{ en: { reviewed: 'unreviewed' } }, { en: { reviewed: { on: '2026-11-01', by: 'Rosa of the board', people: 4 } } }],
  good: [{ en: { reviewed: { on: '2026-11-01', by: 'Rosa of the board', people: 5 } } }],
  check: (survey) =>
    Object.entries(survey.texts).flatMap(([language, { reviewed }]) => {
      const flaw = (message: string) => [
        {
          part: { language, path: ['reviewed'] },
          message,
          remedy: 'Hold the interviews, then write "reviewed: {on: day, by: name, people: 5}"',
        },
      ]
      if (reviewed === UNREVIEWED)
        return flaw(`nobody from the community has gone through the wording in "${language}", and the pages say so`)
      return reviewed.people < FEWEST ? flaw(`only ${reviewed.people} people have gone through the wording in "${language}"`) : []
    }),
}

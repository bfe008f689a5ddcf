import { plannedMinutes } from '../length.ts'
import type { Flaw, Lint } from './lint.ts'

const LONG = 10
const TOO_LONG = 15

export const tooManyMinutes: Lint = {
  id: 'too-long',
  severity: 'error',
  about: 'A survey planned for more than 15 minutes asks too much of people (RX-23).',
  bad: [{ survey: { minutes: 16 } }],
  good: [{ survey: { minutes: 10 } }],
  check: (survey) => {
    const planned = Math.max(survey.minutes, plannedMinutes(survey))
    return planned > TOO_LONG
      ? [flaw(`it takes about ${Math.round(planned)} minutes`, 'Take questions out until it is 15 or less, better 10')]
      : []
  },
}

export const minutesDeclared: Lint = {
  id: 'minutes-declared',
  severity: 'warning',
  about: 'People are told how long it takes: no less than it does, and best no more than 10 minutes (RX-23).',
  bad: [
    { survey: { minutes: 1, sections: [{ id: 'a', questions: [{ id: 'heard', type: 'text', max: 500 }] }], plan: { cross: 'none' } } },
    { survey: { minutes: 12 } },
  ],
  good: [{ survey: { minutes: 10 } }],
  check: (survey) => {
    const planned = plannedMinutes(survey)
    const longest = Math.max(survey.minutes, planned)
    const short = survey.minutes < planned
    return [
      ...(short
        ? [
            flaw(
              `people are told ${survey.minutes} minutes and will take about ${Math.ceil(planned)}`,
              `Write ${Math.ceil(planned)} or more`,
            ),
          ]
        : []),
      ...(longest > LONG && longest <= TOO_LONG
        ? [flaw(`it takes about ${Math.round(longest)} minutes`, `Many stop after ${LONG}: take questions out`)]
        : []),
    ]
  },
}

function flaw(message: string, remedy: string): Flaw {
  return { part: { path: ['minutes'] }, message, remedy }
}

import { describe, test } from 'vitest'
import { missingData, readRecords } from '#test/reference/support/data.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'

/** Four questions by three demographics of the GitHub Open Source Survey 2017 (CC0-1.0). */
const DATA = 'github_oss_2017'

export const missing = missingData(DATA)

const DEMOGRAPHICS = {
  gender: ['GENDER', { man: 'Man', woman: 'Woman', nonbinary: 'Non-binary or Other', '~pns': 'Prefer not to say' }],
  age: [
    'AGE',
    {
      '17': '17 or younger',
      '18': '18 to 24 years',
      '25': '25 to 34 years',
      '35': '35 to 44 years',
      '45': '45 to 54 years',
      '55': '55 to 64 years',
      '65': '65 years or older',
    },
  ],
  born: [
    'IMMIGRATION',
    {
      here: 'No, I live in the country where I was born.',
      stays: 'Yes, and I intend to stay permanently.',
      unsure: 'Yes, and I am not sure about my future plans.',
      leaves: 'Yes, and I intend to stay temporarily.',
    },
  ],
} as const

const QUESTIONS = {
  work: [
    'EMPLOYMENT.STATUS',
    {
      full: 'Employed full time',
      part: 'Employed part time',
      student: 'Full time student',
      not_now: 'Temporarily not working',
      retired: 'Retired or permanently not working (e.g. due to disability)',
      other: 'Other - please describe',
    },
  ],
  minority: ['MINORITY.CURRENT.COUNTRY', { yes: 'Yes', no: 'No', '~dk': 'Not sure', '~pns': 'Prefer not to say' }],
  conflict: ['DISCOURAGING.BEHAVIOR.CONFLICT', { yes: 'Yes', no: 'No' }],
  belongs: [
    'OSS.IDENTIFICATION',
    {
      strongly: 'Strongly agree',
      somewhat: 'Somewhat agree',
      neither: 'Neither agree nor disagree',
      hardly: 'Somewhat disagree',
      not: 'Strongly disagree',
    },
  ],
} as const

const COLUMNS: Readonly<Record<string, readonly [column: string, labels: Readonly<Record<string, string>>]>> = {
  ...DEMOGRAPHICS,
  ...QUESTIONS,
}

function questionsFrom(of: typeof COLUMNS) {
  return Object.entries(of).map(([id, [, labels]]) => {
    const answers = Object.keys(labels)
    const auto = (['pns', 'dk'] as const).filter((state) => answers.includes(`~${state}`))
    return single(
      id,
      answers.filter((answer) => !answer.startsWith('~')),
      { auto: [...auto] },
    )
  })
}

export const survey = {
  ...surveyOf([section('main', questionsFrom(QUESTIONS)), section('about', questionsFrom(DEMOGRAPHICS))]),
  plan: { by: Object.keys(DEMOGRAPHICS), cross: Object.keys(QUESTIONS), also: [], except: [] },
}

/** The answers of somebody, by question: an option, or a state marked by `~`. */
export type Person = Readonly<Record<string, string>>

/** Everybody who said something about themselves, in the order of the file. */
export function readPeople(): Person[] {
  return readRecords(DATA, 'raw.csv')
    .map(personOf)
    .filter((person) => Object.keys(DEMOGRAPHICS).some((id) => person[id] !== '~skipped'))
}

function personOf(record: Person): Person {
  return Object.fromEntries(
    Object.entries(COLUMNS).map(([id, [column, labels]]) => [
      id,
      Object.keys(labels).find((answer) => labels[answer] === record[column]) ?? '~skipped',
    ]),
  )
}

/** A group of tests on this data; without the folder it says what is missing. */
export function describeWithData(name: string, body: () => void): void {
  if (missing === undefined) describe(name, body)
  else describe(name, () => test.skip(missing, () => {}))
}

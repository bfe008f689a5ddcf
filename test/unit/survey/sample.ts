import { InputRefused } from '#shared/problem.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** A whole survey in two files, as a group without the shared folder would write it: every kind of question once. */
export const STRUCTURE = `id: sample
version: 1.0.0
license: CC0-1.0
minutes: 3
languages: [en]
scales:
  often: [{id: often, score: 3}, {id: rarely, score: 2}, {id: never, score: 1}]
sections:
  - id: a
    questions:
      - {id: where, type: multi, options: [clinic, peers, {id: nowhere, alone: true}]}
      - {id: most, type: single, if: {q: where, any_except: [nowhere]}, options: [clinic, peers]}
      - {id: heard, type: scale, scale: often, if: {q: most, answered: true}}
  - id: b
    if: {q: heard, in: [rarely, never]}
    note: true
    sens: high
    questions:
      - {id: wanted, type: pick, max: 2, options: [time, say, rest]}
      - {id: visits, type: number, bands: [{id: "0", from: 0, to: 0}, {id: 1_9, from: 1, to: 9}, {id: 10+, from: 10, to: 99}]}
      - {id: story, type: text, max: 100, share: ask}
  - id: c
    questions:
      - {id: thanks, type: info}
about_you:
  - {id: age, type: single, options: [18_49, 50_plus], auto: [pns]}
checkin: {id: felt, type: single, options: [fine, upset], auto: [pns]}
consent: {version: "1", purposes: {aggregate: required, quote: optional}}
disclosure: {profile: rounded}
plan: {by: [age], cross: [where]}
retention: {raw_days: 30, story_days: 30, code_days: 30}
support:
  - id: line
    region: US
    name: {en: A line}
    peer_run: true
    channels: [{kind: call, value: 555-0100, cost: free}]
    hours: {en: Always}
    languages: [en]
    emergency_services: never
release: {cadence: Once, return_to_community: At a meeting}
`

export const WORDING = `language: en
title: A sample
intro: Some words.
auto: {dk: Not sure, na: Not for me, pns: Rather not say}
share: {text: May we share it?, hint: We check it first., words: Yes, summary: In other words, none: No, wait: {text: When?, weeks_2: Soon, weeks_13: Later, weeks_52: Much later}}
scales:
  often: {often: Often, rarely: Rarely, never: Never}
sections:
  a: Part one
  b: {title: Part two, note: This part is harder.}
  c: Part three
  about_you: About you
  checkin: At the end
questions:
  where: {text: Where did you go?, options: {clinic: A clinic, peers: Peers, nowhere: Nowhere}}
  most: {text: Where most?, options: {clinic: A clinic, peers: Peers}}
  heard: Were you heard?
  wanted: {text: What did you want?, options: {time: Time, say: A say, rest: Rest}}
  visits: {text: How many visits?, unit: visits, options: {0: None, 1_9: 1 to 9, 10+: 10 or more}}
  story: What happened?
  thanks: That was the main part.
  age: {text: How old are you?, options: {18_49: 18 to 49, 50_plus: 50 or older}}
  felt: {text: How was it?, options: {fine: Fine, upset: Upsetting}}
consent:
  controller: {name: A group, contact: Room 1, board: A board, funder: Its members}
  summary: [We ask about care.]
  purpose: {title: Why, text: To learn.}
  research: {title: About research, text: As you know.}
  procedures: {title: About procedures, text: As you know.}
  duration: {title: About duration, text: As you know.}
  risks: {title: About risks, text: As you know.}
  benefits: {title: About benefits, text: As you know.}
  alternatives: {title: About alternatives, text: As you know.}
  confidentiality: {title: About confidentiality, text: As you know.}
  voluntary: {title: About voluntary, text: As you know.}
  future_use: {title: About future use, text: As you know.}
  basis: {title: About basis, text: As you know.}
  transfers: {title: About transfers, text: As you know.}
  deletion: {title: About deletion, text: As you know.}
  questions: {title: About questions, text: As you know.}
  purposes: {aggregate: You may count me., quote: You may quote me.}
  data: [Answers]
  storage: [{region: Here, processor: None}]
  recipients: [The board]
  jurisdiction: Here
  rights: [You may delete]
  complaint: To the board
  withdrawal: {how: With your code, until: We delete all}
`

export function filesOf(structure: string, wording: string = WORDING): Map<string, string> {
  return new Map([
    ['survey.yaml', structure],
    ['en.yaml', wording],
  ])
}

export function sampleSurvey(): Survey {
  return loadSurvey(filesOf(STRUCTURE))
}

/** The reasons for which these files are refused: `file:line message`. */
export function refusals(files: ReadonlyMap<string, string>): string[] {
  try {
    loadSurvey(files)
    return []
  } catch (thrown) {
    if (!(thrown instanceof InputRefused)) throw thrown
    return thrown.problems.map(({ file, line, message }) => `${file}:${line ?? '-'} ${message}`)
  }
}

/** The 1-based line of a text that holds these words. */
export function lineOf(text: string, words: string): number {
  return text.slice(0, text.indexOf(words)).split('\n').length
}

/** Replaces words that must be there, so that a test cannot pass by changing nothing. */
export function swap(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the sample has no ${from}`)
  return text.replace(from, () => to)
}

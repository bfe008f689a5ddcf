import type { About, PageWords } from './page-words.ts'
import { TOGETHER } from './together-words.ts'
import { isWide } from './wide-range.ts'

const about = ({ value, low, high }: About) => (low === high ? `${value}` : `about ${value}`)
const between = ({ low, high }: About) => `between ${low} and ${high}`
const people = (number: About) => `${about(number)} people${isWide(number) ? ` (${between(number)})` : ''}`
const withRange = (number: About) => `${about(number)} people${number.low === number.high ? '' : ` (${between(number)})`}`
const either = (answers: readonly string[]) => {
  const quoted = answers.map((answer) => `“${answer}”`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}
const every = (answers: readonly string[]) => answers.map((answer) => `“${answer}”`).join(' and ')
/** After a finding: the answers whose printed number is the same. */
const sameAs = (answers: readonly string[]) => (answers.length === 0 ? '' : ` The number shown for ${every(answers)} is the same.`)
/** The percentage of a finding as a sentence. */
const share = (percent: About, isAtLeast: boolean) =>
  isAtLeast
    ? `That is at least ${percent.low}\u00A0%.`
    : `That is ${percent.value}\u00A0%: at least ${percent.low}\u00A0% and at most ${percent.high}\u00A0%.`

export const en: PageWords = {
  heading: (title) => `Survey results: ${title}`,
  standing: {
    candidate:
      'Candidate. No board has approved these results yet: do not share them, and do not cite them before the board has published them.',
    madeUp: 'The people in this report are made up. It shows what a report looks like and says nothing about anybody.',
    demonstration: 'The approval only shows how approving works. No community has approved anything here.',
    corrected: (on, why) => `Corrected on ${on}: ${why}`,
    useInstead: (instead) => `Use this one instead: ${instead}`,
    withdrawn: (on, why) => `Withdrawn on ${on}: ${why} Do not use these numbers.`,
    nobodyApproved: 'Approved by: nobody yet.',
    approved: (by, on) => `Approved by ${by} on ${on}.`,
    entry: (entry) => `The entry of the board’s log that says so: ${entry}.`,
    cite: {
      notYet: 'A candidate may not be cited',
      until: 'Once the board has published these results, the published page says how to cite it.',
      now: 'How to cite this page',
      no: 'This page should not be cited. Where it already was, it was this one',
    },
    marks: {
      candidate: 'candidate, not approved',
      published: 'approved',
      corrected: 'corrected since',
      withdrawn: 'withdrawn',
      madeUp: 'made-up people',
      demonstration: 'only a demonstration',
    },
  },
  unreviewed: 'Nobody from the community has gone through the English of the survey yet.',
  inShort: 'In short',
  finding: ({ count, asked, percent, question, answers, isAnyAnswer, group, several, isAtLeast, tied }) => {
    const of = `${people(asked)} who were asked “${question}”${group ? ` (${group})` : ''}`
    const chose = isAnyAnswer
      ? `chose ${several ? 'at least one' : 'one'} of its answers`
      : `chose ${either(answers)}${several ? ', alone or with others' : ''}`
    if (isAtLeast) return `At least ${count.low} of ${of} ${chose}. ${share(percent, isAtLeast)}${sameAs(tied)}`
    return `${upper(about(count))} of ${of} ${chose}. ${share(percent, isAtLeast)}${sameAs(tied)}`
  },
  share,
  board: {
    count: (count, isAtLeast) => (isAtLeast ? `at least ${count.low}` : about(count)),
    asked: (asked) => `${people(asked)} who were asked`,
    source: ({ question, answers, isAnyAnswer, several }) =>
      `In the words of the board. The question was “${question}”, and ${isAnyAnswer ? 'any of its answers is meant' : `the answer ${either(answers)}`}${several && !isAnyAnswer ? ', alone or with others' : ''}.`,
  },
  chosenByRule: ({ isList, most, largestFirst }) =>
    `A rule in the plan of the survey chose these findings: from ${isList ? 'a list of questions in the survey' : 'the questions of the main parts'}, at most ${most} with a number that can be shown, ${largestFirst ? 'the largest percentage first' : `in the order of the ${isList ? 'list' : 'survey'}`}. Of each question it is the single answer with the largest number shown; answers taken together lead only where no single one has a number. A question is passed over where a hidden number is known to be larger.`,
  sameAs,
  moreIsHidden: 'More people chose an answer whose number is not shown.',
  nothingToSay: 'No number of an answer to this question is shown, to protect the people who answered.',
  noPercentage: 'Too few people were asked, or it is not known well enough how many, to give a percentage.',
  noFinding: 'No answer has a number that could lead this page.',
  whoTookPart: 'Who took part',
  tookPart: (number, invited) =>
    `${upper(withRange(number))} took part. Each of them chose to, ${invited ? 'after an invitation' : 'and no invitation was needed. Nothing is kept that would show whether somebody took part twice'}.`,
  limits:
    'People chose to take part, so these results describe the people who answered. They are not a random sample. They cannot tell us what share of all people have had these experiences, and no margin of error can be given.',
  whoAsked: 'Who asked',
  askedBy: (controller, board) => `${controller}. The board: ${board}.`,
  version: (release, date, survey, numbers) =>
    `Report ${release}, counted on ${date}. Survey ${survey}. Numbers (SHA-256 of report.csv) ${numbers}.`,
  questions: 'Every question',
  contents: (questions) => `All ${questions} questions`,
  asked: (asked, everybody) =>
    isWide(asked)
      ? `${upper(between(asked))} people were asked, by the numbers shown; the percentages take ${asked.value}. In all, ${about(everybody)} took part.`
      : `${upper(withRange(asked))} were asked, by the numbers shown, of ${about(everybody)} who took part.`,
  askedOfEverybody: (everybody) => `Everybody was asked: ${withRange(everybody)}.`,
  onlyAsked: (of) => `Asked only of people who ${of}.`,
  conditions: {
    and: ' and ',
    or: ' or ',
    quote: (words) => `“${words}”`,
    chose: (options, question) => `chose ${options} when asked “${question}”`,
    choseOther: (options, question) => `chose something other than ${options} when asked “${question}”`,
    choseNone: (options, question) => `answered “${question}” and did not choose ${options}`,
    answered: (question) => `answered “${question}”`,
    notAsked: (states) => `People who left that question empty${states.length > 0 ? `, or chose ${either(states)},` : ''} were not asked.`,
    isNoAnswer: (states) =>
      `To leave one of these questions empty${states.length > 0 ? `, or to choose ${either(states)},` : ''} is not to answer it.`,
  },
  partCouldBeSkipped: 'The part of the survey that it is in could be skipped; people who skipped it are not counted as asked.',
  fewAsked: 'By the printed numbers, fewer than about 30 people were asked, so there are no percentages.',
  of: (number) => `of ${about(number)}${isWide(number) ? ` (${between(number)})` : ''}`,
  severalAnswers: 'Several answers could be chosen, so one person can be in several rows, and the percentages can add up to more than 100.',
  repeated: (release) =>
    `These numbers were counted for report ${release}. Since then too few people have joined to count them again, or new numbers would have given somebody away.`,
  wide: { asked: 'People asked', atLeast: 'at least', atMost: 'at most', standing: 'Standing' },
  columns: { answer: 'Answer', people: 'People', asked: 'Of those asked', everybody: 'Of everybody', answered: 'Of those who answered' },
  among: (question) => `By: ${question}`,
  ofThoseAsked: 'Of those asked in each group, in percent.',
  severalGroups: 'One person can be in several groups.',
  inBrackets: 'In brackets: the range of each number.',
  within: (distance) => `The range of each number of people is ${distance} either way.`,
  rangesInHeads: 'A range is in brackets after its number, or in the head of a column for all other percentages there.',
  reach: (points) => `range: ${points} either way`,
  answersTogether: (several) =>
    several
      ? 'Answers taken together in one row: people who chose at least one of them. One person can be in several rows.'
      : 'Answers taken together in one row',
  anyAnswer: 'Any of the answers',
  asFile: 'This table as a file:',
  fewer: (than) => `fewer than ${than} people, or none`,
  between: (low, high) => `${low} to ${high} people, not shown`,
  notShown: 'not shown',
  nearlyAll: 'nearly everybody',
  groupTooSmall: 'group too small to show',
  notAsked: 'not asked',
  states: {
    skipped: 'Asked, and gave no answer',
    not_shown: 'Not asked, because of an earlier answer or because there was none',
    section_skipped: 'Skipped this whole part of the survey',
  },
  reading: 'How to read these numbers',
  perturbation: {
    rounded:
      'Every number is rounded at random to protect the people who answered. The true number lies in its range. That range comes from rounding alone, and says nothing of people who did not take part.',
    changed:
      'A small random number is added to every number, or taken from it, to protect the people who answered. The true number lies in its range. That range comes from this change alone, and says nothing of people who did not take part.',
    exact: 'The numbers that are shown are exact. They say nothing of people who did not take part.',
    noisy:
      'Random noise is added to every number to protect the people who answered. The true number lies in its range 19 times in 20. That range comes from noise alone, and says nothing of people who did not take part.',
  },
  readingLines: [
    'Numbers may not add up. Do not add rows; use the printed totals.',
    '“Of those asked” is the percentage to quote. It is of the people who were shown the question. “Of everybody” is of all who took part, or of all in the group. “Of those who answered” is of those who chose one of its answers, without those who chose “not sure” or “prefer not to say” or left it empty.',
    'Small numbers are hidden, and sometimes larger ones too, to protect the people who answered. Where a number is hidden, a question’s first table says between which numbers it lies, and report.csv does so for groups; where in between cannot be told. A chart has answers taken together where a single answer has no number: then all that its table has.',
    'How many people were asked a question is worked out from its other numbers, so it can differ between questions that the same people were asked.',
    'A dash (–) means that the percentage would be of fewer than 30 people, or of a number that is not known well enough.',
    'Answers are not weighted. The questions are new and not validated, unless a published study says otherwise.',
    'How many people saw the survey and did not answer is not known. On which days people answered is not published.',
  ],
  together: TOGETHER.en,
  allNumbers: 'All numbers as a table',
  closedTables: 'Tables are closed: open one to see every number with its range. On paper, only the tables that are open are printed.',
  openTables: 'Open every table',
  save: 'Save this chart as',
  chart: (question) => `Of those asked, in percent: ${question}`,
  chartOf: (asked) => `Of those asked, ${people(asked)}, in percent. The thin bar is the range of each number.`,
  dashed: 'A number that is hidden lies somewhere in its dashed box.',
  quotes: {
    heading: 'In people’s own words',
    none: 'There are no words of single people in this report. Words that somebody allowed others to read are shown only after two people have reviewed them.',
    chosen: (by, { low, high }) => `Chosen by ${by}, from the words of ${low} to ${high} people who allowed it.`,
    how: {
      all: 'All of them that could be shown are here.',
      drawn: 'Which of them are here was drawn at random.',
      chosen: 'They were chosen, so they do not say what most people think: the numbers above do.',
    },
    theirs: 'Their own words',
    inOurWords: 'In our words, as the teller wished',
    cut: '[ ] is where something was left out that could lead to a person.',
    removed: 'A quote was removed at its author’s wish.',
  },
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

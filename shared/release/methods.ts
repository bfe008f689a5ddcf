import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { consentTextHash } from '#shared/consent/record.ts'
import type { Policy } from '#shared/disclosure/policy.ts'
import type { InWords } from '#shared/disclosure/protected-report.ts'
import { cellsByStatus, type ReportTable } from '#shared/disclosure/report.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { leadRuleInWords } from '#shared/survey/leading-questions.ts'
import { nestsOf } from '#shared/survey/nests.ts'
import { UNREVIEWED } from '#shared/survey/review-standing.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { leadingQuestions, type Sentences } from './sentences/board-sentences.ts'
import type { Status } from './standing.ts'
import { statements } from './statements.ts'
import { STATE_LABELS, stateWording, wordingOf } from './wording.ts'

/** On the first page of everything that shows a number. A board may add to it and not take it away. */
const LIMITS =
  'People chose to take part, so these results describe the people who answered. They are not a random sample. They cannot tell us what share of all people have had these experiences, and no margin of error can be given.'

const READING = [
  'Numbers may not add up; do not add rows, use the printed totals.',
  'There are three percentages. Beside each is the number of people that it is a share of: everybody in the group (base), those who were shown the question (asked), and those who chose one of its answers (answered). To say how many people hold an opinion, use the share of those asked.',
  'A percentage is made from printed counts, and its low and high values from their ranges. "answered" is the count of the row ^any_answer where that is shown, and "asked" is never less. Elsewhere a number that is not shown is taken for half of what it can be.',
  'A number that is not shown comes with the range that any reader can work out for it from the other numbers of this report.',
  'Where several answers could be chosen, each is counted on its own over the same base.',
  'A row whose answer or group begins with ^ takes several together, so that something can be shown where finer numbers cannot. Its people are in the finer rows too: "rollups" of a question lists which.',
  'Answers are not weighted.',
  "These files are not linked to anybody's name.",
]

const VALIDATION = 'Unless a published study says otherwise, these questions are new and not validated.'

const STATUSES = {
  published: 'The number is shown.',
  top_coded: 'Nearly everybody in the group. How many exactly is not shown, so that it cannot be told that all of them gave one answer.',
  hidden_small: 'Too few people, or none, to say how many.',
  hidden_secondary: 'Not shown, so that a small number in this place or beside it cannot be worked out from the numbers shown.',
  group_too_small:
    'The whole group, or everybody outside it, is too small to show anything about it; or a number about it would give away another one.',
  not_asked: 'By the rules of the survey nobody in this group is asked this question.',
}

export type MethodsInput = {
  readonly survey: Survey
  readonly release: string
  readonly date: string
  readonly tables: readonly ReportTable[]
  /** Absent when nothing was protected. */
  readonly policy?: Policy
  readonly inWords: InWords
  /** The id of the release before it. */
  readonly previous?: string | undefined
  /** Absent when nothing was protected. */
  readonly status?: Status
  /** The board's words for findings that lead. */
  readonly sentences?: Sentences
}

/** methods.json: how the numbers came to be and how to read them. */
export function methodsJson({
  survey,
  release,
  date,
  tables,
  policy,
  inWords,
  previous,
  status,
  sentences = [],
}: MethodsInput): Uint8Array {
  const states = stateWording(survey)
  const methods = {
    format: 'chorus-methods/1',
    study: survey.id,
    title: textsFor(survey, survey.languages[0] ?? '').title,
    release,
    ...(status ? { standing: status.standing, people: status.people } : {}),
    previous_release: previous ?? null,
    snapshot_date: date,
    limits: LIMITS,
    validation: VALIDATION,
    survey: { ...versionOf(survey), version: survey.version, languages: survey.languages, licence: survey.license },
    languages: {
      offered: survey.languages.map((language) => ({ language, gone_through_by: reviewOf(survey, language) })),
      note: 'The first language is the one the others were translated from. How many answered in which is not counted.',
    },
    consent_texts: survey.languages.map((language) => ({
      language,
      version: survey.consent.version,
      sha256: consentTextHash(survey, language),
    })),
    protection: {
      profile: policy?.profile ?? 'unprotected',
      ...(policy ? protectionOf(policy) : {}),
      in_words: inWords,
    },
    reading: READING,
    checklists: statements({ survey, date, tables, ...(policy ? { policy } : {}) }),
    statuses: STATUSES,
    cells: cellsByStatus(tables),
    missing_answers: Object.fromEntries(STATE_LABELS.map(([label, state]) => [label, states[state]])),
    leading_findings: {
      rule: leadRuleInWords(survey),
      questions: leadingQuestions({ survey, tables }),
      in_the_words_of_the_board: sentences.map(({ question }) => question),
    },
    questions: wordingOf(survey),
    ...(survey.plan.nests === undefined ? {} : { nests: nestsOf(survey) }),
  }
  return new TextEncoder().encode(`${JSON.stringify(methods, null, 2)}\n`)
}

/** In the order of its canonical form, which is what is hashed, so that a reader who parses it can write the same again. */
function protectionOf(policy: Policy) {
  const canonical = canonicalize(policy) ?? ''
  return { policy: JSON.parse(canonical), policy_sha256: createHash('sha256').update(canonical).digest('hex') }
}

/** The people from the community who went through a language before it was shown: how many, and until when. */
function reviewOf(survey: Survey, language: string): { people: number; until?: string } {
  const { reviewed } = textsFor(survey, language)
  return reviewed === UNREVIEWED ? { people: 0 } : { people: reviewed.people, until: reviewed.on }
}

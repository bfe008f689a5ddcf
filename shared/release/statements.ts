import type { Policy } from '#shared/disclosure/policy.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { isClosed, questionsOf, type Survey, textsFor } from '#shared/survey/survey.ts'
import { type Perturbation, perturbationOf } from './perturbation.ts'

/** One item of a checklist for reports, in our words, and the answer to it. */
type Statement = { readonly item: string; readonly asks: string; readonly answer: string }

const RESEARCHERS = 'Not known to Chorus: to be stated by the researchers.'
const FUNDER = 'to be stated by the researchers, as "funder" beside the group in the consent text'

type Facts = {
  readonly survey: Survey
  readonly date: string
  readonly tables: readonly ReportTable[]
  readonly policy?: Pick<Policy, 'profile'>
}

/** The range of a number, by the way in which printed numbers differ from the true ones. */
const RANGES: Readonly<Record<Perturbation, string>> = {
  rounded: 'Each number has a range, which comes from rounding alone.',
  changed: 'Each number has a range, which comes from the small random change alone.',
  exact: 'Numbers that are shown are exact; one that is not shown has a range.',
  noisy: 'Each number has a range, which comes from the noise alone and holds the true number 19 times in 20.',
}

/** The answers that Chorus can give, once. */
function known({ survey, date, tables, policy }: Facts) {
  const range = RANGES[policy ? perturbationOf(policy) : 'exact']
  const [language = 'en'] = survey.languages
  const { consent } = textsFor(survey, language)
  const questions = questionsOf(survey).filter(isClosed)
  const conditions = questions.filter((question) => question.if !== undefined).length
  const shuffled = questions.filter((question) => 'shuffle' in question && question.shuffle === true).length
  const invited = survey.access === 'invitation'
  return {
    who: `${consent.controller.name}. Board: ${consent.controller.board}. Funder: ${consent.controller.funder ?? FUNDER}`,
    aim: `As the consent text says: ${consent.purpose.text}`,
    wording: 'Every question with its answers: questions.csv, survey.json, and on each page.',
    population: invited
      ? 'Adults who held an invitation of the community. Whom it invited: to be stated by the researchers.'
      : 'Adults who had the link and chose to answer. Who had the link is not known.',
    sample: `${invited ? 'A closed survey, by invitation' : 'An open survey'}, not a random sample: people chose to take part. There is no sampling frame.`,
    mode: 'Answered by the people themselves on web pages, one question a page or all on one page; which device is not kept. Whether forms on paper were typed in: to be stated by the researchers.',
    languages: `Offered in ${survey.languages.join(', ')}. In which language somebody answered is not counted.`,
    dates: `Counted on ${date}. ${survey.closes === undefined ? '' : `Closes ${survey.closes}. `}Between which days answers came: to be stated by the researchers; Chorus keeps the week of an answer and publishes none.`,
    size: `Under "base" in report.csv: everybody who sent. "asked" and "answered" are beside each percentage. ${range}`,
    weights: 'None.',
    processing: `Counted by one program from coded answers, by a plan of ${tables.length} tables that is part of the survey; protected as ${policy?.profile ?? 'unprotected'}, and attacked by an audit before it was written.`,
    limits: 'See "limits" and "validation".',
    consent: `Consent text ${survey.consent.version}, with the hash of each language under "consent_texts"; each purpose was a box of its own; everybody could take everything back with a code.`,
    data: 'No name, account, address, device or time of day is kept. Answers are coded; written words lie apart, sealed.',
    voluntary: 'Voluntary, every question optional; no answer keeps anybody from going on.',
    duplicates: invited
      ? 'One invitation, one response. Invitations lead to no answer.'
      : 'No address or device is kept, so somebody could answer twice. Each code is one response, and rushes are slowed.',
    items: `${questions.length} closed questions in ${survey.sections.length} parts; ${conditions} with a condition of their own; the answers of ${shuffled} in an order that changes from person to person.`,
    missing:
      'Six kinds of missing answers are counted apart, as rows of each question in report.csv; missing_answers explains them. Why an answer is missing is not known beyond its kind. Nothing is filled in.',
    nonResponse: 'It cannot be told or corrected: nobody knows who did not answer. See "limits".',
    people:
      'The questions about the people themselves are tables like any other in report.csv and on each page. Nothing else is known of them.',
    results: `Counts and percentages, adjusted for nothing. ${range} There are no confidence intervals and no p-values, as the people who took part are not a random sample.`,
    sensitivity: `There is none. ${range}`,
    ethics: `Approval by an ethics board: to be stated by the researchers. Consent text ${survey.consent.version}, with the hash of each language under "consent_texts".`,
    fundersRole: `Funder: ${consent.controller.funder ?? FUNDER}. Which part it had in design, running and analysis: to be stated by the researchers.`,
    stages:
      'Who sent answers: "base" in report.csv, without those who took them back before they were counted. Who looked, and who began, is not counted: it would need a record of each visitor.',
    rates: 'Not counted: to know who looked, or who began, would need a record of each visitor.',
    review: 'People see all their answers before they send, and can change each.',
    plan: 'The tables and their groups are part of the survey, and the rule for which findings lead is fixed. There is no analysis outside this plan. Only counts, percentages, means and medians are made, by the program Chorus, from protected counts.',
  }
}

type Known = keyof ReturnType<typeof known>
type Asked = readonly (readonly [item: string, asks: string, answer: Known | 'researchers' | { readonly not: string }])[]

/** AAPOR, disclosure standards of 2021, what is to be said at once. */
const AAPOR: Asked = [
  ['1', 'How the data were collected', 'mode'],
  ['2', 'Who paid and who carried it out', 'who'],
  ['3', 'The exact wording', 'wording'],
  ['4', 'The population', 'population'],
  ['5', 'How people were chosen', 'sample'],
  ['6', 'Modes and languages', 'languages'],
  ['7', 'Dates', 'dates'],
  ['8', 'Sample sizes and precision', 'size'],
  ['9', 'Weights', 'weights'],
  ['10', 'Processing and checks of quality', 'processing'],
  ['11', 'Limits', 'limits'],
]

/** CHERRIES, Eysenbach 2004: its topics in our words. */
const CHERRIES: Asked = [
  ['design', 'Population and sample', 'population'],
  ['ethics.approval', 'Approval by an ethics board', 'researchers'],
  ['ethics.consent', 'Informed consent', 'consent'],
  ['ethics.protection', 'Protection of what people said', 'data'],
  ['development', 'How the questionnaire was made and tried out', 'researchers'],
  ['recruitment.open', 'Open or closed', 'sample'],
  ['recruitment.contact', 'How people were first reached', 'researchers'],
  ['recruitment.advertising', 'How it was announced', 'researchers'],
  ['administration.mode', 'Web or e-mail', 'mode'],
  ['administration.context', 'What the site was about', 'researchers'],
  ['administration.voluntary', 'Whether it was voluntary', 'voluntary'],
  ['administration.incentives', 'What people got for it', 'researchers'],
  ['administration.dates', 'When', 'dates'],
  ['administration.randomisation', 'Order of items, conditions, how many', 'items'],
  ['administration.completeness', 'Checks of completeness', 'voluntary'],
  ['administration.review', 'Whether people could go back', 'review'],
  ['rates.visitors', 'Unique visitors', { not: 'it would need cookies or addresses of visitors' }],
  ['rates.view', 'View rate', { not: 'visitors are not counted' }],
  ['rates.participation', 'Participation rate', { not: 'visitors are not counted' }],
  ['rates.completion', 'Completion rate', { not: 'who began is not counted: it would need a record of each visit' }],
  ['duplicates.cookies', 'Cookies', { not: 'the cookie holds one visit and is deleted at its end' }],
  ['duplicates.address', 'Check of addresses', { not: 'no address is kept' }],
  ['duplicates.log', 'Other ways against sending twice', 'duplicates'],
  ['analysis.incomplete', 'Incomplete questionnaires', 'missing'],
  ['analysis.time', 'Very short times', { not: 'no time is kept' }],
  ['analysis.correction', 'Weights and corrections', 'weights'],
]

/** CROSS, Sharma and others 2021: its items in our words, under its numbers. */
const CROSS: Asked = [
  ['1a', 'The word survey in the title', { not: 'the title of each page says "Survey results"' }],
  ['1b', 'A summary', { not: 'the first page is the summary' }],
  ['2', 'Background', 'researchers'],
  ['3', 'Aim', 'aim'],
  ['4', 'Design', 'sample'],
  ['5a', 'The questionnaire', 'items'],
  ['5b', 'Instruments and their validity', 'limits'],
  ['5c', 'Trying out before', 'researchers'],
  ['5d', 'The whole questionnaire', 'wording'],
  ['6a', 'Study population', 'population'],
  ['6b', 'Sampling', 'sample'],
  ['6c', 'Sample size, and how it was worked out', { not: 'none was worked out before: anybody who chose to answer is counted' }],
  ['6d', 'How far it stands for the population', 'limits'],
  ['7a', 'Modes, contacts and places', 'mode'],
  ['7b', 'Time frame', 'dates'],
  ['7c', 'How answers were entered, and against taking part more than once', 'duplicates'],
  ['8', 'Preparation: training of interviewers, advertising', 'researchers'],
  ['9a', 'Ethical approval and consent', 'ethics'],
  ['9b', 'Anonymity, confidentiality, and what keeps others out', 'data'],
  ['10a', 'Statistical methods and software', 'plan'],
  [
    '10b',
    'Changes of variables',
    {
      not: 'none is changed: numbers are asked for in bands, and answers taken together are rows of their own, as the survey planned them ("rollups")',
    },
  ],
  ['10c', 'Missing answers: how many, why, and what was done', 'missing'],
  ['10d', 'Error from people who did not answer', 'nonResponse'],
  ['10e', 'Loss to follow-up', { not: 'nobody is followed: each report counts everybody who had answered until its day' }],
  ['10f', 'Weights or other corrections for who is missing', 'weights'],
  ['10g', 'Sensitivity analysis', 'sensitivity'],
  ['11a', 'Numbers at each stage', 'stages'],
  ['11b', 'Reasons for not taking part', { not: 'nobody is asked why they did not answer' }],
  ['11c', 'Response rate', 'rates'],
  ['11d', 'Unique visitors, and the share of them who looked, took part and finished', 'rates'],
  ['12', 'Who took part, and what they reported', 'people'],
  ['13a', 'Main results, unadjusted and adjusted', 'results'],
  ['13b', 'Models of several variables', { not: 'there are none beyond tables by one group' }],
  ['13c', 'Results of sensitivity analyses', { not: 'there are none' }],
  ['14', 'Limits', 'limits'],
  ['15', 'A careful interpretation', 'researchers'],
  ['16', 'What can be said beyond those who answered', 'limits'],
  ['17', 'The part the funder had', 'fundersRole'],
  ['18', 'Conflicts of interest', 'researchers'],
  ['19', 'Thanks', 'researchers'],
]

/** The checklists that reports of surveys are held against, answered as far as Chorus knows. */
export function statements(facts: Facts): Readonly<Record<'aapor' | 'cherries' | 'cross', readonly Statement[]>> {
  const answers = known(facts)
  const answered = (asked: Asked) =>
    asked.map(([item, asks, answer]): Statement => {
      if (typeof answer === 'object') return { item, asks, answer: `Not collected or not applicable: ${answer.not}.` }
      return { item, asks, answer: answer === 'researchers' ? RESEARCHERS : answers[answer] }
    })
  return { aapor: answered(AAPOR), cherries: answered(CHERRIES), cross: answered(CROSS) }
}

import { languagesInWords } from '#cli/survey-languages.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { type Expectation, expectationOf } from '#shared/expectation/expectation.ts'
import { UNAUDITED } from '#shared/expectation/first-report.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { leadRuleInWords } from '#shared/survey/leading-questions.ts'
import { countQuestions, plannedMinutes } from '#shared/survey/length.ts'
import { readability } from '#shared/survey/lint/reading-level.ts'
import { englishOf } from '#shared/survey/lint/survey-wording.ts'
import { leftOutRollups } from '#shared/survey/rollups.ts'
import { answerIds, isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'

/** A survey in a few lines, as `survey check` prints them first: version, hash, questions, minutes, languages, tables. */
export function surveyInWords(survey: Survey): string {
  const { id, version, minutes } = survey
  return [
    `${id} ${version}`,
    `  hash       ${versionOf(survey).hash}`,
    `  questions  ${countQuestions(survey)}`,
    `  minutes    ${plannedMinutes(survey).toFixed(1)} estimated; the pages say ${minutes}`,
    ...readingOf(survey),
    `  languages  ${languagesInWords(survey)}`,
    `  plan       ${planInWords(survey)}`,
    `  leads      ${leadRuleInWords(survey)}`,
    ...leftOutRollups(survey, reportPlan(survey).tables).map((each) => `  left out   roll-ups ${each}`),
  ].join('\n')
}

function readingOf(survey: Survey): string[] {
  const asked = englishOf(survey).filter(({ kind }) => kind === 'question' || kind === 'other')
  if (asked.length === 0) return []
  const { grade } = readability(asked.map(({ text }) => text))
  return [`  reading    grade ${Math.max(0, grade).toFixed(1)} in English`]
}

/** Tables of the report, and their numbers: answers and roll-ups, each of everyone or of a group. */
function planInWords(survey: Survey): string {
  const answers = new Map(questionsOf(survey).flatMap((each) => (isClosed(each) ? [[each.id, answerIds(each).length] as const] : [])))
  const { tables } = reportPlan(survey)
  const cells = tables.reduce((sum, { question, by, answerRollups = [], groupRollups = [] }) => {
    const rows = (answers.get(question) ?? 0) + answerRollups.length
    return sum + rows * (by === undefined ? 1 : (answers.get(by) ?? 0) + groupRollups.length)
  }, 0)
  const size = codebookOf(survey).size
  return `${tables.length} tables with ${cells} numbers; the answers of a person take ${size} bytes`
}

const SIZES = [60, 150, 400]
/** The share of answers that can be read in a report worth having: for everyone, and by group. */
const WORTH = { everyone: 0.6, groups: 0.35 }

/**
 * Two lines for `survey check`: the share of answers that a first report would show, and how many people have to answer before most can be
 * read. An estimate before the audit, which hides a little more; `survey expect` makes it with the audit.
 */
export async function expectedOf(survey: Survey): Promise<string> {
  const of = { solver: await loadSolver(), survey, draws: 1, gate: UNAUDITED }
  const all = SIZES.map((people) => expectationOf(of, people))
  const list = (share: (each: Expectation) => number) => all.map((each) => Math.round(100 * share(each))).join(', ')
  const hasGroups = survey.plan.by.length > 0
  const byGroup = hasGroups ? `, by group ${list(({ readableByGroup }) => readableByGroup)} %` : ''
  const shown = `${list(({ readable }) => readable)} % of the answers can be read${byGroup}`
  const needed = (share: (each: Expectation) => number, least: number) => {
    const enough = all.find((each) => share(each) >= least)
    return enough === undefined ? `more than ${SIZES.at(-1)}` : `about ${enough.people}`
  }
  const everyone = needed(({ readable }) => readable, WORTH.everyone)
  const groups =
    survey.plan.by.length === 0 ? '' : `, ${needed(({ readableByGroup }) => readableByGroup, WORTH.groups)} for a third of those by group`
  return [
    `  expect     with ${SIZES.join(', ')} people about ${shown} (more: chorus survey expect)`,
    `  people     ${everyone} needed to read most answers${groups}`,
  ].join('\n')
}

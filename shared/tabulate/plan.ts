import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { type Codebook, codebookOf, fieldOf } from '#shared/survey/codebook.ts'
import { areNested } from '#shared/survey/nests.ts'
import { type RolledTable, type Rollup, rolledTables } from '#shared/survey/rollups.ts'
import { isClosed, type Survey } from '#shared/survey/survey.ts'

/**
 * The closed report plan: every table a survey will ever publish, fixed before anyone answers. One table a question, and
 * a question by one group variable; never by two, and nothing that is not listed.
 */
export type ReportPlan = {
  readonly codebook: Codebook
  /** In the order of the questionnaire: a question's own table first, then by each group variable. */
  readonly tables: readonly PlannedTable[]
  /** Hex SHA-256 of codebook and tables. Counts of two plans are never added up. */
  readonly hash: string
}

export type PlannedTable = {
  /** `bh03`, or `bh03:ay_age` for a question by a group variable. */
  readonly id: string
  readonly question: string
  readonly by?: string
  /** Answers taken together that it has rows of: `^` and a name. Their counts are in every table of the question. */
  readonly answerRollups?: readonly Rollup[]
  /** Groups taken together that it has slices of. */
  readonly groupRollups?: readonly Rollup[]
}

/**
 * The plan a survey's `plan` block describes. `cross: all` is every closed question that is not in a sensitive section.
 * A check-in question is a safety signal and no finding: it has its own table, so that the board can see harm, and is
 * never split into groups. A question in `except` is in no table, neither as question nor as group.
 * Groups that nest are not crossed with each other: such a table tells nothing new.
 * Throws Error where the block names a question that has no closed answers, or crosses a check-in question.
 */
export function reportPlan(survey: Survey): ReportPlan {
  const codebook = codebookOf(survey)
  const { plan } = survey
  const rolled = rolledTables(survey)
  const tables = codebook.fields
    .filter((field) => !plan.except.includes(field.question))
    .flatMap(({ question }) => [oneWay(question), ...groupsOf(survey, question).map((by) => crossed(question, by))])
    .map((table) => withRollups(table, rolled(table.question, table.by)))
  for (const name of namedIn(survey)) fieldOf(codebook, name)
  return { codebook, tables, hash: hashOf(codebook, tables) }
}

function groupsOf(survey: Survey, question: string): string[] {
  const { plan } = survey
  const also = plan.also.filter((each) => each.question === question).map((each) => each.by)
  const wanted = crossedQuestions(survey).includes(question) ? [...plan.by, ...also] : also
  const groups = [...new Set(wanted)].filter((by) => by !== question && !plan.except.includes(by) && !areNested(survey, question, by))
  const checkIn = checkIns(survey)
  const refused = [question, ...groups].find((each) => checkIn.includes(each))
  if (groups.length > 0 && refused !== undefined) {
    throw new Error(`the plan crosses the check-in question ${refused}. Take it out of by, cross and also`)
  }
  return groups
}

function crossedQuestions(survey: Survey): readonly string[] {
  if (survey.plan.cross === 'none') return []
  if (survey.plan.cross !== 'all') return survey.plan.cross
  return survey.sections
    .filter((section) => !section.sensitive && section.part !== 'check_in')
    .flatMap((section) => section.questions.filter(isClosed).map((question) => question.id))
}

function checkIns(survey: Survey): string[] {
  return survey.sections
    .filter((section) => section.part === 'check_in')
    .flatMap((section) => section.questions.map((question) => question.id))
}

function namedIn({ plan }: Survey): string[] {
  return [...plan.by, ...(typeof plan.cross === 'string' ? [] : plan.cross), ...plan.also.flatMap((each) => [each.question, each.by])]
}

function oneWay(question: string): PlannedTable {
  return { id: question, question }
}

function crossed(question: string, by: string): PlannedTable {
  return { id: `${question}:${by}`, question, by }
}

function withRollups(table: PlannedTable, { answers, groups }: RolledTable): PlannedTable {
  return { ...table, ...(answers.length === 0 ? {} : { answerRollups: answers }), ...(groups.length === 0 ? {} : { groupRollups: groups }) }
}

function hashOf(codebook: Codebook, tables: readonly PlannedTable[]): string {
  return createHash('sha256')
    .update(canonicalize({ codebook, tables }) ?? '')
    .digest('hex')
}

import { readSurvey } from '#cli/read-survey.ts'
import { isPrinted } from '#shared/disclosure/audit/hide-labels.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { firstReport, type MadeUpReport } from '#shared/expectation/first-report.ts'
import { type ReadableRow, readableRows } from '#shared/expectation/readable.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { Row } from './row.ts'
import { benchSeries } from './utility-series.ts'

const DRAWS = Array.from({ length: 10 }, (_, at) => at + 1)

/**
 * Measures the report that a reader of being-heard gets, in ten draws of people and key; and how old numbers get in a series on a
 * real survey.
 */
export async function benchUtilityGoals(): Promise<readonly Row[]> {
  const survey = await readSurvey('surveys/being-heard')
  const solver = await loadSolver()
  const made = (people: number) => DRAWS.map((draw) => firstReport(solver, survey, people, draw))
  const [atSixty, atHundredFifty, atFourHundred] = [made(60), made(150), made(400)]
  return [
    shareOf(survey, atSixty, 'one-way rows that can be read or are in a row that can, 60 people', 0.4, ({ by }) => by === undefined),
    shareOf(
      survey,
      atHundredFifty,
      'one-way rows that can be read or are in a row that can, 150 people',
      0.6,
      ({ by }) => by === undefined,
    ),
    shareOf(survey, atHundredFifty, 'group rows that can be read or are in a row that can, 150 people', 0.35, ({ by }) => by !== undefined),
    ...silentQuestions(survey, atHundredFifty),
    ...largeHidden([...atSixty, ...atHundredFifty, ...atFourHundred]),
    ...(await benchSeries()),
  ]
}

function rowsOf(survey: Survey, { tables = [] }: MadeUpReport): readonly ReadableRow[] {
  return readableRows(survey, tables)
}

function shareOf(
  survey: Survey,
  made: readonly MadeUpReport[],
  what: string,
  budget: number,
  isCounted: (row: ReadableRow) => boolean,
): Row {
  const shares = made.map((report) => {
    const rows = rowsOf(survey, report).filter(isCounted)
    return rows.length === 0 ? 0 : rows.filter(({ readable }) => readable).length / rows.length
  })
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  return {
    what,
    measured: `${percent(mean)} (${percent(Math.min(...shares))} to ${percent(Math.max(...shares))})`,
    budget: `${percent(budget)} or more`,
    ok: mean >= budget,
  }
}

/** The least number that is printed: of fewer answers nothing can be said, whatever is taken together. */
const LEAST = 15

/** Questions of everybody that say nothing: all of them, and those among them that enough people answered. */
function silentQuestions(survey: Survey, made: readonly MadeUpReport[]): Row[] {
  const asked = made.flatMap((report, draw) => {
    const byQuestion = Map.groupBy(
      rowsOf(survey, report).filter(({ by }) => by === undefined),
      ({ question }) => question,
    )
    return [...byQuestion].map(([question, rows]) => ({
      name: `${question} in draw ${draw + 1}`,
      answered: answeredIn(report, question),
      isSilent: !rows.some(({ readable }) => readable),
    }))
  })
  const enough = asked.filter(({ answered }) => answered >= LEAST)
  const said = (some: typeof asked) => {
    const silent = some.filter(({ isSilent }) => isSilent)
    const named = silent.map(({ name, answered }) => `${name} (${answered} answered)`).join(', ')
    return `${silent.length} of ${some.length}${named === '' ? '' : `: ${named}`}`
  }
  return [
    {
      what: 'questions without any answer or roll-up shown, however few answered, 150 people',
      measured: said(asked),
      ok: true,
    },
    {
      what: `of those that ${LEAST} people or more answered`,
      measured: said(enough),
      budget: 'none',
      ok: enough.every(({ isSilent }) => !isSilent),
    },
  ]
}

function answeredIn({ counted }: MadeUpReport, question: string): number {
  const slice = counted.find(({ id }) => id === question)?.slices[0]
  const states = slice?.cells.filter(({ answer }) => answer.startsWith('~')) ?? []
  return states.reduce((left, { count }) => left - count, slice?.base ?? 0)
}

const LARGE = 50

/** Cells of so many people that are not shown: for everyone, and by group. */
function largeHidden(made: readonly MadeUpReport[]): Row[] {
  const large = made.flatMap(({ tables = [], counted }) => {
    const cells = new Map(
      tables.flatMap(({ id, slices }) =>
        slices.flatMap(({ group, cells: own }) => own.map((cell) => [nameOf(id, group, cell.answer), cell])),
      ),
    )
    return counted.flatMap(({ id, by, slices }) =>
      slices.flatMap(({ group, cells: own }) =>
        own
          .filter(({ count }) => count >= LARGE)
          .flatMap(({ answer }) => {
            const cell = cells.get(nameOf(id, group, answer))
            return cell && cell.status !== 'not_asked' ? [{ by, shown: isPrinted(cell) }] : []
          }),
      ),
    )
  })
  return [true, false].map((isEveryone) => {
    const own = large.filter(({ by }) => (by === undefined) === isEveryone)
    const hidden = own.filter(({ shown }) => !shown).length
    const budget = isEveryone ? 0 : 0.02
    return {
      what: `cells of ${LARGE} people or more that are hidden, ${isEveryone ? 'for everyone' : 'by group'}, 60, 150 and 400 people`,
      measured: `${hidden} of ${own.length}`,
      budget: isEveryone ? 'none' : 'under 2 in 100',
      ok: own.length === 0 ? true : isEveryone ? hidden === 0 : hidden / own.length < budget,
    }
  })
}

function nameOf(table: string, group: string | undefined, answer: string): string {
  return [table, group ?? '', answer].join('\n')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}

import { isPrinted } from '#shared/disclosure/audit/hide-labels.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { isRollup, type RolledTable, rolledTables } from '#shared/survey/rollups.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** A row of a report that a question's answer or state has of its own, and what can be read of it. */
export type ReadableRow = {
  readonly table: string
  readonly question: string
  readonly by?: string
  readonly group?: string
  readonly answer: string
  readonly shown: boolean
  /** It, or a row that takes it together with others, is shown. */
  readonly readable: boolean
}

/** Every fine row of a report: answers by everybody and by each group, without the states of those who gave none. */
export function readableRows(survey: Survey, tables: readonly ReportTable[]): ReadableRow[] {
  const rolled = rolledTables(survey)
  return tables.flatMap(({ id, question, by, slices }) => {
    const { answers, groups } = rolled(question, by)
    const cells = new Map(slices.flatMap((slice) => slice.cells.map((cell) => [nameOf(slice.group, cell.answer), cell] as const)))
    return slices
      .filter(({ group }) => group === undefined || !isRollup(group))
      .flatMap(({ group, cells: own }) =>
        own
          .filter(({ answer, status }) => !isRollup(answer) && !answer.startsWith('~') && status !== 'not_asked')
          .map(({ answer }): ReadableRow => {
            const within = withRollups(group, groups).flatMap((g) => withRollups(answer, answers).map((a) => cells.get(nameOf(g, a))))
            return {
              table: id,
              question,
              ...(by === undefined ? {} : { by }),
              ...(group === undefined ? {} : { group }),
              answer,
              shown: isPrinted(cells.get(nameOf(group, answer))),
              readable: within.some(isPrinted),
            }
          }),
      )
  })
}

function withRollups<Name extends string | undefined>(name: Name, rollups: RolledTable['answers']): readonly (Name | string)[] {
  return [name, ...rollups.filter(({ of }) => name !== undefined && of.includes(name)).map(({ id }) => id)]
}

function nameOf(group: string | undefined, answer: string): string {
  return `${group ?? ''}\n${answer}`
}

import { questionsOf, type Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { type NoisyTable, squaredSensitivity } from '../privacy/budget.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import { mostOptions } from '../structure/questions.ts'
import type { Label } from '../structure/survey-structure.ts'
import { everyoneIn } from './perturbed.ts'

/** Every number that is measured, once for each set of people. A set that nobody can be in is not measured. */
export function countsToMeasure(printed: PrintedCells, tables: readonly CountedTable[]): ReadonlyMap<Label, number> {
  const counts = new Map<Label, number>([[printed.everyone(), everyoneIn(tables).count]])
  const add = (label: Label, count: number) => {
    if ((counts.get(label) ?? count) !== count) throw new Error('one set of people is counted differently in two tables')
    counts.set(label, count)
  }
  for (const { question, by, slices } of tables) {
    for (const { group, base, cells } of slices) {
      const place = { question, by, group }
      add(printed.label(place), base)
      if (!printed.canBeAsked(place)) continue
      for (const { answer, count } of cells) add(printed.label(place, answer), count)
    }
  }
  return counts
}

/**
 * The largest number of these counts that one response is in: one of each question, more where several answers can be chosen,
 * as many again in each group it is in; and everyone. Sets that two tables share are counted for both, which is safe.
 */
export function sensitivityOf(survey: Survey, tables: readonly Pick<CountedTable, 'question' | 'by'>[]): number {
  const most = new Map(questionsOf(survey).map((question) => [question.id, mostOptions(question)]))
  const groupings = new Set(tables.flatMap((table) => table.by ?? []))
  const alone = new Set(tables.filter((table) => table.by === undefined).map((table) => table.question))
  const measured = [
    ...tables.map(({ question, by }) => noisy((most.get(question) ?? 1) * (by === undefined ? 1 : (most.get(by) ?? 1)))),
    ...[...groupings].filter((by) => !alone.has(by)).map((by) => noisy(most.get(by) ?? 1)),
  ]
  return squaredSensitivity([EVERYONE, ...measured])
}

const EVERYONE: NoisyTable = { choice: 'single' }

function noisy(maxSelections: number): NoisyTable {
  return maxSelections === 1 ? { choice: 'single' } : { choice: 'multiple', maxSelections }
}

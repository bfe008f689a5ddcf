import { createHash } from 'node:crypto'
import {
  type AttackedCell,
  type AttackedQuestion,
  type AttackedRelease,
  peopleKey,
  type Reading,
} from '#shared/disclosure/attack/published.ts'
import { offsetOf, roundCount } from '#shared/disclosure/keyed-draws.ts'
import type { CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import { countPeople, plan } from './counting.ts'
import { hiddenByElimination, largestFirst, primaryCells, type SummedTable } from './summed-table.ts'
import { type Person, survey } from './survey.ts'

/** Other ways of protecting the same tables, as releases that the same attack reads. None of them is a profile. */
export type Baseline = (people: readonly Person[], release: number) => AttackedRelease

/** Below this, a count is hidden. */
const K = 10
const B = 5

const EXACT: Reading = { base: 1, offsets: 'label', shownFrom: K, hiddenFrom: 1 }

/** Exact counts; 1 to 9 are hidden. */
export const thresholdOnly: Baseline = (people, release) =>
  releaseOf(EXACT, release, countPeople(people), (_table, _slice, { answer, count }) =>
    isSmall(count) ? { answer, status: 'hidden_small' } : { answer, status: 'published', count },
  )

/** The same, and more cells are hidden until no hidden one follows from the others by adding and subtracting. */
export const complementary: Baseline = (people, release) => {
  const tables = countPeople(people)
  const hidden = new Set(survey.sections.flatMap((section) => section.questions).flatMap(({ id }) => alsoHidden(tables, people, id)))
  return releaseOf(EXACT, release, tables, (table, slice, { answer, count }) => {
    if (isSmall(count)) return { answer, status: 'hidden_small' }
    return hidden.has(key(table.id, slice.group, answer)) ? { answer, status: 'hidden_secondary' } : { answer, status: 'published', count }
  })
}

/** Rounded at random to fives, drawn anew for every set of people; 0 to 9 are hidden. */
export function setKeyed(studyKey: Uint8Array): Baseline {
  return (people, release) => {
    const members = createHash('sha256').update(JSON.stringify(people)).digest('hex')
    const reading: Reading = { base: B, offsets: 'fresh', shownFrom: K + B - 1, hiddenFrom: 0 }
    const printed = (label: string, count: number) => roundCount(count, offsetOf(studyKey, `${members}\n${label}`, B), B)
    return releaseOf(
      reading,
      release,
      countPeople(people),
      (table, slice, { answer, count }) =>
        count < K
          ? { answer, status: 'hidden_small' }
          : { answer, status: 'published', count: printed(peopleKey(table.question, answer, table.by, slice.group), count) },
      (table, slice) => printed(peopleKey(undefined, undefined, table.by, slice.group), slice.base),
    )
  }
}

function isSmall(count: number): boolean {
  return count > 0 && count < K
}

function releaseOf(
  reading: Reading,
  release: number,
  tables: readonly CountedTable[],
  print: (table: CountedTable, slice: CountedSlice, cell: CountedSlice['cells'][number]) => AttackedCell,
  printBase: (table: CountedTable, slice: CountedSlice) => number = (_table, slice) => slice.base,
): AttackedRelease {
  const questions = new Map(
    plan.codebook.fields.map(({ question }): [string, AttackedQuestion] => [question, { many: false, askedIf: [] }]),
  )
  return {
    release,
    study: survey.id,
    reading,
    questions,
    nests: [],
    tables: tables.map((table) => ({
      id: table.id,
      question: table.question,
      ...(table.by === undefined ? {} : { by: table.by }),
      slices: table.slices.map((slice) => ({
        ...(slice.group === undefined ? {} : { group: slice.group }),
        ...(isSmall(slice.base) ? {} : { base: printBase(table, slice) }),
        asOf: release,
        cells: slice.cells.map((cell) => print(table, slice, cell)),
      })),
    })),
  }
}

function key(table: string, group: string | undefined, answer: string): string {
  return [table, group ?? '', answer].join('\n')
}

/** Complementary suppression of one question's tables, which share the question's own margin. */
function alsoHidden(tables: readonly CountedTable[], people: readonly Person[], question: string): string[] {
  const kindOf = (person: Person) => JSON.stringify([question, ...plan.tables.flatMap(({ by }) => by ?? [])].map((id) => person[id]))
  const alike = [...Map.groupBy(people, kindOf).values()]
  const kinds = alike.map(([person = {}]) => person)
  const own = tables.filter((table) => table.question === question)
  const cells = own.flatMap(({ id, by, slices }) =>
    slices.flatMap(({ group, cells: row }) =>
      row.map(({ answer, count }) => ({
        name: key(id, group, answer),
        count,
        atoms: kinds.flatMap((kind, at) => (kind[question] === answer && (by === undefined || kind[by] === group) ? [at] : [])),
      })),
    ),
  )
  const groups = own.flatMap(({ by, slices }) =>
    slices.map(({ group, base }) => ({
      name: '',
      count: base,
      atoms: kinds.flatMap((kind, at) => (by === undefined || kind[by] === group ? [at] : [])),
    })),
  )
  const table: SummedTable = { atoms: alike.map(({ length }) => length), cells: [...cells, ...groups] }
  const primary = primaryCells(table, K - 1, 'shown')
  return hiddenByElimination(table, primary, largestFirst(table)).flatMap((at) =>
    table.cells[at] === undefined ? [] : [cells[at]?.name ?? ''],
  )
}

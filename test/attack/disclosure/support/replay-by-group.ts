import type { CellDraw } from '#shared/disclosure/audit/hide-labels.ts'
import { audited, type ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import {
  isCoarse,
  publishedRange,
  roundedFormat,
  secondaryCell,
  suppressedRange,
  topCodedCell,
} from '#shared/disclosure/print-thresholds.ts'
import { protectedReport } from '#shared/disclosure/protected-report.ts'
import type { Bounded, ReportCell, ReportTable } from '#shared/disclosure/report.ts'
import type { Label } from '#shared/disclosure/structure/survey-structure.ts'
import { chanceOf } from '#test/unit/disclosure/any-survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { AnyStudy } from './any-study.ts'

/** A question of three answers by two groups. Of one of them hardly anybody gives the third answer. */
const SURVEY = {
  ...surveyOf([section('a', [single('q', ['y', 'n', 'z']), single('g', ['one', 'two'])])]),
  plan: { by: ['g'], cross: ['q'], also: [], except: [] },
}
const ANSWERS = { one: ['y', 'y', 'y', 'y', 'y', 'y', 'n', 'n', 'n'], two: ['y', 'y', 'y', 'n', 'n', 'n', 'z'] } as const
const FORMAT = roundedFormat(5)

/** A report by group, tables that may have been there before something was hidden, and the gate for a reader who draws just what is hidden. */
export type ReportByGroup = {
  readonly seen: readonly ReportTable[]
  readonly before: readonly (readonly ReportTable[])[]
  readonly gate: (tables: readonly ReportTable[]) => readonly ReportTable[] | undefined
}

/** Undefined where nothing printed was hidden or rounded coarsely. `tables`: how many to think of. */
export function reportByGroup(solver: Solver, seed: number, tables: number): ReportByGroup | undefined {
  const chance = chanceOf(seed * 13)
  const said = (option: string) => ({ state: 'answered' as const, options: [option] })
  const people = Array.from({ length: 150 + chance.below(60) }, () => {
    const group = chance.oneOf(['one', 'two'] as const)
    return { q: said(chance.oneOf(ANSWERS[group])), g: said(group) }
  })
  let asked: ToAudit | undefined
  const gate = (own: Solver, input: ToAudit) => {
    asked = input
    return audited(own, input)
  }
  const made = new AnyStudy(SURVEY, { solver, gate, seed }).release(people.map((answers) => ({ answers, admittedIn: 1 })))
  if (!made || !asked) throw new Error('there is no report')
  const input = asked
  const seen = made.report.tables
  const hidden = marked(input, seen)
  const coarse = coarseIn(input, seen)
  if (hidden.size + coarse.size === 0) return undefined
  const drawnFor = (before: readonly ReportTable[]): CellDraw => {
    const numbers = numbersOf(input, before)
    return (purpose, label, below) => {
      const middle = coarse.get(label)
      // Of the orders of places, 0 to 4 begin with that place.
      if (purpose === 'place' && middle !== undefined) return ((numbers.get(label) ?? 0) - middle) / 5 + 2
      const isDrawn = (purpose === 'hide at random' && hidden.has(label)) || (purpose === 'round at random' && middle !== undefined)
      return isDrawn ? 0 : below - 1
    }
  }
  return {
    seen,
    before: Array.from({ length: tables }, () => {
      const ofHidden = [...hidden].map((label) => [label, chance.below(3) === 0 ? 0 : 15 + 5 * chance.below(10)] as const)
      const ofCoarse = [...coarse].map(([label, middle]) => [label, middle + 5 * (chance.below(5) - 2)] as const)
      return filled(input, seen, new Map([...ofHidden, ...ofCoarse]))
    }),
    gate: (before) => {
      const { policy, inWords } = input.report
      const result = audited(solver, { ...input, report: protectedReport({ policy, inWords, tables: before }), draw: drawnFor(before) })
      return result.kind === 'passed' ? result.report.tables : undefined
    },
  }
}

function marked({ printed }: ToAudit, tables: readonly ReportTable[]): ReadonlySet<Label> {
  return new Set(
    tables.flatMap(({ question, by, slices }) =>
      slices.flatMap(({ group, cells }) =>
        cells.filter(({ status }) => status === 'hidden_secondary').map(({ answer }) => printed.label({ question, by, group }, answer)),
      ),
    ),
  )
}

/** By label: the middle of the numbers that its coarse number stands for. */
function coarseIn(input: ToAudit, tables: readonly ReportTable[]): ReadonlyMap<Label, number> {
  return numbersOf(input, tables, (count) => isCoarse(FORMAT, count))
}

/** By label: its printed number. */
function numbersOf({ printed }: ToAudit, tables: readonly ReportTable[], isWanted = (_: Bounded) => true): ReadonlyMap<Label, number> {
  return new Map(
    tables.flatMap(({ question, by, slices }) =>
      slices.flatMap(({ group, cells }) =>
        cells.flatMap((cell) =>
          cell.status === 'published' && isWanted(cell.count)
            ? [[printed.label({ question, by, group }, cell.answer), cell.count.value] as const]
            : [],
        ),
      ),
    ),
  )
}

/** The tables with a number for each hidden label and each coarse one; 0 is a small one. */
function filled({ printed }: ToAudit, tables: readonly ReportTable[], numbers: ReadonlyMap<Label, number>): readonly ReportTable[] {
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice) => {
      const { group } = slice
      if (!slice.base) return slice
      const place = { question: table.question, by: table.by, group }
      const size = numbers.get(printed.label(place))
      const base = size === undefined ? slice.base : publishedRange(FORMAT, size)
      const cells = slice.cells.map((cell): ReportCell => {
        const { answer } = cell
        const number = numbers.get(printed.label(place, answer))
        if (cell.status === 'top_coded') return topCodedCell(answer, base)
        if (cell.status === 'published' && number !== undefined)
          return { answer, status: 'published', count: publishedRange(FORMAT, number) }
        if (cell.status !== 'hidden_secondary') return cell
        if (number === undefined) return secondaryCell(answer, base)
        if (number === 0) return { answer, status: 'hidden_small', ...suppressedRange(FORMAT, 10) }
        return number >= base.value ? topCodedCell(answer, base) : { answer, status: 'published', count: publishedRange(FORMAT, number) }
      })
      return { ...slice, base, cells }
    }),
  }))
}

import type { CellDraw } from '#shared/disclosure/audit/hide-labels.ts'
import { type GateKnowledge, NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import type { ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import { averageOf, scoresOf } from '#shared/disclosure/means.ts'
import type { RoundedPolicy } from '#shared/disclosure/policy.ts'
import { secondaryCell, topCodedCell } from '#shared/disclosure/print-thresholds.ts'
import { protectedReport } from '#shared/disclosure/protected-report.ts'
import type { Bounded, ReportCell, ReportSlice } from '#shared/disclosure/report.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from '../disclosure/sample.ts'

export const POLICY: RoundedPolicy = {
  profile: 'rounded',
  method: 1,
  k: 10,
  b: 5,
  minSlice: 30,
  minRelease: 45,
  pace: { heldBackOneIn: 10, releaseNewcomers: 25, sliceNewcomers: 10, jitter: 10 },
}

/** Draws that hide nothing: what is hidden is needed. */
export const NOTHING_DRAWN: CellDraw = (_purpose, _label, below) => below - 1

/** The printed cells of a history's last release. */
export function printedOf(history: readonly PublishedReport[]): PrintedCells {
  const last = history.at(-1)
  if (!last) throw new Error('no release')
  return new PrintedCells(last.survey, last.tables)
}

/** The mark of a printed cell: its number, `c335` one rounded coarsely, or `.` hidden, `s` hidden to protect another cell, `t` nearly everybody. */
export type Printed = number | `c${number}` | '.' | 's' | 't'

/** A slice: what is printed of everybody in it (none when the group is too small), the release it was computed in, and its cells. */
export type PrintedSlice = { readonly base?: number; readonly asOf?: number; readonly cells: Readonly<Record<string, Printed>> }

/** One question of three answers, and one of two with scores, by an age of two groups. */
export const survey: Survey = {
  ...surveyOf([
    section('a', [
      single('q', ['yes', 'no', 'maybe']),
      single('r', [
        { id: 'low', score: 1 },
        { id: 'high', score: 2 },
      ]),
      single('age', ['young', 'old']),
    ]),
  ]),
  plan: { by: ['age'], cross: ['q'], also: [], except: [] },
}

/** A release as its readers have it, from what is printed: by table, then by group ('' for everyone). */
export function published(
  release: number,
  tables: Readonly<Record<string, Readonly<Record<string, PrintedSlice>>>>,
  of: Survey = survey,
): PublishedReport {
  return {
    release,
    survey: of,
    policy: POLICY,
    tables: Object.entries(tables).map(([id, slices]) => {
      const [question = '', by] = id.split(':')
      return {
        id,
        question,
        ...(by === undefined ? {} : { by }),
        slices: Object.entries(slices).map(([group, { base, asOf, cells }]): ReportSlice => {
          const whole = base === undefined ? undefined : bounded(base)
          const printed = Object.entries(cells).map(([answer, each]) => cell(answer, each, whole))
          const average = averageOf(printed, scoresOf(of, question))
          return {
            ...(group === '' ? {} : { group }),
            ...(whole ? { base: whole } : {}),
            asOf: asOf ?? release,
            cells: printed,
            ...(average ? { average } : {}),
          }
        }),
      }
    }),
  }
}

/** Nothing that only the gate knows. */
export const INSIDE: GateKnowledge = { newcomers: new Map(), counts: new Map(), reprint: () => undefined }

/** The gate's input for a candidate: no true counts, and draws that hide nothing. */
export function toAuditOf(candidate: PublishedReport, more: Partial<ToAudit> = {}): ToAudit {
  return {
    earlier: [],
    printed: printedOf([candidate]),
    release: candidate.release,
    report: protectedReport({ policy: POLICY, inWords: [], tables: candidate.tables }),
    facts: NO_FACTS,
    gateKnowledge: INSIDE,
    draw: NOTHING_DRAWN,
    ...more,
  }
}

function cell(answer: string, printed: Printed, base: Bounded | undefined): ReportCell {
  if (!base) return { answer, status: 'group_too_small' }
  if (printed === '.') return { answer, status: 'hidden_small', low: 0, high: 14 }
  if (printed === 's') return secondaryCell(answer, base)
  if (printed === 't') return topCodedCell(answer, base)
  return { answer, status: 'published', count: typeof printed === 'number' ? bounded(printed) : coarse(Number(printed.slice(1))) }
}

/** The middle of five neighbouring multiples of 5, each up to 4 from the true count. */
function coarse(value: number): Bounded {
  return { value, low: value - 14, high: value + 14 }
}

function bounded(value: number): Bounded {
  return { value, low: value - 4, high: value + 4 }
}

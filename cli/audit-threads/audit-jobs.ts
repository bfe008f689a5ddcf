import { printedWhileInjected } from '#shared/disclosure/audit/a6-injection.ts'
import type { AuditRun } from '#shared/disclosure/audit/audit-history.ts'
import type { GateKnowledge } from '#shared/disclosure/audit/history.ts'
import { type Audited, audited, type ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import { auditFiles, type Checked, type ToAuditFiles } from '#shared/disclosure/file-audit/file-audit.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { hasOneLabel } from '#shared/disclosure/policy.ts'
import { protectedReport } from '#shared/disclosure/protected-report.ts'
import { PrintedCells, type TableRef } from '#shared/disclosure/structure/printed-cells.ts'
import type { Label } from '#shared/disclosure/structure/survey-structure.ts'
import type { Survey } from '#shared/survey/survey.ts'

/**
 * An audit as plain data, for another thread of this process. No key is in it. The true counts are, as the gate has them for its own checks;
 * helpers get none of them (`QuestionContext`).
 */
export type AuditJob =
  | {
      readonly kind: 'gate'
      readonly candidate: Pick<ToAudit, 'earlier' | 'release' | 'facts'>
      readonly survey: Survey
      readonly report: Pick<ToAudit['report'], 'policy' | 'inWords' | 'tables'>
      readonly gateKnowledge: Omit<GateKnowledge, 'reprint'>
      /** By label, the numbers that would be printed if none, one, two, ... more people were counted. */
      readonly reprints: ReadonlyMap<Label, readonly (number | undefined)[]>
      /** For each label its secret draws, each a number below `MOST_DRAWN`; a draw below a smaller number n is its remainder by n. */
      readonly drawn: ReadonlyMap<Label, Record<Purpose, number>>
    }
  | ({ readonly kind: 'files' } & Pick<ToAuditFiles, 'history' | 'facts'>)

type Passed = Extract<Audited, { kind: 'passed' }>

/** The result of a job, as plain data. */
export type JobResult =
  | { readonly kind: 'gate'; readonly result: (Omit<Passed, 'report'> & { readonly report: Plain }) | Exclude<Audited, Passed> }
  | { readonly kind: 'files'; readonly checks: readonly Checked[] }

type Plain = Pick<ToAudit['report'], 'policy' | 'inWords' | 'tables'>

type Purpose = Parameters<ToAudit['draw']>[0]

/** `secretDraw` draws a number below this and takes the remainder of it. */
const MOST_DRAWN = 2 ** 48

/** The audit of a candidate before publication, as a job. */
export function gateJob({ earlier, printed, release, report, facts, gateKnowledge, draw }: ToAudit): AuditJob {
  const { newcomers, counts } = gateKnowledge
  return {
    kind: 'gate',
    candidate: { earlier, release, facts },
    survey: printed.survey,
    report: plain(report),
    gateKnowledge: { newcomers, counts },
    drawn: new Map(
      labelsOf(printed, report).map((label) => {
        const of = (purpose: Purpose) => draw(purpose, label, MOST_DRAWN)
        const draws = {
          'hide at random': of('hide at random'),
          'round at random': of('round at random'),
          place: of('place'),
          decoy: of('decoy'),
          order: of('order'),
        }
        return [label, draws]
      }),
    ),
    reprints: new Map([...counts.keys()].map((label) => [label, printedWhileInjected(gateKnowledge, label)])),
  }
}

/** Does a job in the thread that calls it. */
export function doJob(solver: Solver, job: AuditJob, run: AuditRun, onProgress: (done: number, of: number) => void): JobResult {
  if (job.kind === 'files') {
    const { history, facts } = job
    return { kind: 'files', checks: auditFiles(solver, { history, facts, run, onProgress }) }
  }
  const { candidate, survey, report, gateKnowledge, reprints, drawn } = job
  const result = audited(solver, {
    ...candidate,
    printed: new PrintedCells(survey, report.tables.map(tableRef), hasOneLabel(report.policy)),
    report: protectedReport(report),
    gateKnowledge: {
      ...gateKnowledge,
      reprint: (label, count) => reprints.get(label)?.[count - (gateKnowledge.counts.get(label) ?? 0)],
    },
    draw(purpose, label, below) {
      const found = drawn.get(label)?.[purpose]
      if (found === undefined) throw new Error('the gate draws for a label that no table has')
      return found % below
    },
    run,
  })
  return { kind: 'gate', result: result.kind === 'passed' ? { ...result, report: plain(result.report) } : result }
}

/** The result of the gate after it came from another thread as plain data: its report is marked as a protected one again. */
export function gateResult(done: Extract<JobResult, { kind: 'gate' }>['result']): Audited {
  return done.kind === 'passed' ? { ...done, report: protectedReport(done.report) } : done
}

/** The label of each group and of each cell. */
function labelsOf(printed: PrintedCells, { tables }: Plain): readonly Label[] {
  return tables.flatMap(({ question, by, slices }) =>
    slices.flatMap(({ group, cells }) => {
      const place = { question, by, group }
      return [printed.label(place), ...cells.map(({ answer }) => printed.label(place, answer))]
    }),
  )
}

function plain({ policy, inWords, tables }: Plain): Plain {
  return { policy, inWords, tables }
}

function tableRef({ question, by }: Plain['tables'][number]): TableRef {
  return by === undefined ? { question } : { question, by }
}

import { availableParallelism } from 'node:os'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { AuditStep } from '#shared/disclosure/audit/audit-history.ts'
import { type Audited, audited, type ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import { auditFiles, type Checked, type ToAuditFiles } from '#shared/disclosure/file-audit/file-audit.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { type AuditJob, gateJob, gateResult, type JobResult } from './audit-jobs.ts'
import type { AuditThreadData, FromAuditThread } from './audit-thread.ts'
import type { HelperData } from './helper-thread.ts'

export type InThreads = {
  /** When it is aborted, the audit ends at once and throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined
  readonly onStep?: (step: AuditStep) => void
  /** Called after each number that was attacked, where numbers are attacked one by one. */
  readonly onProgress?: (done: number, of: number) => void
  /** The number of threads that attack questions. The result is the same for any number. Without it, as many as there are cores, and none for a small audit. */
  readonly threads?: number
}

/** An audit of fewer cells takes about a second, and threads take half of one to begin. */
const CELLS_WORTH_THREADS = 1_000

/** More threads than there are questions in most surveys only cost memory: each has a solver of its own. */
const MOST_THREADS = 16

/**
 * `audited` in threads of its own, one for each core, so that this thread stays free meanwhile. A small audit is done in this thread.
 * Throws the reason of `signal` where it was stopped.
 */
export async function auditedInThreads(solver: Solver, input: ToAudit, how: InThreads = {}): Promise<Audited> {
  const { signal, onStep = () => {}, threads } = how
  if (threads === undefined && isSmall([...input.earlier, input.report]))
    return here(signal, () => audited(solver, { ...input, run: { onStep } }))
  const done = await doneInThreads(gateJob(input), how)
  if (done.kind !== 'gate') throw new Error('the audit gave another result than it was asked for')
  return gateResult(done.result)
}

/** `auditFiles` in threads of its own, as `auditedInThreads` does it. */
export async function filesAuditedInThreads(
  solver: Solver,
  { history, facts }: ToAuditFiles,
  how: InThreads = {},
): Promise<readonly Checked[]> {
  const { signal, onStep = () => {}, onProgress = () => {}, threads } = how
  if (threads === undefined && isSmall(history))
    return here(signal, () => auditFiles(solver, { history, facts, run: { onStep }, onProgress }))
  const done = await doneInThreads({ kind: 'files', history, facts }, how)
  if (done.kind !== 'files') throw new Error('the audit gave another result than it was asked for')
  return done.checks
}

function isSmall(reports: readonly { readonly tables: readonly ReportTable[] }[]): boolean {
  const slices = reports.flatMap(({ tables }) => tables.flatMap((table) => table.slices))
  return slices.reduce((sum, { cells }) => sum + cells.length, 0) < CELLS_WORTH_THREADS
}

function here<Result>(signal: AbortSignal | undefined, work: () => Result): Result {
  signal?.throwIfAborted()
  const result = work()
  signal?.throwIfAborted()
  return result
}

async function doneInThreads(job: AuditJob, how: InThreads): Promise<JobResult> {
  const { signal, onStep = () => {}, onProgress = () => {}, threads = availableParallelism() } = how
  signal?.throwIfAborted()
  const answered = new Int32Array(new SharedArrayBuffer(4))
  const channels = Array.from({ length: Math.min(threads, MOST_THREADS) - 1 }, () => new MessageChannel())
  const helpers = channels.map(({ port2 }) => {
    const data: HelperData = { port: port2, answered }
    return new Worker(new URL('./helper-thread.ts', import.meta.url), { workerData: data, transferList: [port2] })
  })
  const data: AuditThreadData = { job, helpers: channels.map(({ port1 }) => port1), answered }
  const auditor = new Worker(new URL('./audit-thread.ts', import.meta.url), { workerData: data, transferList: [...data.helpers] })
  const all = [auditor, ...helpers]
  const ended = Promise.withResolvers<JobResult>()
  const stop = () => ended.reject(signal?.reason)
  signal?.addEventListener('abort', stop)
  for (const helper of helpers) helper.on('message', onStep)
  auditor.on('message', (message: FromAuditThread) => {
    if (message.kind === 'step') onStep(message.step)
    else if (message.kind === 'progress') onProgress(message.done, message.of)
    else ended.resolve(message.result)
  })
  for (const thread of all) {
    thread.on('error', ended.reject)
    thread.on('exit', () => ended.reject(new Error('a thread of the audit ended before the audit did')))
  }
  try {
    return await ended.promise
  } finally {
    signal?.removeEventListener('abort', stop)
    await Promise.all(all.map((thread) => thread.terminate()))
  }
}

// The thread that does one audit, so that the command can go on listening: to a person who stops it, for example.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { AuditStep } from '#shared/disclosure/audit/audit-history.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { type AuditJob, doJob, type JobResult } from './audit-jobs.ts'
import { sharedWith } from './share-questions.ts'

export type AuditThreadData = {
  readonly job: AuditJob
  readonly helpers: readonly MessagePort[]
  readonly answered: Int32Array<SharedArrayBuffer>
}

export type FromAuditThread =
  | { readonly kind: 'step'; readonly step: AuditStep }
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'result'; readonly result: JobResult }

const { job, helpers, answered }: AuditThreadData = workerData
const say = (message: FromAuditThread) => parentPort?.postMessage(message)

const result = doJob(
  await loadSolver(),
  job,
  { attackAll: sharedWith(helpers, answered), onStep: (step) => say({ kind: 'step', step }) },
  (done, of) => say({ kind: 'progress', done, of }),
)
say({ kind: 'result', result })
// This thread stays until the command ends it: without its port a helper would end too, and its end could be seen before the result.
for (const helper of helpers) helper.ref()

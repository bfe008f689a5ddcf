// A helper of the audit: attacks the questions that it can claim, one after the other, until its process ends it.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { AuditStep } from '#shared/disclosure/audit/audit-history.ts'
import { CHECKS } from '#shared/disclosure/audit/check-catalogue.ts'
import { attackQuestion } from '#shared/disclosure/audit/question-task.ts'
import { Infeasible, loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { claimed, type HelperReply, type Offer, taskIn } from './share-questions.ts'

export type HelperData = { readonly port: MessagePort; readonly answered: Int32Array<SharedArrayBuffer> }

const { port, answered }: HelperData = workerData
const solver = await loadSolver()

port.on('message', (offer: Offer) => {
  if (!claimed(offer.claim)) return
  port.postMessage(answerTo(solver, offer, (step) => parentPort?.postMessage(step)))
  Atomics.add(answered, 0, 1)
  Atomics.notify(answered, 0)
})

function answerTo(solver: Solver, { turn, at, context, checks, task: bytes }: Offer, onStep: (step: AuditStep) => void): HelperReply {
  const task = taskIn(bytes)
  const { question } = task
  try {
    const wanted = CHECKS.filter(({ id }) => checks.includes(id))
    const found = attackQuestion(solver, context, wanted, task, ({ id }) => onStep({ step: 'check', question, check: id }))
    onStep({ step: 'done', question })
    return { turn, at, found: found.map(([{ id }, result]) => [id, result]) }
  } catch (thrown) {
    if (thrown instanceof Infeasible) return { turn, at, infeasible: true }
    return { turn, at, failed: thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'a helper of the audit failed' }
  }
}

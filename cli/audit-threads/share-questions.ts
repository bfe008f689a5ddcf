import { deserialize, serialize } from 'node:v8'
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { CheckId } from '#shared/disclosure/audit/audit-finding.ts'
import type { AttackAll } from '#shared/disclosure/audit/audit-history.ts'
import type { Examined, QuestionContext } from '#shared/disclosure/audit/check.ts'
import { attackQuestion, type QuestionResult, type QuestionTask } from '#shared/disclosure/audit/question-task.ts'
import { Infeasible } from '#shared/disclosure/linear/solver.ts'

/** A question that is offered to every helper. The helper that claims it attacks it. Its bytes lie in memory that all threads share. */
export type Offer = {
  readonly turn: number
  readonly at: number
  readonly context: QuestionContext
  readonly checks: readonly CheckId[]
  /** 0 until a thread takes it. */
  readonly claim: SharedArrayBuffer
  readonly task: SharedArrayBuffer
}

/** The answer of a helper. */
export type HelperReply = { readonly turn: number; readonly at: number } & (
  | { readonly found: readonly (readonly [check: CheckId, result: Examined])[] }
  | { readonly infeasible: true }
  | { readonly failed: string }
)

/** Takes a question, if no other thread has it. */
export function claimed(claim: SharedArrayBuffer): boolean {
  return Atomics.compareExchange(new Int32Array(claim), 0, 0, 1) === 0
}

/** A copy of a question out of shared memory. The bytes come from this program, in this process. */
export function taskIn(shared: SharedArrayBuffer): QuestionTask {
  return deserialize(new Uint8Array(shared).slice())
}

function shared(task: QuestionTask): SharedArrayBuffer {
  const bytes = serialize(task)
  const memory = new SharedArrayBuffer(bytes.length)
  new Uint8Array(memory).set(bytes)
  return memory
}

/**
 * Attacks questions together with helpers: each thread takes the next one that nobody has. Results come back in the order of the
 * questions, so they are the same for any number of helpers. `answered` counts what helpers have sent, for this thread to wait on.
 */
export function sharedWith(helpers: readonly MessagePort[], answered: Int32Array<SharedArrayBuffer>): AttackAll {
  let turn = 0
  return (solver, context, checks, tasks, onStep) => {
    turn++
    const ids = checks.map(({ id }) => id)
    const offers: Offer[] = []
    for (const task of tasks) {
      const offer: Offer = { turn, at: offers.length, context, checks: ids, claim: new SharedArrayBuffer(4), task: shared(task) }
      offers.push(offer)
      for (const helper of helpers) helper.postMessage(offer)
    }
    const results = new Map<number, QuestionResult>()
    const receive = (answer: HelperReply): void => {
      // This answer belongs to an earlier turn, which ended with an error.
      if (answer.turn !== turn) return
      if ('infeasible' in answer) throw new Infeasible()
      if ('failed' in answer) throw new Error(answer.failed)
      const found = new Map(answer.found)
      results.set(
        answer.at,
        checks.flatMap((check) => {
          const result = found.get(check.id)
          return result ? [[check, result] as const] : []
        }),
      )
    }
    try {
      for (const { at, claim, task } of offers) {
        if (!claimed(claim)) continue
        const own = taskIn(task)
        const { question } = own
        results.set(
          at,
          attackQuestion(solver, context, checks, own, ({ id }) => onStep({ step: 'check', question, check: id })),
        )
        onStep({ step: 'done', question })
      }
      while (results.size < offers.length) {
        const seen = Atomics.load(answered, 0)
        for (const helper of helpers) for (const answer of answersOn(helper)) receive(answer)
        if (results.size < offers.length) Atomics.wait(answered, 0, seen)
      }
    } finally {
      // After an error, the questions that are left are claimed here, so that no helper begins with one.
      for (const { claim } of offers) claimed(claim)
    }
    return offers.map(({ at }) => results.get(at) ?? [])
  }
}

function answersOn(helper: MessagePort): readonly HelperReply[] {
  const answers: HelperReply[] = []
  for (let next = receiveMessageOnPort(helper); next; next = receiveMessageOnPort(helper)) answers.push(next.message)
  return answers
}

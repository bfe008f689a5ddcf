import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditedInThreads, filesAuditedInThreads } from '#cli/audit-threads/run-in-threads.ts'
import { claimed, type HelperReply, type Offer, sharedWith } from '#cli/audit-threads/share-questions.ts'
import { attackerOf } from '#shared/disclosure/audit/attacker.ts'
import { type AuditStep, audit } from '#shared/disclosure/audit/audit-history.ts'
import { CHECKS } from '#shared/disclosure/audit/check-catalogue.ts'
import { type GateKnowledge, NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { taskOf } from '#shared/disclosure/audit/question-task.ts'
import { audited, type ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import { standardOf } from '#shared/disclosure/audit/standard.ts'
import { secretDraw } from '#shared/disclosure/keyed-draws.ts'
import { Infeasible, loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { assertProtected, protectedReport } from '#shared/disclosure/protected-report.ts'
import { keyOf } from '../disclosure/sample.ts'
import { POLICY, printedOf, published, toAuditOf } from './published.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** The number of those who said no follows from the others, so that the gate has something to repair. */
const narrow = published(1, {
  r: { '': { base: 35, cells: { low: 15, high: 20, '~skipped': '.' } } },
  q: { '': { base: 35, cells: { yes: 20, no: 15, maybe: 15, '~skipped': '.' } } },
})
const contradicting = published(1, {
  r: { '': { base: 35, cells: { low: 15, high: 20, '~skipped': '.' } } },
  q: { '': { base: 35, cells: { yes: 60, no: 15, maybe: 15, '~skipped': '.' } } },
})

const rounded = (count: number) => (count < 15 ? undefined : 5 * Math.floor(count / 5))

function toAudit(candidate: PublishedReport, reprint = (count: number) => rounded(count)): ToAudit {
  const gateKnowledge: GateKnowledge = {
    newcomers: new Map(),
    counts: new Map([['study\nq=yes', 98]]),
    reprint: (_, count) => reprint(count),
  }
  const report = protectedReport({ policy: POLICY, inWords: ['Numbers are rounded.'], tables: candidate.tables })
  const draw: ToAudit['draw'] = (purpose, label, below) => secretDraw(keyOf(1), purpose, [candidate.release, label], below)
  return toAuditOf(candidate, { report, gateKnowledge, draw })
}

describe('an audit in threads of its own', { timeout: 60_000 }, () => {
  it.each([1, 3])(
    'repairs as the gate does in the thread of the command, with %i of them, and its report is a protected one',
    async (threads) => {
      const steps: AuditStep[] = []
      const result = await auditedInThreads(solver, toAudit(narrow), { threads, onStep: (step) => steps.push(step) })

      expect(result).toEqual(audited(solver, toAudit(narrow)))
      expect(result).toMatchObject({ kind: 'passed', rounds: 2 })
      if (result.kind === 'passed') assertProtected(result.report)
      const begun = steps.filter(({ step }) => step === 'begun')
      expect(begun).toEqual([
        { step: 'begun', release: 1, questions: 2 },
        { step: 'begun', release: 1, questions: 2 },
      ])
      expect(steps.filter(({ step }) => step === 'done')).toHaveLength(4)
      expect(steps).toContainEqual({ step: 'check', question: 'q', check: 'A8' })
    },
  )

  it('knows what only the gate knows: numbers that are not rounded the same way each time are refused', async () => {
    const result = await auditedInThreads(
      solver,
      toAudit(narrow, (count) => (count < 15 ? undefined : count)),
      { threads: 1 },
    )

    expect(result).toMatchObject({ kind: 'refused', findings: [{ check: 'A6' }] })
  })

  it('finds that numbers contradict each other', async () => {
    const history = [{ ...contradicting, policy: POLICY }]
    const found = await filesAuditedInThreads(solver, { history, facts: NO_FACTS }, { threads: 2 })

    expect(found.find(({ id }) => id === 'A1')?.findings[0]?.message).toContain('The printed numbers contradict each other')
  })

  it('ends when it is stopped, with the reason', async () => {
    const stop = new AbortController()
    const reason = new Error('somebody pressed Ctrl-C')
    const result = auditedInThreads(solver, toAudit(narrow), { threads: 2, signal: stop.signal, onStep: () => stop.abort(reason) })

    await expect(result).rejects.toBe(reason)
    await expect(auditedInThreads(solver, toAudit(narrow), { signal: stop.signal })).rejects.toBe(reason)
  })

  it.each([
    ['the one that audits', 1],
    ['a helper', 3],
  ])('gives no result when a thread ends before it: %s', async (_, threads) => {
    // The helpers are begun before the thread that audits.
    process.once('worker', (thread) => void thread.terminate())

    await expect(auditedInThreads(solver, toAudit(narrow), { threads })).rejects.toThrow('a thread of the audit ended')
  })
})

describe('questions that threads share', () => {
  const context = { candidate: narrow, facts: NO_FACTS, standard: standardOf(POLICY), coalition: 3 }
  const width = CHECKS.filter(({ id }) => id === 'A1')
  const nothing = () => {}

  /** A helper that takes the first question before this thread does, and answers as it is told. */
  function withHelper(answer: (offer: Offer) => HelperReply) {
    const { port1, port2 } = new MessageChannel()
    const answered = new Int32Array(new SharedArrayBuffer(4))
    const attacker = attackerOf(printedOf([narrow]), [narrow], NO_FACTS)
    const tasks = function* () {
      for (const [at, question] of attacker.questions.entries()) {
        yield taskOf(attacker, question)
        if (at > 0) continue
        const offer: Offer = receiveMessageOnPort(port2)?.message
        expect(claimed(offer.claim)).toBe(true)
        port2.postMessage(answer(offer))
      }
    }
    try {
      return sharedWith([port1], answered)(solver, context, width, tasks(), nothing)
    } finally {
      port1.close()
    }
  }

  it('are attacked once each, and results come in the order of the questions', () => {
    const examined = 1234
    const results = withHelper(({ turn, at }) => ({ turn, at, found: [['A1', { examined, findings: [] }]] }))

    expect(results[0]).toEqual([[width[0], { examined, findings: [] }]])
    const alone = audit(solver, { printed: printedOf([narrow]), history: [narrow], facts: NO_FACTS, checks: width })
    expect(results[1]?.[0]?.[1].findings).toEqual(alone[0]?.status === 'failed' ? alone[0].findings : undefined)
  })

  it('fail with what a helper failed with', () => {
    expect(() => withHelper(({ turn, at }) => ({ turn, at, failed: 'out of memory' }))).toThrow('out of memory')
    expect(() => withHelper(({ turn, at }) => ({ turn, at, infeasible: true }))).toThrow(Infeasible)
  })
})

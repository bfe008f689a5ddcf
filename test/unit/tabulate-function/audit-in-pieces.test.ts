import { beforeAll, describe, expect, it } from 'vitest'
import { HandedOut, handingOut } from '#functions/tabulate/audit-hand-out.ts'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import type { Services } from '#functions/tabulate/services.ts'
import { type Input, input, type Output, output } from '#functions/tabulate/workflow-steps.ts'
import { definitionOf } from '#infra/aws/state-machine-definition.ts'
import { runWorkflow } from '#infra/local/workflow.ts'
import { workflows } from '#infra/topology.ts'
import type { Proven } from '#shared/disclosure/audit/audit-history.ts'
import { attackQuestion, nameOf, type QuestionResult, type QuestionTask } from '#shared/disclosure/audit/question-task.ts'
import { type Audited, audited, type ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import { secretDraw } from '#shared/disclosure/keyed-draws.ts'
import { Infeasible, loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { protectedReport } from '#shared/disclosure/protected-report.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { execute } from '#test/lambda/states.ts'
import { generator } from '../audit/community.ts'
import { POLICY, published, toAuditOf } from '../audit/published.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'
import { memoryBucket, memorySeries, responsesOf, tabulateServices } from './memory.ts'

const OPTIONS = ['a', 'b', 'c']
const QUESTIONS = ['q0', 'q1', 'q2']
const survey = {
  ...surveyOf([section('s', [single('age', ['young', 'old']), ...QUESTIONS.map((id) => single(id, OPTIONS))])]),
  plan: { by: ['age'], cross: QUESTIONS, also: [], except: [] },
}
const start = { survey: versionOf(survey), release: 1, date: '2026-05-04' }

/** 120 people with rare answers, so that the gate has something to repair. */
function rows(): Uint8Array[] {
  const random = generator(1)
  const rare = (options: readonly string[]) => options[Math.floor(options.length * random() ** 3)] ?? ''
  const answered = (options: readonly string[]) => ({ state: 'answered' as const, options: [rare(options)] })
  return Array.from({ length: 120 }, () => {
    const age = answered(['young', 'old'])
    return encodeAnswers(codebookOf(survey), { age, ...Object.fromEntries(QUESTIONS.map((id) => [id, answered(OPTIONS)])) })
  })
}
const ROWS = rows()

function services(more: Partial<Services> = {}) {
  const [partials, candidates, series] = [memoryBucket(), memoryBucket(), memorySeries()]
  const all = tabulateServices(survey, { responses: responsesOf(survey, ROWS), partials, candidates, series, gate: audited, ...more })
  return { all, partials, candidates, series }
}

/** Every question is another call's work. */
const inPieces = (more: Partial<Services> = {}) => services({ mostCellsHere: 0, ...more })

type Call = { readonly event: Input; readonly output: Output }
type How = { readonly by?: string; readonly before?: (event: Input) => void }

/** The workflow as Step Functions runs it, or as one machine does; what goes in and comes out is parsed, as by the handler. `before` may fail a call. */
async function run(using: Services, { by = 'Step Functions', before = () => {} }: How = {}) {
  const calls: Call[] = []
  const tabulate = createTabulate(using)
  const invoke = async (payload: unknown) => {
    const event = input.parse(payload)
    before(event)
    const given = output.parse(await tabulate(event))
    calls.push({ event, output: given })
    return given
  }
  const made =
    by === 'Step Functions'
      ? await execute(definitionOf(workflows.tabulation, 'tabulate'), start, { invoke: (_, payload) => invoke(payload), waited: () => {} })
      : await runWorkflow(workflows.tabulation, start, invoke)
  return { made, calls }
}

/** Tallies, and what the first release hands out and others found in it. */
async function attackedOnce({ all }: ReturnType<typeof services>) {
  const tabulate = createTabulate(all)
  const planned = await tabulate({ ...start, step: 'plan' })
  const shards = 'shards' in planned ? planned.shards : []
  const tallies = (await Promise.all(shards.map((shard) => tabulate({ ...start, step: 'tally', shard })))).flatMap((each) =>
    'attempt' in each ? [each] : [],
  )
  const handed = await tabulate({ ...start, step: 'release', tallies })
  const pieces = 'pieces' in handed ? handed.pieces : []
  const found = await Promise.all(pieces.map((piece) => tabulate({ ...start, step: 'attack', piece })))
  const attacked = found.flatMap((each) => ('found' in each ? [each] : []))
  return { pieces, attacked, release: (some: typeof attacked) => tabulate({ ...start, step: 'release', tallies, attacked: some }) }
}

const hex = (objects: ReadonlyMap<string, Uint8Array>) => [...objects].map(([key, bytes]) => [key, Buffer.from(bytes).toString('hex')])

describe('an audit that is too long for one call', { timeout: 120_000 }, () => {
  it('comes to the same bytes in pieces on AWS and on one machine, repairs included', async () => {
    const whole = services()
    const { made, calls } = await run(whole.all)
    expect(made).toMatchObject({ outcome: 'candidate' })
    expect(calls.filter(({ event }) => event.step === 'attack')).toStrictEqual([])

    for (const by of ['Step Functions', 'one machine']) {
      const parts = inPieces()
      const done = await run(parts.all, { by })
      expect(done.made, by).toStrictEqual(made)
      expect(hex(parts.candidates.objects), by).toStrictEqual(hex(whole.candidates.objects))
      // Once, and again what the repair changed.
      expect(done.calls.filter(({ output }) => 'pieces' in output).length, by).toBe(2)
      expect(parts.partials.objects.size, by).toBe(0)
    }
  })

  it('is encrypted on its way, in lengths that tell nothing, and so is what was found', async () => {
    const parts = inPieces()
    const { attacked } = await attackedOnce(parts)

    const laid = [...parts.partials.objects.values()]
    expect(laid.length).toBe(2 * attacked.length)
    for (const bytes of laid) {
      // An iv and a tag around multiples of 16 KB.
      expect((bytes.length - 12 - 16) % (16 * 1024)).toBe(0)
      const text = Buffer.from(bytes).toString('latin1')
      for (const word of [...QUESTIONS, 'young', 'hidden', 'suppress', 'A1']) expect(text.includes(`${word}"`), word).toBe(false)
    }
    const found = attacked.map(({ found: key }) => parts.partials.objects.get(key)?.length)
    expect(new Set(found).size).toBe(1)
  })

  it('ends without a report when one piece cannot be attacked', async () => {
    const parts = inPieces()
    const before = (event: Input) => {
      if (event.step === 'attack') throw new Error('the worker was lost')
    }

    await expect(run(parts.all, { before })).rejects.toThrow('the worker was lost')
    await expect(run(inPieces().all, { before, by: 'one machine' })).rejects.toThrow('the worker was lost')
    expect(parts.candidates.objects.size).toBe(0)
  })

  it('goes on when a call is lost now and then', async () => {
    const { made } = await run(services().all)
    let calls = 0
    const before = () => {
      if (calls++ % 3 === 1) throw new Error('the worker was lost')
    }

    expect((await run(inPieces().all, { before })).made).toStrictEqual(made)
  })

  it('is not passed while a piece is missing: it is handed out again', async () => {
    const parts = inPieces()
    const { attacked, release } = await attackedOnce(parts)

    for (let missing = 0; missing < attacked.length; missing++) {
      expect(await release(attacked.toSpliced(missing, 1))).toMatchObject({ pieces: [{ run: 1 }] })
    }
    expect(parts.candidates.objects.size).toBe(0)
  })

  it('takes nothing that was changed, has gone, or was found in another piece or another run', async () => {
    const parts = inPieces()
    const { attacked, release, pieces } = await attackedOnce(parts)
    const [first, second] = attacked
    if (!first || !second) throw new Error('too few pieces')
    const kept = parts.partials.objects.get(first.found) ?? new Uint8Array()

    await expect(release(attacked.map((each) => ({ ...each, run: 2 })))).rejects.toThrow('another run')
    await expect(release([{ ...first, found: second.found }, ...attacked.slice(1)])).rejects.toThrow('another one than was asked for')
    await expect(release([{ ...first, found: first.piece }, ...attacked.slice(1)])).rejects.toThrow('another one than was asked for')
    parts.partials.objects.set(first.found, kept.with(40, (kept[40] ?? 0) ^ 1))
    await expect(release(attacked)).rejects.toThrow('was changed')
    parts.partials.objects.delete(first.found)
    await expect(release(attacked)).rejects.toThrow('start the workflow again')
    const [piece] = pieces
    if (!piece) throw new Error('too few pieces')
    await expect(createTabulate({ ...parts.all, studyKey: keyOf(2) })({ ...start, step: 'attack', piece })).rejects.toThrow('another one')
    expect(parts.candidates.objects.size).toBe(0)
  })

  it('ends where nobody waits for it any more', async () => {
    let asked = 0
    const assertWanted = () => {
      if (++asked > 4) throw new Error('nobody waits')
    }

    await expect(run(services({ assertWanted }).all)).rejects.toThrow('nobody waits')
    await expect(run(inPieces({ assertWanted }).all)).rejects.toThrow('nobody waits')
  })
})

describe('a gate that hands out its questions', { timeout: 60_000 }, () => {
  let solver: Solver
  beforeAll(async () => {
    solver = await loadSolver()
  })

  /** The number of those who said no follows from the others. */
  const candidate = published(1, {
    r: { '': { base: 35, cells: { low: 15, high: 20, '~skipped': '.' } } },
    q: { '': { base: 35, cells: { yes: 20, no: 15, maybe: 15, '~skipped': '.' } } },
  })
  const toAudit = (): ToAudit =>
    toAuditOf(candidate, {
      report: protectedReport({ policy: POLICY, inWords: ['Numbers are rounded.'], tables: candidate.tables }),
      draw: (purpose, label, below) => secretDraw(keyOf(1), purpose, [1, label], below),
    })

  /** Asks again until nothing is handed out, with what others found. */
  function askedUntilDone(foundIn: (handed: HandedOut, task: QuestionTask) => QuestionResult | 'contradiction'): Audited {
    const proven: Proven = new Map()
    for (;;) {
      try {
        return audited(solver, { ...toAudit(), run: { proven: new Map(proven), attackAll: handingOut(0) } })
      } catch (thrown) {
        if (!(thrown instanceof HandedOut)) throw thrown
        for (const task of thrown.pieces.flat()) proven.set(nameOf(task), foundIn(thrown, task))
      }
    }
  }

  it('repairs the same', () => {
    const result = askedUntilDone(({ context, checks }, task) => attackQuestion(solver, context, checks, task, () => {}))

    expect(result).toMatchObject({ kind: 'passed', rounds: 2 })
    expect(result).toEqual(audited(solver, toAudit()))
  })

  it('takes a contradiction that others found for what it would have found itself', () => {
    const contradicted = () => {
      throw new Infeasible()
    }
    const itself = audited(solver, { ...toAudit(), run: { attackAll: contradicted } })

    expect(itself).not.toEqual(audited(solver, toAudit()))
    expect(askedUntilDone(() => 'contradiction')).toEqual(itself)
  })
})

import { attackQuestion, nameOf, type QuestionResult, type QuestionTask } from '#shared/disclosure/audit/question-task.ts'
import { Infeasible, type Solver } from '#shared/disclosure/linear/solver.ts'
import { IV_BYTES } from '#shared/gcm.ts'
import { type AuditPiece, checksCalled, decryptPiece, encryptAttacked } from './audit-pieces.ts'
import type { Carrier } from './partials.ts'
import type { Services } from './services.ts'
import type { AttackStepInput } from './workflow-steps.ts'

/**
 * Attacks the questions of one piece of an audit, and lays what it found beside it. It decides nothing: the release asks the gate again, which passes a
 * report only when every question has a result.
 */
export async function attackPiece(
  services: Services,
  carried: Pick<Carrier, 'lay' | 'fetch'>,
  { survey: version, release, piece: { run, piece } }: AttackStepInput,
) {
  const { studyKey, random } = services
  const of = { version, release, run, piece }
  const handed = decryptPiece(await carried.fetch(piece), { kind: 'piece', ...of }, studyKey)
  const solver = await services.solver()
  const attacked = handed.tasks.map((task) => [nameOf(task), attack(services, solver, handed, task)] as const)
  const ciphertext = encryptAttacked(attacked, { kind: 'found', ...of }, studyKey, random(IV_BYTES))
  return { run, piece, found: await carried.lay(version.id, () => ciphertext) }
}

function attack(
  { assertWanted }: Services,
  solver: Solver,
  { context, checks }: AuditPiece,
  task: QuestionTask,
): QuestionResult | 'contradiction' {
  try {
    return attackQuestion(solver, context, checksCalled(checks), task, assertWanted)
  } catch (thrown) {
    if (thrown instanceof Infeasible) return 'contradiction'
    throw thrown
  }
}

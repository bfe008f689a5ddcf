import type { Proven } from '#shared/disclosure/audit/audit-history.ts'
import type { Audited, GateProgress, ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { IV_BYTES } from '#shared/gcm.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import { HandedOut, handingOut, MOST_CELLS_HERE } from './audit-hand-out.ts'
import { decryptAttacked, decryptPiece, encryptPiece } from './audit-pieces.ts'
import type { AttackedPiece, Carrier } from './partials.ts'
import type { Services } from './services.ts'
import type { PiecesHandedOut } from './workflow-steps.ts'

/** The tabulation that an audit belongs to: nothing of another one is taken. */
type AuditOf = { readonly version: SurveyVersion; readonly release: number; readonly run: number }

/** Results and state that earlier calls of the same release left. */
type Earlier = { readonly proven: Proven; readonly from: GateProgress | undefined }

/** Throws when one of the pieces is of another tabulation, is gone or was changed. */
export async function earlierCalls(
  { studyKey }: Pick<Services, 'studyKey'>,
  carried: Pick<Carrier, 'fetch'>,
  of: AuditOf,
  attacked: readonly AttackedPiece[],
): Promise<Earlier> {
  if (attacked.some(({ run }) => run !== of.run)) throw new Error('a piece of an audit is of another run')
  const found = await Promise.all(
    attacked.map(async ({ piece, found }) => decryptAttacked(await carried.fetch(found), { kind: 'found', ...of, piece }, studyKey)),
  )
  const last = attacked.at(-1)?.piece
  const from = last === undefined ? undefined : decryptPiece(await carried.fetch(last), { kind: 'piece', ...of, piece: last }, studyKey)
  return { proven: new Map(found.flat()), from: from?.progress }
}

/**
 * Asks the gate about a candidate, from where the calls before came to. Gives the pieces of an audit that is too long for one call: it is asked again when they are
 * attacked, and passes nothing before.
 */
export async function auditInPieces(
  services: Services,
  carried: Pick<Carrier, 'lay'>,
  of: AuditOf,
  { solver, toAudit, earlier }: { readonly solver: Solver; readonly toAudit: ToAudit; readonly earlier: Earlier },
): Promise<Audited | PiecesHandedOut> {
  let progress: GateProgress | undefined
  try {
    return services.gate(solver, {
      ...toAudit,
      run: {
        ...earlier,
        attackAll: handingOut(services.mostCellsHere ?? MOST_CELLS_HERE),
        onStep: services.assertWanted,
        onRound: (begun) => {
          progress = begun
        },
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof HandedOut) || !progress) throw thrown
    return layPieces(services, carried, of, thrown, progress)
  }
}

async function layPieces(
  { studyKey, random }: Services,
  carried: Pick<Carrier, 'lay'>,
  of: AuditOf,
  { context, checks, pieces }: HandedOut,
  progress: GateProgress,
): Promise<PiecesHandedOut> {
  const laid = pieces.map((tasks) =>
    carried.lay(of.version.id, (piece) =>
      encryptPiece(
        { context, checks: checks.map(({ id }) => id), tasks, progress },
        { kind: 'piece', ...of, piece },
        studyKey,
        random(IV_BYTES),
      ),
    ),
  )
  return { pieces: (await Promise.all(laid)).map((piece) => ({ run: of.run, piece })) }
}

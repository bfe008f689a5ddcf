import { createHash } from 'node:crypto'
import type { Solver } from '../linear/solver.ts'
import type { StudyPlan } from './profile.ts'
import { CANDIDATES, redrawnOffsets } from './study-plan.ts'

/** Raise it when a change of the key audit may give a plan another verdict. */
const METHOD = 1

/**
 * The key with which a plan is checked before a survey opens. Everybody knows it and it protects nothing: what decides is whether the
 * labels of a plan can be drawn until each count keeps its candidates, and each release asks so again for the secret key of its study.
 * Any key would do; of a dozen, this one is among the quickest for the surveys that come with Chorus.
 */
const PUBLIC_KEY = new Uint8Array(createHash('sha256').update('chorus plan check 2').digest())

/** Throws KeyRefused where no offsets protect the tables of a plan. The verdict depends on `hashOfPlan` alone. */
export function assertProtectable(solver: Solver, study: StudyPlan): void {
  redrawnOffsets(solver, study, PUBLIC_KEY)
}

/** A hash of everything that `assertProtectable` looks at, which is no wording of a survey: two plans with one hash have one verdict. */
export function hashOfPlan({ profile, margins }: StudyPlan): string {
  const { rounding } = profile
  const asked = rounding
    ? { base: rounding.b, candidates: CANDIDATES, margins: margins().margins, shared: [...margins().shared] }
    : undefined
  return createHash('sha256')
    .update(JSON.stringify({ method: METHOD, asked }))
    .digest('hex')
}

import { errorClassOf } from '#functions/error-class.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import type { DrawCounters } from '#shared/disclosure/key-audit/key-audit.ts'
import { redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { definitionHash } from '#shared/disclosure/series/state.ts'
import { attackPiece } from './attack-step.ts'
import { carrier, MOST_INLINE } from './partials.ts'
import { planRun } from './plan-step.ts'
import { type RedrawnOf, runReleaseStep } from './release-step.ts'
import type { Services } from './services.ts'
import { tallyShard } from './tally-step.ts'
import type { Input, Output } from './workflow-steps.ts'

export type Tabulate = (input: Input) => Promise<Output>

/**
 * Makes the next release of a study: `plan` begins a run and names the shards, `tally` counts one, `release` adds the
 * counts up, protects and audits them by the profile of the approved survey and writes a candidate; of a long audit, `attack` does
 * a piece. Only protected numbers leave; the counts and the pieces go between the steps encrypted, and `tidy` removes what was laid aside.
 */
export function createTabulate(services: Services): Tabulate {
  const redrawn = redrawnOnce(services)
  const carried = carrier(services.partials, services.random, services.mostInline ?? MOST_INLINE)
  return async (input) => {
    if (input.step === 'tidy') {
      // A tally that stays behind is encrypted and expires by itself: no reason to lose the candidate that was made.
      await carried
        .tidy(input.tallies, input.attacked ?? [])
        .catch((error) => services.log({ event: 'failed', source: 'tabulate', step: 'tidy', error: errorClassOf(error) }))
      return input.made
    }
    const survey = await storedSurvey(services.community, input.survey)
    if (input.step === 'plan') return planRun(services, survey, input.release)
    if (input.step === 'attack') return attackPiece(services, carried, input)
    const study = studyPlan(survey)
    if (input.step === 'tally') return tallyShard(services, carried, study, input)
    return runReleaseStep(services, carried, study, input, redrawn)
  }
}

/** The redrawn offsets of a definition, worked out once. */
function redrawnOnce({ studyKey }: Services): RedrawnOf {
  const found = new Map<string, DrawCounters>()
  return (solver, study) => {
    const definition = definitionHash(study.survey)
    const counters = found.get(definition) ?? redrawnOffsets(solver, study, studyKey)
    found.set(definition, counters)
    return counters
  }
}

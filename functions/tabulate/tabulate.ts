import type { Counters } from '#shared/disclosure/key-audit/key-audit.ts'
import { redrawnOffsets } from '#shared/disclosure/series/redrawn.ts'
import { definitionHash } from '#shared/disclosure/series/state.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { planRun, readSurvey } from './plan-step.ts'
import { makeRelease } from './release-step.ts'
import type { Services } from './services.ts'
import type { Input, Output } from './steps.ts'
import { tallyShard } from './tally-step.ts'

export type Tabulate = (input: Input) => Promise<Output>

/**
 * Makes the next release of a study: `plan` begins a run and names the shards, `tally` counts one, `release` adds the
 * counts up, protects and audits them by the profile of the approved survey and writes a candidate. Only protected
 * numbers leave; the counts go between the steps sealed.
 */
export function createTabulate(services: Services): Tabulate {
  const redrawn = redrawnOnce(services)
  return async (input) => {
    const survey = await readSurvey(services.community, input.survey)
    if (input.step === 'plan') return planRun(services, survey, input.release)
    if (input.step === 'tally') return tallyShard(services, survey, input)
    return makeRelease(services, survey, input, await redrawn(survey))
  }
}

/** What follows from the key and a definition, worked out once for each. */
function redrawnOnce({ solver, studyKey }: Services): (survey: Survey) => Promise<Counters> {
  const found = new Map<string, Counters>()
  return async (survey) => {
    const definition = definitionHash(survey)
    const counters = found.get(definition) ?? redrawnOffsets(await solver(), survey, studyKey)
    found.set(definition, counters)
    return counters
  }
}

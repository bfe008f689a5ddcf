import { storedSurvey } from '#functions/stored-survey.ts'
import { noisyReport } from '#shared/disclosure/profiles/dp.ts'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { SUMS } from '#shared/release/release.ts'
import { folderOf, writeCandidate } from './candidate.ts'
import type { SeriesRecord } from './series-record.ts'
import type { Services } from './services.ts'

/**
 * Writes the last release of a record with noise, from the noisy sums it keeps, unless it is there. Such a release is paid for in the record
 * before it is written: written first, a run that broke down in between would leave it to readers of the bucket and draw again for the same
 * people, and two draws side by side tell more than was promised.
 */
export async function writeNoisyCandidate(
  { community, candidates }: Pick<Services, 'community' | 'candidates'>,
  { state, noise, drawn }: Pick<SeriesRecord, 'state' | 'noise' | 'drawn'>,
): Promise<void> {
  if (!state || !noise || !drawn) return
  const id = state.releases.at(-1) ?? ''
  if (await candidates.read(`${folderOf(drawn.survey.id, id, drawn.people)}${SUMS}`)) return
  const survey = await storedSurvey(community, drawn.survey)
  const report = noisyReport(studyPlan(survey), noise)
  const release = releaseOf({
    survey,
    report,
    release: state.release,
    date: drawn.date,
    previous: state.releases.at(-2),
    people: drawn.people,
  })
  if (release.id !== id) throw new Error(`release ${state.release} of ${survey.id} cannot be made again from what is remembered of it`)
  await writeCandidate(candidates, survey.id, release, drawn.people)
}

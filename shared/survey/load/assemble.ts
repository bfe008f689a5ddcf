import type { SurveyFile } from '../definition.ts'
import { byLanguage } from '../localized.ts'
import { purposeId, type SupportEntry, type Survey, survey, type Texts } from '../survey.ts'
import type { SurveyStructure } from './build-structure.ts'

/** Puts together what has been read, resolved and found right. */
export function assemble(file: SurveyFile, structure: SurveyStructure, support: SupportEntry[], texts: Record<string, Texts>): Survey {
  const { id, version, license, minutes, languages, consent, disclosure, plan, retention, release, access, abuse } = file
  const source = languages[0] ?? ''
  const assembled = {
    format: 'chorus-survey/1',
    id,
    version,
    license,
    minutes,
    languages,
    adultsOnly: true,
    sections: structure.sections.map(({ value, questions }) => ({ ...value, questions: questions.map((question) => question.value) })),
    consent: {
      version: consent.version,
      purposes: purposeId.options
        .filter((purpose) => consent.purposes[purpose])
        .map((purpose) => ({ id: purpose, required: consent.purposes[purpose] === 'required' })),
    },
    disclosure,
    plan,
    retention: { rawDays: retention.raw_days, storyDays: retention.story_days, codeDays: retention.code_days },
    support,
    release: { cadence: byLanguage(release.cadence, source), returnToCommunity: byLanguage(release.return_to_community, source) },
    ...(access === 'invitation' ? { access } : {}),
    ...(abuse?.proof_of_work ? { abuse: { proofOfWork: true } } : {}),
    ...(file.closes === undefined ? {} : { closes: file.closes }),
    ...(file.follow_up ? { followUp: true } : {}),
    ...(file.kept_ids ? { keptIds: file.kept_ids } : {}),
    texts,
  }
  // Through JSON, as a survey is stored: a key that holds nothing is no key.
  return survey.parse(JSON.parse(JSON.stringify(assembled)))
}

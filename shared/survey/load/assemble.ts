import type { SurveyFile } from '../definition.ts'
import { purposeId, type SupportEntry, type Survey, survey, type Texts } from '../survey.ts'
import type { Structure } from './structure.ts'

/** Puts together what has been read, resolved and found right. */
export function assemble(file: SurveyFile, structure: Structure, support: SupportEntry[], texts: Record<string, Texts>): Survey {
  const { id, version, license, minutes, languages, consent, disclosure, plan, retention, release } = file
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
    release: { cadence: release.cadence, returnToCommunity: release.return_to_community },
    texts,
  }
  // Through JSON, as a survey is stored: a key that holds nothing is no key.
  return survey.parse(JSON.parse(JSON.stringify(assembled)))
}

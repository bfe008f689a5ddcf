import type { StoriesContent } from '#shared/governance/entries.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Services } from '../services.ts'

export type StoryServices = Pick<Services, 'approvals' | 'boardroom' | 'stories' | 'clock' | 'candidates' | 'random'>

/** A reading that the board opened, at the moment at which somebody asks. */
export type StoryReading = {
  readonly stories: string
  readonly content: StoriesContent
  readonly version: SurveyVersion
  readonly now: Date
  readonly expires: number
}

import type { SurveyFile } from '../definition.ts'
import type { SurveyStructure } from './build-structure.ts'
import type { SurveyWords } from './words.ts'

/** One language of a survey: its own file, and the shared one behind it. */
export type LanguageWords = { readonly own: SurveyWords; readonly common: SurveyWords | undefined }

export type Needs = {
  readonly structure: SurveyStructure
  readonly blocks: Partial<SurveyFile>
  /** The source language, whose hints, stems and units every other language must have too. */
  readonly original: LanguageWords
}

/** The file that has the words for something: the survey's own, else the shared one. */
export function homeOf(kind: 'sections' | 'questions' | 'scales', id: string, { own, common }: LanguageWords): SurveyWords | undefined {
  return own[kind].has(id) ? own : common?.[kind].has(id) ? common : undefined
}

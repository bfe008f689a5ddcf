import type { SurveyFile } from '../definition.ts'
import type { Structure } from './build-structure.ts'
import type { Words } from './words.ts'

/** One language of a survey: its own file, and the shared one behind it. */
export type LanguageWords = { readonly own: Words; readonly common: Words | undefined }

export type Needs = {
  readonly structure: Structure
  readonly blocks: Partial<SurveyFile>
  /** The source language, whose hints, stems and units every other language must have too. */
  readonly original: LanguageWords
}

/** The file that has the words for something: the survey's own, else the shared one. */
export function homeOf(kind: 'sections' | 'questions' | 'scales', id: string, { own, common }: LanguageWords): Words | undefined {
  return own[kind].has(id) ? own : common?.[kind].has(id) ? common : undefined
}

import { door } from './en/door.ts'
import { house } from './en/house.ts'
import { survey } from './en/survey.ts'

/**
 * Every word of the pages that is not a survey's own. Plain and warm, grade 8 or below, and the same whatever a survey
 * is about: titles stay in the history of a phone that others may hold.
 */
export const en = { ...house, ...survey, door }

export type Words = typeof en

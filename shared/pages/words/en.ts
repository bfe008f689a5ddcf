import { access } from './en/access.ts'
import { site } from './en/site.ts'
import { survey } from './en/survey.ts'

/**
 * Every word of the pages that is not a survey's own. Plain and warm, grade 8 or below, and the same whatever a survey
 * is about: titles stay in the history of a phone that others may hold.
 */
export const en = { ...site, ...survey, access }

export type Words = typeof en

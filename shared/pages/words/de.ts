import { access } from './de/access.ts'
import { site } from './de/site.ts'
import { survey } from './de/survey.ts'
import type { Words } from './en.ts'

export const words: Words = { ...site, ...survey, access }

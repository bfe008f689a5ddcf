import { access } from './ar/access.ts'
import { site } from './ar/site.ts'
import { survey } from './ar/survey.ts'
import type { Words } from './en.ts'

export const words: Words = { ...site, ...survey, access }

import type { Words } from './en.ts'
import { access } from './es/access.ts'
import { site } from './es/site.ts'
import { survey } from './es/survey.ts'

export const words: Words = { ...site, ...survey, access }

import { door } from './ar/door.ts'
import { house } from './ar/house.ts'
import { survey } from './ar/survey.ts'
import type { Words } from './en.ts'

export const words: Words = { ...house, ...survey, door }

import type { Words } from './en.ts'
import { door } from './es/door.ts'
import { house } from './es/house.ts'
import { survey } from './es/survey.ts'

export const words: Words = { ...house, ...survey, door }

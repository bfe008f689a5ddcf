import * as z from 'zod'
import { sentence } from './ids.ts'

const day = z.iso.date({ error: 'write a day such as 2026-11-21' })

/** A record that people from the community went through the wording of one language: when, how many, and who of the board says so. */
export const review = z.strictObject({ on: day, by: sentence, people: z.int().min(1) })

/** As people write it, in a file in which everything is text. */
export const authoredReview = z.strictObject({
  on: day.describe('The day of the last interview'),
  by: sentence.describe('The name under which a member of the board answers for it'),
  people: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'write how many people, such as 5')
    .transform(Number)
    .describe('How many people from the community went through it, each with an interviewer'),
})

export const UNREVIEWED = 'unreviewed'

import * as z from 'zod'
import { questionId } from './ids.ts'

/** More would not fit the first page of a report. */
export const MOST_LEADING = 3

/**
 * The rule for which findings lead a report, as a survey's plan fixes it. All of it may be left out. It names questions and no answers or
 * roll-ups: a plan that did could lead with one side of a question however few chose it.
 */
export const leadRule = z.strictObject({
  questions: z
    .array(questionId)
    .min(1, 'name at least one question, or leave "questions" out')
    .optional()
    .describe(
      'Questions whose findings may lead, in this order; without it, every closed question of the main parts, in the order of the survey',
    ),
  most: z.int().min(1).max(MOST_LEADING).optional().describe('How many findings lead at most: 1, 2 or 3 (default 3)'),
  order: z
    .enum(['as_listed', 'largest_first'])
    .optional()
    .describe(
      'as_listed (default): the first that have a published answer; largest_first: those with the largest percentage of those asked',
    ),
})

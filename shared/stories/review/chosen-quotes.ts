import * as z from 'zod'
import { language, questionId } from '#shared/survey/ids.ts'
import { proposed } from './decision.ts'

/** The quotes that both readers agreed on, before it is known which groups a report shows. */
export const chosenQuotes = z.strictObject({
  quotes: z
    .array(z.strictObject({ question: questionId, language, quote: proposed }))
    .min(1)
    .max(200),
  /** Every quote that there could be, or a choice of them. */
  how: z.enum(['all', 'chosen']),
  /** From about how many people, as a step of five. */
  from: z.strictObject({ low: z.int(), high: z.int() }),
  someWereRemoved: z.boolean(),
})
export type ChosenQuotes = z.infer<typeof chosenQuotes>

import * as z from 'zod'

const most = (fallback: number) => z.int().min(1).max(1_000_000_000).default(fallback)

/**
 * The limits of each kind of request in one window of ten minutes, over everybody: nobody is told from anybody else. The topology
 * sets them; these are the values where it sets none.
 */
export const limits = z
  .strictObject({
    /** Visits that begin; each keeps a draft. */
    visits: most(240_000),
    /** Answers sent, over all surveys: 400 a second for ten minutes. */
    sends: most(240_000),
    /** Answers sent to one survey: 200 a second for ten minutes. */
    surveySends: most(120_000),
    /** Answers to one survey sent without the work that it asks browsers for: 2 a second for ten minutes. */
    unworkedSends: most(1200),
    /** One-page forms with errors, which are kept until they are sent again. */
    forms: most(60_000),
    withdrawals: most(30_000),
    /** Ways to be reached that people leave. */
    contacts: most(6000),
  })
  .readonly()
export type Limits = z.infer<typeof limits>

/** The same from an environment variable: a JSON object. */
export const limitsText = z
  .string()
  .default('{}')
  .transform((text, context) => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('limits are written as a JSON object, such as {"sends": 240000}')
      return z.NEVER
    }
  })
  .pipe(limits)

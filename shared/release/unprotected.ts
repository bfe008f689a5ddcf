import * as z from 'zod'

/** The word in place of a release's number, in files of exact numbers. */
export const UNPROTECTED = 'unprotected'

const unprotected = z.looseObject({ release: z.literal(UNPROTECTED) })

/** Whether a methods.json says of its own numbers that nothing protects them. False for anything else, also for no JSON. */
export function isUnprotected(methodsJson: string): boolean {
  try {
    return unprotected.safeParse(JSON.parse(methodsJson)).success
  } catch {
    return false
  }
}

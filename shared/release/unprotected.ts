import * as z from 'zod'

/** The word in place of a release's number, in files of exact numbers. */
export const UNPROTECTED = 'unprotected'

const unprotected = z.looseObject({ release: z.literal(UNPROTECTED) })

/** Whether the text of a methods.json says that its numbers are not protected. False for any other text. */
export function isUnprotected(methodsJson: string): boolean {
  try {
    return unprotected.safeParse(JSON.parse(methodsJson)).success
  } catch {
    return false
  }
}

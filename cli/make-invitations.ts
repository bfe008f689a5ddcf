import { invitationMark } from '#shared/invitation/invitation-marks.ts'
import { formatCode } from '#shared/response/receipt.ts'
import type { Invitations } from '#shared/storage/access-repositories.ts'

/** 80 bits: a code that nobody can guess, and that a person can type. */
const CODE_BYTES = 10

/**
 * Makes `count` invitation codes for a survey, stores a mark of each, and gives the codes, which are stored nowhere. The marks are stored
 * sorted by their bytes, so the store does not show in which order the codes were printed.
 */
export async function makeInvitations(
  invitations: Pick<Invitations, 'add'>,
  survey: string,
  count: number,
  random: (bytes: number) => Uint8Array,
): Promise<string[]> {
  const codes = Array.from({ length: count }, () => random(CODE_BYTES))
  const marks = codes.map((bits) => invitationMark(bits, survey)).toSorted(Buffer.compare)
  for (const mark of marks) await invitations.add(survey, mark)
  return codes.map(formatCode)
}

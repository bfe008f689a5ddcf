import { invitationMark } from '#shared/invitation/invitation-marks.ts'
import { formatCode } from '#shared/response/receipt.ts'
import type { Invitations } from '#shared/storage/access-repositories.ts'

/** 80 bits: nobody guesses one, and a person can type it. */
const CODE_BYTES = 10

/**
 * Makes invitations to a survey and keeps their marks. The codes are returned and kept nowhere. Marks are stored in the
 * order of their bytes, which is that of no list: which code was first on paper cannot be told from the store.
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

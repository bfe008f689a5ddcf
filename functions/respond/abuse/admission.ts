import { type Admission, admissionOf, holderOf, invitationMark, usedMark } from '#shared/invitation/invitation-marks.ts'
import { parseCode } from '#shared/response/receipt.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { FIELD } from '../fields.ts'
import type { Services } from '../services.ts'

type Stores = Pick<Services, 'repositories' | 'pepper'>

/** The fault of an invitation code. The words for it on pages have the same name. */
type InvitationError = 'missing' | 'wrong' | 'unknown' | 'used'

type Wrong = { readonly error: InvitationError }

/** The code in a form. Where the survey is open to everybody, none is asked for. */
export function invitationIn(survey: Survey, form: URLSearchParams): { readonly codeBits?: Uint8Array } | Wrong {
  if (!survey.access) return {}
  const typed = form.get(FIELD.invitation) ?? ''
  if (typed.trim() === '') return { error: 'missing' }
  const codeBits = parseCode(typed)
  return codeBits ? { codeBits } : { error: 'wrong' }
}

/** The first step: exchanges a code for an admission (hex, as a draft keeps it), and writes nothing. */
export async function admit(
  { repositories: { invitations } }: Stores,
  survey: Survey,
  { codeBits }: { readonly codeBits?: Uint8Array },
): Promise<{ readonly admission?: string } | Wrong> {
  if (!survey.access) return {}
  if (!codeBits || !(await invitations.isKnown(survey.id, invitationMark(codeBits, survey.id)))) return { error: 'unknown' }
  return { admission: Buffer.from(admissionOf(codeBits, survey.id)).toString('hex') }
}

/** Whether answers were sent with this admission before. It is asked when a visit begins, so that nobody answers in vain. */
export async function isSpent(
  { repositories: { invitations }, pepper }: Stores,
  survey: Survey,
  admission: string | undefined,
): Promise<boolean> {
  return admission !== undefined && invitations.isUsed(survey.id, usedMark(pepper, bytesOf(admission)))
}

/**
 * The second step, in which no code is in sight: spends an admission for one response. False when it was spent for
 * another. Where everybody may come, there is nothing to spend.
 */
export async function spend(
  { repositories: { invitations }, pepper }: Stores,
  survey: Survey,
  admission: string | undefined,
  receiptBits: Uint8Array,
): Promise<boolean> {
  if (!survey.access) return true
  if (admission === undefined) return false
  return invitations.use(survey.id, usedMark(pepper, bytesOf(admission)), holderOf(pepper, receiptBits))
}

function bytesOf(admission: string): Admission {
  return new Uint8Array(Buffer.from(admission, 'hex'))
}

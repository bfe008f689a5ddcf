import * as z from 'zod'
import { language, plainId, sentence } from './ids.ts'
import { authoredWords, localized } from './localized.ts'

/** Shown as a link: nothing but https may become one. */
const webAddress = z.url({ protocol: /^https$/, error: 'write a whole address that starts with https://' })

const day = z.iso.date({ error: 'write a day such as 2026-11-21' })

const cost = z.enum(['free', 'local', 'unknown'])
const channel = z.discriminatedUnion('kind', [
  /** A number, or what to send to it, which may differ by language. */
  z.strictObject({ kind: z.enum(['call', 'text']), value: authoredWords, cost }),
  z.strictObject({ kind: z.enum(['chat', 'web']), value: webAddress, cost }),
])

export const supportEntry = z.strictObject({
  id: plainId,
  /** ISO 3166 country, country-subdivision, or `*`. */
  region: z.string().regex(/^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/, 'write a country such as US, a part of one such as US-IL, or "*"'),
  name: localized,
  peerRun: z.boolean(),
  channels: z.array(channel).min(1),
  hours: localized,
  languages: z.array(language).min(1),
  contactsEmergencyServices: z.enum(['never', 'with_consent_only', 'may_without_consent', 'unknown']),
  policyUrl: webAddress.optional(),
  /** The day on which it was tried out, and by whom; absent while nobody has. */
  lastVerified: day.optional(),
  verifiedBy: sentence.optional(),
})
export type SupportEntry = z.infer<typeof supportEntry>

import * as z from 'zod'
import { day } from '#shared/governance/days.ts'
import { plainId, sha256Hex } from '#shared/survey/ids.ts'

const texts = z.record(z.string(), z.string())

/** The data that a page about stories gives its script: from the public ledger, the survey and the words of the language. No secret. */
export const deskData = z.strictObject({
  by: plainId,
  /** The public half that the ledger names as this person's key for stories; empty where there is none. */
  held: z.string(),
  /** For the passkey: its site, and its id in base64url. */
  site: z.string(),
  credential: z.string(),
  ledger: sha256Hex,
  charter: sha256Hex,
  seen: sha256Hex,
  day,
  /** The proposal that opened the stories; empty on the page where a key is made. */
  stories: z.string(),
  /** The version of the survey that they were written under, by the hash of its bytes; empty on that page. */
  survey: z.string(),
  readers: z.array(z.strictObject({ id: plainId, key: z.string(), signers: z.array(z.string()) })),
  questions: texts,
  say: texts,
})
export type DeskData = z.infer<typeof deskData>

import * as z from 'zod'
import { limitsText } from './abuse/limits.ts'

const key = z
  .base64()
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === 32, 'a key is 32 bytes in base64')

/** The environment of the function, as the deployment sets it. */
export const config = z.object({
  CHORUS_TABLE_DRAFTS: z.string().min(1),
  CHORUS_TABLE_RESPONSES: z.string().min(1),
  CHORUS_TABLE_STORIES: z.string().min(1),
  CHORUS_TABLE_WITHDRAWALS: z.string().min(1),
  CHORUS_TABLE_COMMUNITY: z.string().min(1),
  CHORUS_TABLE_INVITATIONS: z.string().min(1),
  CHORUS_TABLE_FOLLOWUPS: z.string().min(1),
  CHORUS_TABLE_BUDGETS: z.string().min(1),
  CHORUS_SECRET_PEPPER: key,
  CHORUS_PUBLIC_STORY_KEY: key,
  /** A page that is the same for everybody, and that nobody has to explain having open. */
  CHORUS_LEAVE_TO: z.url({ protocol: /^https$/ }).default('https://www.wikipedia.org/'),
  CHORUS_LIMITS: limitsText,
  AWS_REGION: z.string().min(1),
  /** Only where the database is not the region's own. */
  AWS_ENDPOINT_URL: z.url().optional(),
})
export type Config = z.infer<typeof config>

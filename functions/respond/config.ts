import * as z from 'zod'
import { keyText } from '#functions/key-text.ts'
import { sha256Hex } from '#shared/survey/ids.ts'
import { limitsText } from './abuse/limits.ts'

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
  CHORUS_SECRET_PEPPER: keyText,
  CHORUS_SECRET_RESPONSE_KEY: keyText,
  CHORUS_PUBLIC_STORY_KEY: keyText,
  /** A page that is the same for everybody, and that nobody has to explain having open. */
  CHORUS_LEAVE_TO: z.url({ protocol: /^https$/ }).default('https://www.wikipedia.org/'),
  CHORUS_LIMITS: limitsText,
  /** The hash of the board's founding charter. Without a board, only trials are served. */
  CHORUS_BOARD: sha256Hex.optional(),
  AWS_REGION: z.string().min(1),
  /** Only where the database is not the region's own. */
  AWS_ENDPOINT_URL: z.url().optional(),
})
export type Config = z.infer<typeof config>

import * as z from 'zod'
import { keyText } from '#functions/key-text.ts'
import { sha256Hex } from '#shared/survey/ids.ts'

/** The environment of the function, as the deployment sets it. */
export const config = z.object({
  CHORUS_TABLE_COMMUNITY: z.string().min(1),
  CHORUS_TABLE_BOARDROOM: z.string().min(1),
  CHORUS_TABLE_STORIES: z.string().min(1),
  CHORUS_SECRET_BOARD_KEY: keyText,
  /** The private key of the ledger's log, PKCS #8 in base64, where the data folder keeps one; else it is made from the board key. */
  CHORUS_LOG_KEY: z.base64().optional(),
  CHORUS_BUCKET_CANDIDATES: z.url(),
  CHORUS_BUCKET_FINDINGS: z.url(),
  /** The hash of the board's founding charter. Without a board, nothing is published. */
  CHORUS_BOARD: sha256Hex.optional(),
  AWS_REGION: z.string().min(1),
  /** Only where the database is not the region's own. */
  AWS_ENDPOINT_URL: z.url().optional(),
})
export type Config = z.infer<typeof config>

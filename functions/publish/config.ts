import * as z from 'zod'
import { sha256Hex } from '#shared/survey/ids.ts'

/** The environment of the function, as the deployment sets it. */
export const config = z.object({
  CHORUS_TABLE_COMMUNITY: z.string().min(1),
  CHORUS_TABLE_BOARDROOM: z.string().min(1),
  CHORUS_TABLE_STORIES: z.string().min(1),
  CHORUS_BUCKET_CANDIDATES: z.url(),
  CHORUS_BUCKET_FINDINGS: z.url(),
  /** The hash of the board's founding charter. Without a board, nothing is published. */
  CHORUS_BOARD: sha256Hex.optional(),
  AWS_REGION: z.string().min(1),
  /** Only where the database is not the region's own. */
  AWS_ENDPOINT_URL: z.url().optional(),
})

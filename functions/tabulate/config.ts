import * as z from 'zod'
import { keyText } from '#functions/key-text.ts'

/** The environment of the function, as the deployment sets it. */
export const config = z.object({
  CHORUS_TABLE_RESPONSES: z.string().min(1),
  CHORUS_TABLE_COMMUNITY: z.string().min(1),
  CHORUS_TABLE_SERIES: z.string().min(1),
  CHORUS_BUCKET_CANDIDATES: z.url(),
  CHORUS_BUCKET_PARTIALS: z.url(),
  CHORUS_SECRET_STUDY_KEY: keyText,
  CHORUS_SECRET_RESPONSE_KEY: keyText,
  AWS_REGION: z.string().min(1),
  /** Only where the database is not the region's own. */
  AWS_ENDPOINT_URL: z.url().optional(),
})
export type Config = z.infer<typeof config>

import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import * as z from 'zod'
import { plainId, sha256Hex } from '#shared/survey/ids.ts'
import type { Survey } from '#shared/survey/survey.ts'

/**
 * The memory between the releases of a study, which is never published. It holds true counts of groups, and no answer. The
 * release in which each member was counted first is kept beside it (membership.ts).
 */
export const seriesState = z
  .strictObject({
    format: z.literal('chorus-series/1'),
    study: plainId,
    /** The last release made. */
    release: z.int().min(1),
    /** `definitionHash` of the survey at the first release. */
    definition: sha256Hex,
    /** The number of people whom the last release counted. */
    members: z.int().min(0),
    /** For each group (and '' for everyone), the release it was last counted in and how many people it then had. */
    slices: z.record(z.string(), z.strictObject({ asOf: z.int().min(1), base: z.int().min(0) })),
    /** The hash of each release, the first one first. */
    releases: z.array(sha256Hex),
    /** The number of people who took their answers back before each release: the audit takes these numbers as known to everybody. */
    withdrawals: z.array(z.int().min(0)),
    /** By release, the groups whose last numbers it repeated to protect somebody although enough people had come or left. */
    repeated: z.record(z.string().regex(/^[1-9]\d*$/), z.array(z.string())).optional(),
  })
  .refine(({ release, releases }) => releases.length === release, 'a series lists each of its releases')
  .refine(({ release, withdrawals }) => withdrawals.length === release, 'a series lists the withdrawals before each release')
  .refine(({ release, slices }) => Object.values(slices).every(({ asOf }) => asOf <= release), 'a group was counted in a later release')

export type SeriesState = Readonly<z.infer<typeof seriesState>>

/**
 * SHA-256, as hex, of everything that says which people a number counts: questions, answers, conditions, tables, protection and who may answer. Two numbers
 * can only be compared, and their protection only be audited together, when this is the same. Wording, languages and
 * support entries may change.
 */
export function definitionHash({ id, sections, plan, disclosure, access }: Survey): string {
  return createHash('sha256')
    .update(canonicalize({ id, sections, plan, disclosure, ...(access ? { access } : {}) }) ?? '')
    .digest('hex')
}

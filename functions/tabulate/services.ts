import type { Gate } from '#shared/disclosure/audit/release-gate.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import type { Log } from '#shared/log.ts'
import type { Bucket, Community, Responses, Series } from '#shared/storage/repositories.ts'
import type { Partials } from './partials.ts'

/** The services that tabulation needs. */
export type Services = {
  readonly responses: Pick<Responses, 'entries'>
  readonly community: Pick<Community, 'readSurvey' | 'versions'>
  readonly series: Series
  readonly candidates: Pick<Bucket, 'put' | 'read'>
  readonly partials: Partials
  /** Encrypted tallies of more bytes go by way of `partials`; without it, those that a workflow service would not carry. */
  readonly mostInline?: number
  /** An audit of more cells is handed out; without it, of more than `MOST_CELLS_HERE`. */
  readonly mostCellsHere?: number
  readonly studyKey: StudyKey
  readonly solver: () => Promise<Solver>
  /** Every release passes it, or there is none. */
  readonly gate: Gate
  /** `YYYY-MM-DD`. Nothing here needs to know the hour. */
  readonly today: () => string
  readonly random: (bytes: number) => Uint8Array
  /** Called between parts of long work. Throws when nobody waits for it any more. */
  readonly assertWanted: () => void
  readonly log: Log
}

import { errorClassOf } from '#functions/error-class.ts'
import type { Log } from '#shared/log.ts'
import type { Invitations } from '#shared/storage/access-repositories.ts'
import { type Community, type KeepingLog, type Responses, SHARDS, type Stories, type Withdrawals } from '#shared/storage/repositories.ts'
import { countWeekly } from './count-weekly.ts'
import { deleteShard } from './delete-shard.ts'
import { planDay } from './plan-day.ts'
import type { Input, Output } from './retention-steps.ts'
import { withdrawAgain } from './withdraw-again.ts'

/** The services that retention needs. It can list keys and delete what lies under them, and read none of it. */
export type Services = {
  readonly responses: Pick<Responses, 'ids' | 'remove'>
  readonly stories: Pick<Stories, 'ids' | 'remove'>
  readonly withdrawals: Pick<Withdrawals, 'marks'>
  readonly invitations: Pick<Invitations, 'removeAll'>
  readonly community: Pick<Community, 'readSurvey' | 'versions' | 'listOpen' | 'shut'>
  readonly keepingLog: KeepingLog
  /** Keys receipt codes: 32 bytes. */
  readonly pepper: Uint8Array
  /** `YYYY-MM-DD`, UTC. */
  readonly today: () => string
  readonly random: (bytes: number) => Uint8Array
  readonly log: Log
}

export type Retain = (input: Input) => Promise<Output>

/**
 * Keeps what the consent texts promise. Every day, `plan` closes surveys whose time is over and names what has to go (and once a week
 * notes roughly how many have answered), and
 * `delete` empties one shard of it. After a restore, `marks` names the shards of what was withdrawn, and `withdraw`
 * deletes again what the backup has brought back. Each step can be repeated at any time.
 */
export function createRetain(services: Services): Retain {
  return async (input) => {
    if (input.step === 'plan') {
      const parts = await planDay(services)
      // Answers that were promised to be deleted do not wait for a count.
      await countWeekly(services).catch((thrown: unknown) =>
        services.log({ event: 'failed', source: 'retain', step: 'plan', error: errorClassOf(thrown) }),
      )
      return { parts }
    }
    if (input.step === 'marks') return { shards: Array.from({ length: SHARDS }, (_, shard) => shard) }
    if (input.step === 'delete') await deleteShard(services, input.part)
    else await withdrawAgain(services, input.shard)
    return {}
  }
}

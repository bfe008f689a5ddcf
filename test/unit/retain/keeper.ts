import { createRetain, type Services } from '#functions/retain/retain.ts'
import { createLog } from '#shared/log.ts'
import { type Deletion, type KeepingLog, type OpenedAs, type Participation, SHARDS } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Memory } from '#test/unit/respond/helpers/memory.ts'
import { PEPPER } from '#test/unit/respond/helpers/town.ts'

type Kept<T> = ReadonlyMap<string, T>
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const shardOf = (id: Uint8Array) => (id[0] ?? 0) % SHARDS

/** Retention over the stores of a town, with a day of its own; `runDay` is what the schedule does. */
export function keeperOf(memory: Memory, day: { today: string }) {
  const lines: string[] = []
  const uninvited = new Set<string>()
  const openings = new Map<string, { version: SurveyVersion; day: string }>()
  const ways = new Map<string, OpenedAs>()
  let latest: string | undefined
  const participation = new Map<string, Participation>()
  const deletions = new Map<string, Deletion>()
  const keepingLog: KeepingLog = {
    async markOpened(version, since) {
      const before = openings.get(version.hash)
      if (!before || before.day > since) openings.set(version.hash, { version, day: since })
    },
    async noteOpeningAs({ hash }, as) {
      const first = ways.get(hash) ?? as
      ways.set(hash, first)
      return first
    },
    openedAs: async ({ hash }) => ways.get(hash),
    openings: async () => [...openings.values()],
    async noteDeletion(deletion) {
      const key = `${deletion.version.hash} ${deletion.what}`
      if (!deletions.has(key)) deletions.set(key, deletion)
    },
    deletions: async () => [...deletions.values()],
    async noteParticipation(each, week) {
      const before = participation.get(each.version.hash)
      if (!before || before.day < week) participation.set(each.version.hash, each)
    },
    participation: async () => [...participation.values()],
    latestDay: async () => latest,
    sawDay: async (day) => {
      if (latest === undefined || latest < day) latest = day
    },
    confirmDay: async (day) => {
      latest = day
    },
  }
  const repository = <T extends { readonly id: Uint8Array }>(kept: Map<string, T>) => ({
    async *ids({ id, hash }: SurveyVersion, shard: number) {
      yield [...(kept as Kept<T>)]
        .filter(([key, each]) => key.startsWith(`${id} ${hash} `) && shardOf(each.id) === shard)
        .map(([, each]) => each.id)
    },
    async remove({ id, hash }: SurveyVersion, key: Uint8Array) {
      kept.delete(`${id} ${hash} ${hex(key)}`)
    },
  })
  const services: Services = {
    responses: repository(memory.kept.responses),
    stories: repository(memory.kept.stories),
    withdrawals: {
      async *marks(shard) {
        yield [...memory.kept.withdrawals.values()].filter(({ mark }) => shardOf(mark) === shard)
      },
    },
    invitations: { removeAll: async (survey) => void uninvited.add(survey) },
    community: memory.community,
    keepingLog,
    pepper: PEPPER,
    today: () => day.today,
    random: (bytes) => new Uint8Array(bytes).fill(3),
    log: createLog((line) => lines.push(line)),
  }
  const retain = createRetain(services)
  return {
    services,
    lines,
    /** Surveys whose invitations were removed. */
    uninvited,
    keepingLog,
    /** As after many days of running, unless the clock jumped. */
    async runDay(since: 'day after day' | 'the clock jumped' = 'day after day'): Promise<void> {
      if (since === 'day after day') latest = undefined
      const { parts = [] } = await retain({ step: 'plan' })
      for (const part of parts) await retain({ step: 'delete', part })
    },
    async restored(): Promise<void> {
      const { shards = [] } = await retain({ step: 'marks' })
      for (const shard of shards) await retain({ step: 'withdraw', shard })
    },
  }
}

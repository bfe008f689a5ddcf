import canonicalize from 'canonicalize'
import * as z from 'zod'
import { noiseMemory } from '#shared/disclosure/profiles/dp-budget.ts'
import { seriesState } from '#shared/disclosure/series/state.ts'
import { people } from '#shared/release/standing.ts'
import { type Series, SHARDS } from '#shared/storage/repositories.ts'
import { plainId, sha256Hex } from '#shared/survey/ids.ts'
import { attempt } from './partials.ts'
import { Overtaken } from './turn.ts'
import { made } from './workflow-steps.ts'

/** A set of members in each shard, in the order of the shards. */
const memberSets = z.array(z.strictObject({ run: z.int().min(1), attempt })).length(SHARDS)

/** The parts of a noisy release that are not in its sums: with them it can be made again, byte for byte. */
const drawnFor = z.strictObject({ survey: z.strictObject({ id: plainId, hash: sha256Hex }), date: z.iso.date(), people })

/** The stored record of a study: the memory of its releases, and the run at work on the next one. */
const seriesRecord = z.strictObject({
  format: z.literal('chorus-series-record/1'),
  /** Absent before the first release. */
  state: seriesState.optional(),
  /** The memory of a profile that adds noise, with the cost of a refusal. */
  noise: noiseMemory.optional(),
  /** With noise: how to make the last release again from its sums. */
  drawn: drawnFor.optional(),
  /** The members that `state` is about. */
  members: memberSets.optional(),
  /** The run that may write next. Which survey versions it counts is fixed at its start. */
  running: z.strictObject({ run: z.int().min(1), versions: z.array(sha256Hex).min(1) }).optional(),
  /** The outcome of the last finished run, given again when the same run is asked again. */
  finished: z.strictObject({ run: z.int().min(1), outcome: made }).optional(),
})
export type SeriesRecord = Readonly<z.infer<typeof seriesRecord>>

export type Stored = { readonly revision: number; readonly record: SeriesRecord }

export async function readRecord(series: Pick<Series, 'read'>, study: string): Promise<Stored> {
  const stored = await series.read(study)
  if (!stored) return { revision: 0, record: { format: 'chorus-series-record/1' } }
  return { revision: stored.revision, record: seriesRecord.parse(JSON.parse(new TextDecoder().decode(stored.state))) }
}

/** Writes a record over the revision before it: the one write by which a release becomes part of a series. Throws Overtaken. */
export async function writeRecord(series: Pick<Series, 'replace'>, study: string, { revision, record }: Stored): Promise<void> {
  const state = new TextEncoder().encode(canonicalize(seriesRecord.parse(record)) ?? '')
  if (!(await series.replace(study, { revision, state }))) throw new Overtaken()
}

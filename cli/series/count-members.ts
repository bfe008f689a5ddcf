import { codedResponses, type ResponsesFile } from '#cli/count-file.ts'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { type Admitted, addMembers as count, nobodyCounted, tablesOf } from '#shared/disclosure/series/counted-members.ts'
import { countedSince, type Member, type Membership, memberOf } from '#shared/disclosure/series/membership.ts'
import type { Snapshot } from '#shared/disclosure/series/next-release.ts'

const ORDINAL_BYTES = 4

/**
 * Counts a file for the next release of its study. Rows have no ids, so a row is known by its answers and by how many
 * equal rows came before it: a file that grows and shrinks is then the same people, and a few others.
 */
export async function countMembers(
  study: StudyPlan,
  file: ResponsesFile,
  key: StudyKey,
  { known, release, signal }: { readonly known: Membership; readonly release: number; readonly signal?: AbortSignal | undefined },
): Promise<{ snapshot: Snapshot; members: Membership }> {
  const { size } = study.plan.codebook
  const { pace } = study.profile
  const members = new Map<Member, number>()
  const equal = new Map<string, number>()
  let counted = nobodyCounted(study, release)
  const misfits = new Set<string>()
  for await (const packed of codedResponses(study.survey, file, (question) => misfits.add(question))) {
    signal?.throwIfAborted()
    const admitted: Admitted[] = []
    for (let at = 0; at < packed.length; at += size) {
      const row = packed.subarray(at, at + size)
      const id = numbered(row, equal)
      const member = memberOf(key, id)
      const since = countedSince(key, pace, { known, release }, member)
      if (since === undefined) continue
      members.set(member, since)
      admitted.push({ id, answers: row, since })
    }
    counted = count(counted, study, key, admitted)
  }
  if (misfits.size > 0) console.error(misfitting([...misfits]))
  return { snapshot: { study, tables: tablesOf(counted), cohorts: counted.cohorts }, members }
}

function misfitting(questions: readonly string[]): string {
  return `Some rows do not fit the survey's conditions in ${questions.join(', ')}. There they count as not shown, or as skipped, as they would if these people had answered here. If that is wrong, correct the condition in survey.yaml.`
}

function numbered(row: Uint8Array, equal: Map<string, number>): Uint8Array {
  const name = Buffer.from(row).toString('latin1')
  const ordinal = equal.get(name) ?? 0
  equal.set(name, ordinal + 1)
  const suffix = Buffer.alloc(ORDINAL_BYTES)
  suffix.writeUInt32BE(ordinal)
  return Buffer.concat([row, suffix])
}

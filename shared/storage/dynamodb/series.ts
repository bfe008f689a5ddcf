import * as z from 'zod'
import { type MemberSet, type Series, SHARDS } from '../repositories.ts'
import { bytes, text, whole } from './attributes.ts'
import type { Item, Table } from './dynamodb-table.ts'

const stored = z.object({ revision: whole, content: bytes }).transform(({ revision, content }) => ({ revision, state: content }))
const block = z.object({ content: bytes })
const named = z.object({ sk: text })

/**
 * One item a study for its state, and one a block of members, in a partition a shard. A write whose answer got lost is
 * sent again by the SDK: finding exactly its own bytes is then success.
 */
export function seriesOn(table: Table): Series {
  return {
    async read(study) {
      const item = await table.get(stateKey(study))
      return item && stored.parse(item)
    },

    replace: (study, { revision, state }) =>
      table.put(
        { ...stateKey(study), revision: { N: String(revision) }, content: { B: state } },
        {
          expression: `${revision === 1 ? 'attribute_not_exists(pk)' : 'revision = :before'} OR (revision = :revision AND content = :content)`,
          values: {
            ...(revision === 1 ? {} : { ':before': { N: String(revision - 1) } }),
            ':revision': { N: String(revision) },
            ':content': { B: state },
          },
        },
      ),

    async writeMembers(study, shard, set, blocks) {
      for (const [i, each] of blocks.entries()) {
        await table.put({ pk: { S: partitionOf(study, shard) }, sk: { S: `${nameOf(set)}${numbered(i)}` }, content: { B: each } })
      }
    },

    async readMembers(study, shard, set) {
      const found: Uint8Array[] = []
      for await (const page of table.pages({ pk: partitionOf(study, shard), startsWith: nameOf(set), attributes: 'content' })) {
        found.push(...page.map((item) => block.parse(item).content))
      }
      return found
    },

    async clearMembers(study, shard, upTo, keep) {
      const pk = partitionOf(study, shard)
      const names: string[] = []
      for await (const page of table.pages({ pk, attributes: 'sk' })) names.push(...page.map((item) => named.parse(item).sk))
      const old = names.filter((name) => name < numbered(upTo + 1) && !(keep && name.startsWith(nameOf(keep))))
      for (const sk of old) await table.remove({ pk: { S: pk }, sk: { S: sk } })
    },
  }
}

function stateKey(study: string): Item {
  return { pk: { S: study }, sk: { S: 'state' } }
}

function partitionOf(study: string, shard: number): string {
  if (!Number.isInteger(shard) || shard < 0 || shard >= SHARDS) throw new RangeError(`shards are numbered 0 to ${SHARDS - 1}`)
  return `${study}#${shard}`
}

function nameOf({ run, attempt }: MemberSet): string {
  return `${numbered(run)}#${attempt}#`
}

/** So that names sort as their numbers do. */
function numbered(number: number): string {
  return String(number).padStart(12, '0')
}

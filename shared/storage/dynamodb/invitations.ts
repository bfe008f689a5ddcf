import type { Invitations } from '../access-repositories.ts'
import type { Item, Table } from './dynamodb-table.ts'

/**
 * Two lists a survey: the marks of its invitations, which never change, and the marks of those that were used. A mark of
 * one list cannot be told from the other without the invitation's code and the pepper (shared/invitation/invitation-marks.ts).
 */
export function invitationsOn(table: Table): Invitations {
  return {
    async add(survey, mark) {
      await table.put(keyOf('made', survey, mark))
    },

    async isKnown(survey, mark) {
      return (await table.get(keyOf('made', survey, mark))) !== undefined
    },

    use: (survey, mark, by) =>
      table.put(
        { ...keyOf('used', survey, mark), holder: { B: by } },
        { expression: 'attribute_not_exists(mark) OR holder = :holder', values: { ':holder': { B: by } } },
      ),

    async isUsed(survey, mark) {
      return (await table.get(keyOf('used', survey, mark))) !== undefined
    },

    async count(survey) {
      const [made, used] = await Promise.all([countOf(table, 'made', survey), countOf(table, 'used', survey)])
      return { made, used }
    },

    async removeAll(survey) {
      for (const list of ['made', 'used'] as const) {
        for await (const page of marksOf(table, list, survey)) {
          for (const { mark } of page) if (mark) await table.remove({ list: { S: `${list}#${survey}` }, mark })
        }
      }
    },
  }
}

type List = 'made' | 'used'

function keyOf(list: List, survey: string, mark: Uint8Array): Item {
  return { list: { S: `${list}#${survey}` }, mark: { B: mark } }
}

async function countOf(table: Table, list: List, survey: string): Promise<number> {
  let found = 0
  for await (const page of marksOf(table, list, survey)) found += page.length
  return found
}

function marksOf(table: Table, list: List, survey: string) {
  return table.pages({ pk: `${list}#${survey}`, key: 'list', attributes: 'mark' })
}

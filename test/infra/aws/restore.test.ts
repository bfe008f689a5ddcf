import { describe, expect, it } from 'vitest'
import { keysOf } from '#infra/keys-of.ts'
import { tables } from '#infra/topology.ts'
import { verdictsOf } from './iam/questions.ts'
import { arnOf } from './iam/resolve.ts'
import { worldOf } from './iam/world.ts'
import { pascal, tableKeyId } from './names.ts'
import { synthesise } from './synthesised.ts'

const RESTORE = 'dynamodb:RestoreTableToPointInTime'
const copyOf = (table: string, nth: number) => arnOf.table(`chorus-test-${table}-restored-${nth}`)

describe('a restore', () => {
  const quiet = worldOf(synthesise())
  const world = worldOf(synthesise('test', { restoring: true }))

  it('can be made by nobody until the stage says so, and then not by a person', () => {
    for (const table of keysOf(tables)) {
      const resource = arnOf.table(`${pascal(table)}Table`)
      expect(quiet.callers.filter((who) => quiet.ask(who, { action: RESTORE, resource }) === 'allowed')).toStrictEqual([])

      // To restore is to be able to use the key of the table, so an administrator, whom the table lets, comes no further.
      const { usesKey } = verdictsOf(world)
      const key = arnOf.key(tableKeyId(table))
      const can = world.callers.filter((who) => world.ask(who, { action: RESTORE, resource }) === 'allowed')
      expect(can.filter((who) => usesKey(who, key, 'kms:CreateGrant', 'dynamodb'))).toStrictEqual(['deployer', 'restorer'])
    }
  })

  it('gives its role the one copy that is made, and no way to read the table itself', () => {
    const ask = (action: string, resource: string) => world.ask('restorer', { action: `dynamodb:${action}`, resource })

    expect(ask('PutItem', copyOf('responses', 1))).toBe('allowed')
    expect(ask('PutItem', copyOf('responses', 2))).toBe('not allowed')
    for (const action of ['GetItem', 'Query', 'Scan']) expect(ask(action, arnOf.table('ResponsesTable'))).not.toBe('allowed')
    for (const action of ['PutItem', 'DeleteItem', 'DeleteTable']) expect(ask(action, arnOf.table('ResponsesTable'))).toBe('not allowed')
  })

  it('of a copy makes the next one', () => {
    const again = worldOf(synthesise('test', { restoring: true, restored: { responses: 1 } }))

    expect(again.ask('restorer', { action: RESTORE, resource: copyOf('responses', 1) })).toBe('allowed')
    expect(again.ask('restorer', { action: 'dynamodb:PutItem', resource: copyOf('responses', 2) })).toBe('allowed')
  })
})

describe('a restored copy', () => {
  const stage = synthesise('test', { restored: { responses: 1 } })
  const world = worldOf(stage)

  it('takes the place of the table for every function that uses it, and for nobody else', () => {
    const may = (action: string, resource: string) =>
      world.callers.filter(
        (who) =>
          who in { respond: 0, tabulate: 0, retain: 0, steward: 0 } &&
          world.ask(who, {
            action,
            resource,
            context: { 'dynamodb:Attributes': ['pk', 'sk'], 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
          }) === 'allowed',
      )

    expect(may('dynamodb:PutItem', copyOf('responses', 1))).toStrictEqual(['respond'])
    expect(may('dynamodb:Query', copyOf('responses', 1)).toSorted()).toStrictEqual(['retain', 'tabulate'])
    expect(may('dynamodb:PutItem', arnOf.table('ResponsesTable'))).toStrictEqual([])
    const environments = stage.each('AWS::Lambda::Function').map(({ Properties }) => JSON.stringify(Properties.Environment))
    expect(environments.filter((text) => text.includes('"CHORUS_TABLE_RESPONSES":"chorus-test-responses-restored-1"'))).toHaveLength(3)
  })

  it('leaves everything else of the stage as it is: no table, key or secret is made again or goes', () => {
    const kept = (each: typeof stage) =>
      [...each.all].filter(([path, { Type }]) => path.startsWith('data/') && !['AWS::IAM::Policy', 'AWS::IAM::Role'].includes(Type))

    expect(kept(stage)).toStrictEqual(kept(synthesise()))
  })
})

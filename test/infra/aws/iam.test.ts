import { describe, expect, it } from 'vitest'
import { keysOf } from '#infra/keys-of.ts'
import { type Access, buckets, functions, operators, secrets, type Table, type TableName, tables, workflows } from '#infra/topology.ts'
import { TABLE_KEY_USE, verdictsOf } from './iam/questions.ts'
import { arnOf } from './iam/resolve.ts'
import { worldOf } from './iam/world.ts'
import { bucketKeyId, pascal, tableKeyId } from './names.ts'
import { synthesise } from './synthesised.ts'

const stage = synthesise()
const world = worldOf(stage)
const { readsTable, usesKey, readsSecret, readsObject } = verdictsOf(world)

const MIGHTY = ['administrator', 'root', 'deployer']
/** Their keys close buckets too. */
const SHARED_WITH_BUCKETS = new Set<string>(['community', 'boardroom', 'invitations', 'series'])
/** The functions that people reach by way of the edge. */
const REACHED = new Set<string>(keysOf(functions).filter((name) => functions[name].routes.length > 0))
const topology: Readonly<Record<string, Access>> = { ...functions, ...operators }
const everybody = [...keysOf(topology), ...MIGHTY]
const READS = ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'PartiQLSelect', 'ConditionCheckItem']

function keysIn(table: TableName): string[] {
  const { partition, sort }: Table = tables[table]
  return [partition.name, ...(sort ? [sort.name] : [])]
}

describe('what IAM answers to each', () => {
  it.each(keysOf(tables))('only those whom the topology lets read %s can read an item of it, in any way', (table) => {
    const can = everybody.flatMap((who) => READS.filter((action) => readsTable(who, table, action)).map((action) => `${who} ${action}`))
    const may = keysOf(topology).flatMap((who) => {
      const actions: readonly string[] = topology[who]?.tables[table] ?? []
      return [...(actions.includes('get') ? [`${who} GetItem`] : []), ...(actions.includes('query') ? [`${who} Query`] : [])]
    })

    expect(can).toStrictEqual(may)
  })

  it.each(['responses', 'stories', 'drafts', 'withdrawals'] satisfies TableName[])(
    'two locks, each enough, keep %s from the mighty',
    (table) => {
      for (const who of MIGHTY) {
        for (const action of READS) {
          const request = { action: `dynamodb:${action}`, resource: arnOf.table(`${pascal(table)}Table`) }
          expect(world.ask(who, request), `${who} ${action}`).toBe('denied by the policy of what it asks for')
        }
        const key = arnOf.key(tableKeyId(table))
        const inItsName = usesKey(who, key, 'kms:Decrypt', 'dynamodb')
        // CloudFormation's role makes tables, which needs the key; there only the table's own lock holds.
        expect(inItsName, who).toBe(who === 'deployer')
      }
    },
  )

  it('nobody copies a table to another place, unless a restore is under way', () => {
    const ways = ['CreateBackup', 'ExportTableToPointInTime', 'EnableKinesisStreamingDestination', 'RestoreTableToPointInTime']
    for (const table of keysOf(tables)) {
      const resource = arnOf.table(`${pascal(table)}Table`)
      for (const who of everybody)
        for (const way of ways) expect(world.ask(who, { action: `dynamodb:${way}`, resource })).not.toBe('allowed')
    }
  })

  it.each(stage.ofType('AWS::KMS::Key').map(([id]) => id))('nobody of the account opens anything with %s who is not named for it', (id) => {
    const named = keysOf(topology).filter((who) => {
      const { tables: onTables = {}, buckets: onBuckets = {}, secrets: onSecrets = {} } = topology[who] ?? {}
      return (
        Object.keys(onTables).some((table) => id === tableKeyId(table)) ||
        Object.keys(onBuckets).some((bucket) => id === bucketKeyId(bucket)) ||
        (id === 'SecretsKey' && (Object.values(onSecrets).includes('secret') || REACHED.has(who)))
      )
    })
    const services = ['dynamodb', 's3', 'secretsmanager', 'lambda', 'ec2', undefined]
    const users = everybody.filter((who) => services.some((through) => usesKey(who, arnOf.key(id), 'kms:Decrypt', through)))
    const grants = everybody.filter((who) => services.some((through) => usesKey(who, arnOf.key(id), 'kms:CreateGrant', through)))

    const deploys = id.endsWith('TableKey') || id === 'SecretsKey' ? ['deployer'] : []
    expect(users).toStrictEqual([...named, ...deploys])
    expect(grants).toStrictEqual(id.endsWith('TableKey') ? ['deployer'] : [])
  })

  it('a key works through the one service whose data it closes, and not when it is asked itself', () => {
    for (const table of keysOf(tables)) {
      const key = arnOf.key(tableKeyId(table))
      for (const who of everybody)
        for (const through of [...(SHARED_WITH_BUCKETS.has(table) ? [] : ['s3']), 'secretsmanager', undefined])
          expect(usesKey(who, key, 'kms:Decrypt', through)).toBe(false)
    }
  })

  it('a key that closes a bucket as well works for objects in the hands of those who have objects there', () => {
    for (const name of keysOf(buckets)) {
      const may = keysOf(topology).filter((who) => topology[who]?.buckets[name])

      expect(everybody.filter((who) => usesKey(who, arnOf.key(bucketKeyId(name)), 'kms:Decrypt', 's3'))).toStrictEqual(may)
    }
  })

  it('secrets are read by the functions that need them', () => {
    for (const name of keysOf(secrets).filter((each) => secrets[each].kind === 'random')) {
      const may = keysOf(topology).filter((who) => topology[who]?.secrets[name] === 'secret')

      expect(everybody.filter((who) => readsSecret(who, `${pascal(name)}Secret`))).toStrictEqual(may)
    }
  })

  it('what the edge shows is read by the functions that people reach, and by the deployment that puts it there', () => {
    const may = [...keysOf(topology).filter((who) => REACHED.has(who)), 'deployer']

    expect(everybody.filter((who) => readsSecret(who, 'EdgeKey1Secret')).toSorted()).toStrictEqual(may.toSorted())
  })

  it('objects are read by the functions that need them, although an administrator may list them', () => {
    for (const name of keysOf(buckets)) {
      const may = keysOf(topology).filter((who) => topology[who]?.buckets[name]?.includes('read'))

      expect(everybody.filter((who) => readsObject(who, name))).toStrictEqual(may)
    }
  })

  it('the function that publishes adds entries of the ledger, and checkpoints of it, and nothing beside them', () => {
    const puts = (partition: string) =>
      world.ask('publish', {
        action: 'dynamodb:PutItem',
        resource: arnOf.table('CommunityTable'),
        context: { 'dynamodb:LeadingKeys': [partition] },
      })
    for (const partition of ['ledger', 'checkpoint']) expect(puts(partition), partition).toBe('allowed')
    for (const partition of ['open', 'survey', 'trial', 'clock']) expect(puts(partition), partition).not.toBe('allowed')
  })

  it('nothing else is given to anybody of the topology: every action on everything there is', () => {
    const writes = [
      'PutItem',
      'DeleteItem',
      'UpdateItem',
      'BatchWriteItem',
      'PartiQLInsert',
      'PartiQLUpdate',
      'PartiQLDelete',
      'DeleteTable',
    ]
    for (const who of keysOf(topology)) {
      for (const table of keysOf(tables)) {
        const listed: readonly string[] = topology[who]?.tables[table] ?? []
        const given = writes.filter((action) => {
          const context = { 'dynamodb:Attributes': keysIn(table) }
          // A right to add to the ledger reaches no other partition: the test after this one asks about both.
          const elsewhere = { ...context, 'dynamodb:LeadingKeys': ['open'] }
          return (
            world.ask(who, { action: `dynamodb:${action}`, resource: arnOf.table(`${pascal(table)}Table`), context: elsewhere }) ===
            'allowed'
          )
        })
        const wanted = [...(listed.includes('put') ? ['PutItem'] : []), ...(listed.includes('delete') ? ['DeleteItem'] : [])]
        expect(given, `${who} on ${table}`).toStrictEqual(wanted)
      }
      for (const name of keysOf(buckets)) {
        const ways = { read: 's3:GetObject', put: 's3:PutObject', delete: 's3:DeleteObject' }
        const others = [
          's3:GetObjectVersion',
          's3:DeleteObjectVersion',
          's3:BypassGovernanceRetention',
          's3:PutObjectAcl',
          's3:PutBucketPolicy',
        ]
        const under = (key: string) => `${arnOf.bucket(`${pascal(name)}Bucket`)}/${key}`
        const may = (action: string, key: string) => world.ask(who, { action, resource: under(key) }) === 'allowed'
        const given = [...Object.values(ways), ...others].filter((action) => may(action, 'some/key'))
        const listed: readonly string[] = topology[who]?.buckets[name] ?? []
        // Who adds may write the files of a candidate, and may not say that it was counted: not by any name of a file.
        const adds = listed.includes('add') || listed.includes('put')
        for (const file of ['SHA256SUMS', 'report.html', 'tables/q.csv']) {
          expect(may(ways.put, `sample/candidate-1f/${file}`), `${who} ${file}`).toBe(adds)
          expect(may(ways.put, `sample/candidate-made-up-1f/${file}`), `${who} ${file}`).toBe(adds)
        }
        for (const key of ['sample/releases/000002', 'sample/releases/candidate-1f/000002', 'sample/1f/SHA256SUMS'])
          expect(may(ways.put, key), `${who} ${key}`).toBe(listed.includes('put'))
        expect(given).toStrictEqual(
          keysOf(ways)
            .filter((way) => listed.includes(way))
            .map((way) => ways[way]),
        )
      }
      for (const action of [
        'iam:PassRole',
        'sts:AssumeRole',
        'lambda:InvokeFunction',
        'kms:PutKeyPolicy',
        'dynamodb:PutResourcePolicy',
        'logs:FilterLogEvents',
      ]) {
        expect(world.ask(who, { action, resource: arnOf.role('chorus-test-eu-central-1-tabulate') }), `${who} ${action}`).toBe(
          'not allowed',
        )
      }
    }
  })

  it('people start the workflows that the topology lists, and functions none', () => {
    const given = keysOf(topology).flatMap((who) =>
      stage
        .ofType('AWS::StepFunctions::StateMachine')
        .filter(([id]) => world.ask(who, { action: 'states:StartExecution', resource: arnOf.workflow(id) }) === 'allowed')
        .map(([id]) => `${who} ${id.replace(/Machine[0-9A-F]{8}$/, '').toLowerCase()}`),
    )

    expect(given.toSorted()).toStrictEqual(
      keysOf(operators)
        .flatMap((who) => operators[who].workflows.map((name) => `${who} ${name}`))
        .toSorted(),
    )
    expect(given.every((each) => keysOf(workflows).some((name) => each.endsWith(name)))).toBe(true)
  })

  it('a write gives nothing back, and a delete asks nothing about a value, where reading is not listed', () => {
    const resource = arnOf.table('ResponsesTable')
    const ask = (action: string, context: Record<string, string | string[]>) =>
      world.ask('respond', { action: `dynamodb:${action}`, resource, context })

    expect(ask('PutItem', { 'dynamodb:ReturnValues': 'NONE' })).toBe('allowed')
    expect(ask('PutItem', { 'dynamodb:ReturnValues': 'ALL_OLD' })).toBe('not allowed')
    expect(ask('DeleteItem', { 'dynamodb:ReturnValues': 'ALL_OLD', 'dynamodb:Attributes': ['pk', 'sk'] })).toBe('not allowed')
    expect(ask('DeleteItem', { 'dynamodb:Attributes': ['pk', 'sk', 'answers'] })).toBe('not allowed')
  })
})

describe('anybody who lists keys to delete what lies under them', () => {
  const ask = (table: TableName, context: Record<string, string | string[]>) =>
    world.ask('retain', { action: 'dynamodb:Query', resource: arnOf.table(`${pascal(table)}Table`), context })
  const named = { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }

  it.each(['responses', 'stories', 'withdrawals'] satisfies TableName[])('is given the keys of %s and nothing else', (table) => {
    expect(ask(table, { ...named, 'dynamodb:Attributes': ['pk', 'sk'] })).toBe('allowed')
    expect(ask(table, { ...named, 'dynamodb:Attributes': ['sk', 'answers'] })).not.toBe('allowed')
    expect(ask(table, { 'dynamodb:Attributes': ['pk', 'sk'] })).not.toBe('allowed')
    expect(ask(table, { 'dynamodb:Select': 'ALL_ATTRIBUTES' })).not.toBe('allowed')
    expect(ask(table, { 'dynamodb:Select': 'COUNT', 'dynamodb:Attributes': ['pk'] })).not.toBe('allowed')
  })
})

describe('a deployment is possible', () => {
  /** The actions with which CloudFormation makes, looks at and changes a key and its alias, by the schemas of its resources. */
  const CARE = [
    'CreateAlias',
    'UpdateAlias',
    'DeleteAlias',
    'DescribeKey',
    'EnableKeyRotation',
    'GetKeyPolicy',
    'GetKeyRotationStatus',
    'ListResourceTags',
    'PutKeyPolicy',
    'TagResource',
    'UntagResource',
    'UpdateKeyDescription',
    'EnableKey',
    'DisableKey',
    'DisableKeyRotation',
    'ScheduleKeyDeletion',
  ]

  it.each(stage.ofType('AWS::KMS::Key').map(([id]) => id))(
    'CloudFormation can look after %s, and an administrator can undo its deletion',
    (id) => {
      const refused = CARE.filter((action) => world.ask('deployer', { action: `kms:${action}`, resource: arnOf.key(id) }) !== 'allowed')

      expect(refused).toStrictEqual([])
      expect(world.ask('administrator', { action: 'kms:CancelKeyDeletion', resource: arnOf.key(id) })).toBe('allowed')
    },
  )

  it('DynamoDB gets of CloudFormation, and of anybody who uses a table, what its documentation asks for', () => {
    for (const table of keysOf(tables)) {
      const key = arnOf.key(tableKeyId(table))
      const users = keysOf(topology).filter((who) => topology[who]?.tables[table])
      for (const who of users)
        for (const action of TABLE_KEY_USE) expect(usesKey(who, key, action, 'dynamodb'), `${who} ${action} ${table}`).toBe(true)
      for (const action of [...TABLE_KEY_USE, 'kms:CreateGrant']) expect(usesKey('deployer', key, action, 'dynamodb'), action).toBe(true)
    }
  })

  it('each function writes its own log and no other', () => {
    for (const who of keysOf(functions)) {
      const logs = stage.ofType('AWS::Logs::LogGroup').map(([id]) => id)
      const own = logs.filter((id) => world.ask(who, { action: 'logs:PutLogEvents', resource: arnOf.log(id) }) === 'allowed')

      expect(own.map((id) => id.replace(/Log[0-9A-F]{8}$/, '').toLowerCase())).toStrictEqual([who])
    }
  })
})

import { functions, operators, tables } from '#infra/topology.ts'
import { valuesOf } from '../synthesised.ts'
import { absent, allAre, change, leave, present, type Rule, set } from './rule.ts'

const TABLE = 'AWS::DynamoDB::GlobalTable'
const EXPIRING = Object.entries(tables)
  .filter(([, table]) => 'expires' in table)
  .map(([name]) => name)

export const tablesClosed: Rule = {
  promise:
    'every table has a key that only its own users use, a week of backups and a lock on its deletion; no stream, copy, index or insight; and a maximum to its bill',
  broken: (stage) => [
    ...allAre(stage, TABLE, {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: absent,
      GlobalSecondaryIndexes: absent,
      LocalSecondaryIndexes: absent,
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: present },
      Replicas: (replicas: unknown) => Array.isArray(replicas) && replicas.length === 1,
    }),
    ...stage
      .ofType(TABLE)
      .flatMap(([id, { Properties, DeletionPolicy, UpdateReplacePolicy }]) => [
        ...(DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain' ? [] : [`${id} is not kept`]),
        ...allAreIn(id, Properties.Replicas),
        ...(JSON.stringify(valuesOf('PointInTimeRecoverySpecification', Properties)) === WEEK ? [] : [`${id} has other backups`]),
        ...('TimeToLiveSpecification' in Properties === EXPIRING.includes(id.replace('Table', '').toLowerCase())
          ? []
          : [`${id} expires otherwise`]),
      ]),
    ...shared(stage.ofType(TABLE).map(([id, { Properties }]) => [id, JSON.stringify(valuesOf('KMSMasterKeyId', Properties))])),
  ],
  attacks: {
    'a table has the key of AWS': change(TABLE, set('SSESpecification', { SSEEnabled: false })),
    'two tables have one key': (all) => {
      const [first, second] = [...all.values()].filter(({ Type }) => Type === TABLE)
      const [key] = valuesOf('SSESpecification', first?.Properties.Replicas)
      if (second) set('Replicas.0.SSESpecification', key)(second.Properties)
    },
    'invitations have the key of drafts': (all) => {
      const [key] = valuesOf('SSESpecification', all.get('data/DraftsTable')?.Properties.Replicas)
      set('Replicas.0.SSESpecification', key)(all.get('data/InvitationsTable')?.Properties ?? {})
    },
    'a table has no backups': change(TABLE, set('Replicas.0.PointInTimeRecoverySpecification', undefined)),
    'backups bring back what was withdrawn a month ago': change(
      TABLE,
      set('Replicas.0.PointInTimeRecoverySpecification.RecoveryPeriodInDays', 35),
    ),
    'a table can be deleted': change(TABLE, set('Replicas.0.DeletionProtectionEnabled', false)),
    'a table goes with its stack': change(TABLE, leave),
    'every write is streamed': change(TABLE, set('StreamSpecification', { StreamViewType: 'NEW_IMAGE' })),
    'a table is copied to another region': change(TABLE, ({ Replicas }) => void (Replicas as unknown[]).push({ Region: 'us-east-1' })),
    'an index is another way to read': change(TABLE, set('GlobalSecondaryIndexes', [{ IndexName: 'x' }])),
    'insights rank the keys that are asked for': change(TABLE, set('Replicas.0.ContributorInsightsSpecification', { Enabled: true })),
    'a stream of Kinesis follows a table': change(TABLE, set('Replicas.0.KinesisStreamSpecification', { StreamArn: 'arn' })),
    'drafts stay for ever': change(TABLE, set('TimeToLiveSpecification', undefined), 'DraftsTable'),
    'responses go by themselves': change(
      TABLE,
      set('TimeToLiveSpecification', { AttributeName: 'expires', Enabled: true }),
      'ResponsesTable',
    ),
    'the bill has no maximum': change(TABLE, set('WriteOnDemandThroughputSettings', undefined)),
  },
}

/** The number that the consent texts say. */
const WEEK = JSON.stringify([{ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 }])

function allAreIn(id: string, replicas: unknown): string[] {
  const wanted = {
    DeletionProtectionEnabled: true,
    KinesisStreamSpecification: undefined,
    ReadOnDemandThroughputSettings: present,
    ResourcePolicy: present,
  }
  const list: unknown[] = Array.isArray(replicas) ? replicas : []
  return list.flatMap((each) => {
    const replica = Object(each)
    const insights = replica.ContributorInsightsSpecification?.Enabled
    return [
      ...(replica.DeletionProtectionEnabled === wanted.DeletionProtectionEnabled ? [] : [`${id} can be deleted`]),
      ...(replica.KinesisStreamSpecification === undefined ? [] : [`${id} is followed`]),
      ...(replica.ReadOnDemandThroughputSettings && replica.ResourcePolicy ? [] : [`${id} has no bound or no policy`]),
      ...(insights === true ? [`${id} has insights`] : []),
    ]
  })
}

/** The tables of the board and the steward, in which no answer is. */
const OF_THE_BOARD = ['boardroom', 'community', 'invitations']

/** Members' own keys close the boxes of stories besides, and a mark of a withdrawal tells nothing of anybody. */
const CLOSED_BESIDES = ['stories', 'withdrawals']

/** Tables under one key are used by the same functions and people, each of them by all; or need no key to keep these apart. */
function shared(keys: readonly (readonly [id: string, key: string])[]): string[] {
  return [...Map.groupBy(keys, ([, key]) => key)].flatMap(([key, all]) => {
    const names = all.map(([id]) => id.replace('Table', '').toLowerCase())
    const users = new Set(names.map(usersOf))
    const differ = users.size > 1 && ![OF_THE_BOARD, CLOSED_BESIDES].some((kept) => names.every((name) => kept.includes(name)))
    return key === '[]' || differ ? [`${all.map(([id]) => id).join(' and ')} share a key, or have none`] : []
  })
}

function usersOf(table: string): string {
  return Object.entries({ ...functions, ...operators })
    .filter(([, access]) => table in access.tables)
    .map(([who]) => who)
    .join()
}

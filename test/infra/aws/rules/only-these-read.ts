import { keysOf } from '#infra/keys-of.ts'
import { type Access, buckets, functions, operators, secrets, tables } from '#infra/topology.ts'
import { verdictsOf } from '../iam/questions.ts'
import { arnOf } from '../iam/resolve.ts'
import { worldOf } from '../iam/world.ts'
import { pascal } from '../names.ts'
import type { Resources } from '../synthesised.ts'
import { change, type Rule, set } from './rule.ts'

const topology: Readonly<Record<string, Access>> = { ...functions, ...operators }
/** The functions that people reach by way of the edge. */
const REACHED = keysOf(functions).filter((name) => functions[name].routes.length > 0)
const READS = ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'PartiQLSelect', 'ConditionCheckItem']
const COPIES = ['CreateBackup', 'ExportTableToPointInTime', 'EnableKinesisStreamingDestination']
const OPENS = ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:CreateGrant', 'kms:GenerateDataKey']

export const onlyTheseRead: Rule = {
  promise: 'what IAM answers: only whom the topology names reads a table, a secret or an object, and no other key opens anything',
  broken: brokenPromises,
  attacks: {
    'the account may use a key': change('AWS::KMS::Key', allowing('kms:*'), 'ResponsesTableKey'),
    'an administrator may make a grant': change('AWS::KMS::Key', allowing('kms:CreateGrant'), 'StoriesTableKey'),
    'a key trusts a role without a name': change(
      'AWS::KMS::Key',
      ({ KeyPolicy }) => {
        for (const each of Object(KeyPolicy).Statement) delete each.Condition
      },
      'ResponsesTableKey',
    ),
    'a table has no policy': change('AWS::DynamoDB::GlobalTable', set('Replicas.0.ResourcePolicy', undefined), 'ResponsesTable'),
    'a table lets itself be exported': change(
      'AWS::DynamoDB::GlobalTable',
      ({ Replicas }) => void Object(Replicas)[0].ResourcePolicy.PolicyDocument.Statement.splice(1),
      'StoriesTable',
    ),
    'a table trusts the steward': change(
      'AWS::DynamoDB::GlobalTable',
      ({ Replicas }) => {
        const [reads] = Object(Replicas)[0].ResourcePolicy.PolicyDocument.Statement
        reads.Condition = { ArnNotEquals: { 'aws:PrincipalArn': [arnOf.role('administrator')] } }
      },
      'StoriesTable',
    ),
    'the respondents side may query responses, and its role is let in': (all) => {
      widen('RespondMay', ['dynamodb:Query'])(all)
      const trusted = change(
        'AWS::DynamoDB::GlobalTable',
        ({ Replicas }) => void Object(Replicas)[0].ResourcePolicy.PolicyDocument.Statement.shift(),
        'ResponsesTable',
      )
      trusted(all)
    },
    'a secret has no policy': (all) =>
      void all.delete([...all].find(([, { Type }]) => Type === 'AWS::SecretsManager::ResourcePolicy')?.[0] ?? ''),
    'the key of secrets is open to the account': change('AWS::KMS::Key', allowing('kms:Decrypt'), 'SecretsKey'),
    'the key of candidates is open to the account': change('AWS::KMS::Key', allowing('kms:Decrypt'), 'CandidatesBucketKey'),
    'the key of partial results is open to the account': change('AWS::KMS::Key', allowing('kms:Decrypt'), 'SeriesTableKey'),
  },
}

function allowing(action: string) {
  return ({ KeyPolicy }: Record<string, unknown>) => {
    const Principal = { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } }
    Object(KeyPolicy).Statement.push({ Effect: 'Allow', Principal, Action: action, Resource: '*' })
  }
}

/** More actions in the first right of a policy. */
function widen(policy: string, actions: readonly string[]) {
  return change(
    'AWS::IAM::Policy',
    ({ PolicyDocument }) => {
      for (const each of Object(PolicyDocument).Statement) {
        if (JSON.stringify(each.Resource).includes('ResponsesTable"')) Object.assign(each, { Action: actions, Condition: undefined })
      }
    },
    policy,
  )
}

/** Each lock is asked on its own as well: one that is open is broken although the other holds. */
function brokenPromises(stage: Resources): string[] {
  const world = worldOf(stage)
  const { readsTable, usesKey, readsSecret, readsObject } = verdictsOf(world)
  const tablesRead = keysOf(tables).flatMap((table) => {
    const resource = arnOf.table(`${pascal(table)}Table`)
    return world.callers.flatMap((who) => {
      const listed: readonly string[] = topology[who]?.tables[table] ?? []
      const may = [...(listed.includes('get') ? ['GetItem'] : []), ...(listed.includes('query') ? ['Query'] : [])]
      const refused = (action: string) => world.ask(who, { action: `dynamodb:${action}`, resource }) !== 'allowed'
      return [
        ...READS.filter((action) => readsTable(who, table, action) !== may.includes(action)).map((action) => `${who} ${action} ${table}`),
        ...(who in topology
          ? []
          : [...READS, ...COPIES].filter((action) => !refused(action)).map((action) => `the table lets ${who} ${action} ${table}`)),
      ]
    })
  })
  const keysUsed = stage
    .ofType('AWS::KMS::Key')
    .flatMap(([id]) =>
      ['administrator', 'root'].flatMap((who) =>
        OPENS.filter((action) =>
          ['dynamodb', 's3', 'secretsmanager', undefined].some((through) => usesKey(who, arnOf.key(id), action, through)),
        ).map((action) => `${who} ${action} ${id}`),
      ),
    )
  const secretsRead = keysOf(secrets)
    .filter((name) => secrets[name].kind === 'random')
    .flatMap((name) => {
      const id = `${pascal(name)}Secret`
      return world.callers.flatMap((who) => [
        ...(readsSecret(who, id) === (topology[who]?.secrets[name] === 'secret') ? [] : [`${who} reads ${name}`]),
        ...(who in topology || world.ask(who, { action: 'secretsmanager:GetSecretValue', resource: arnOf.secret(id) }) !== 'allowed'
          ? []
          : [`the secret ${name} lets ${who}`]),
      ])
    })
  const edgeKeys = stage.ofType('AWS::SecretsManager::Secret').filter(([id]) => id.startsWith('EdgeKey'))
  const edgeKeysRead = edgeKeys.flatMap(([id]) =>
    world.callers
      // CloudFormation, in the deployer's name, puts it into the distribution.
      .filter((who) => readsSecret(who, id) !== (who === 'deployer' || REACHED.some((name) => name === who)))
      .map((who) => `${who} reads ${id}`),
  )
  const objectsRead = keysOf(buckets).flatMap((name) =>
    world.callers
      .filter((who) => readsObject(who, name) !== (topology[who]?.buckets[name]?.includes('read') ?? false))
      .map((who) => `${who} reads objects of ${name}`),
  )
  return [...tablesRead, ...keysUsed, ...secretsRead, ...edgeKeysRead, ...objectsRead]
}

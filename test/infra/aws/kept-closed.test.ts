import { describe, expect, it } from 'vitest'
import { keysOf } from '#infra/keys-of.ts'
import { secrets, tables } from '#infra/topology.ts'
import { statementsOf, synthesise, valuesOf } from './synthesised.ts'

const stage = synthesise()

describe('what is kept is kept closed', () => {
  it('every table has a key of its own, can be restored for 7 days, and cannot be deleted by mistake', () => {
    const found = stage.ofType('AWS::DynamoDB::GlobalTable')
    expect(found).toHaveLength(keysOf(tables).length)
    const keys = found.map(([, resource]) => {
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
      expect(resource.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: expect.any(Number) },
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
            ReadOnDemandThroughputSettings: { MaxReadRequestUnits: expect.any(Number) },
          },
        ],
      })
      expect(resource.Properties).not.toHaveProperty('StreamSpecification')
      return JSON.stringify(valuesOf('KMSMasterKeyId', resource.Properties))
    })
    expect(new Set(keys).size).toBe(found.length)
  })

  it('only drafts expire', () => {
    const expiring = stage.ofType('AWS::DynamoDB::GlobalTable').filter(([, { Properties }]) => 'TimeToLiveSpecification' in Properties)

    expect(expiring.map(([id]) => id)).toStrictEqual(['DraftsTable'])
  })

  it('no bucket is public, and every one refuses plain connections and keeps versions; what is written once is locked', () => {
    const found = stage.ofType('AWS::S3::Bucket')
    expect(found).not.toHaveLength(0)
    for (const [, resource] of found) {
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain' })
      expect(resource.Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE' } } },
      })
    }
    const policies = stage.ofType('AWS::S3::BucketPolicy')
    expect(policies).toHaveLength(found.length)
    for (const [, { Properties }] of policies) {
      const denied = statementsOf(Properties.PolicyDocument).filter(({ Effect }) => Effect === 'Deny')
      expect(denied.some(({ Condition }) => Condition?.Bool?.['aws:SecureTransport'] === 'false')).toBe(true)
      const allowed = statementsOf(Properties.PolicyDocument).filter(({ Effect }) => Effect === 'Allow')
      for (const { Principal } of allowed) expect(Principal).toStrictEqual({ Service: 'cloudfront.amazonaws.com' })
    }
  })

  it('an administrator may look after a key and not use it', () => {
    const keys = stage.ofType('AWS::KMS::Key')
    expect(keys).toHaveLength(8)
    for (const [id, { Properties }] of keys) {
      expect(Properties).toMatchObject({ EnableKeyRotation: true })
      for (const { Action, Condition, Principal } of statementsOf(Properties.KeyPolicy)) {
        const opens = Action.filter((action) => /Decrypt|ReEncrypt|GenerateData|CreateGrant|Encrypt|\*/.test(action))
        if (opens.length === 0) continue
        // Logs and alarms, in which nobody is, are written by services of AWS; everything else by roles that are named.
        if (id === 'OperationsKey')
          expect(JSON.stringify(Principal)).toMatch(/^\{"Service":"(logs\.eu-central-1|cloudwatch|events)\.amazonaws\.com"\}$/)
        else expect(Condition?.ArnEquals?.['aws:PrincipalArn'], `${id} names who may ${opens[0]}`).toBeDefined()
      }
    }
  })

  it.each([
    ['ResponsesTableKey', ['respond', 'tabulate', 'retain', 'cfn-exec-role']],
    ['StoriesTableKey', ['respond', 'retain', 'cfn-exec-role']],
    ['WithdrawalsTableKey', ['respond', 'retain', 'cfn-exec-role']],
    ['DraftsTableKey', ['respond', 'cfn-exec-role']],
    ['CandidatesBucketKey', ['tabulate']],
    ['SecretsKey', ['respond', 'retain', 'tabulate', 'cfn-exec-role']],
  ])('%s is used by %j through one service, and by nobody else', (id, users) => {
    const key = stage.ofType('AWS::KMS::Key').find(([name]) => name === id)?.[1]
    const using = statementsOf(key?.Properties.KeyPolicy).filter(({ Action }) => Action.includes('kms:Decrypt'))

    expect(using.every(({ Condition }) => Condition?.StringEquals?.['kms:ViaService'] !== undefined)).toBe(true)
    const named = using.flatMap(({ Condition }) => [Condition?.ArnEquals?.['aws:PrincipalArn']].flat())
    expect(named.map((arn) => JSON.stringify(arn).match(/cfn-exec-role|respond|tabulate|retain|steward/)?.[0])).toStrictEqual(users)
  })

  it.each([
    ['ResponsesTable', ['tabulate', 'retain']],
    ['StoriesTable', ['retain']],
    ['WithdrawalsTable', ['retain']],
    ['DraftsTable', ['respond']],
  ])('%s refuses to be read by anybody but %j, and to be copied by anybody', (id, readers) => {
    const table = stage.ofType('AWS::DynamoDB::GlobalTable').find(([name]) => name === id)?.[1]
    const [reads, copies, ...more] = valuesOf('PolicyDocument', table?.Properties).flatMap(statementsOf)

    expect(more).toStrictEqual([])
    expect(reads).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } })
    expect(reads?.Action).toStrictEqual(
      ['BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PartiQLSelect', 'Query', 'Scan'].map((action) => `dynamodb:${action}`),
    )
    const named = [reads?.Condition?.ArnNotEquals?.['aws:PrincipalArn'] ?? []].flat()
    expect(named.map((arn) => JSON.stringify(arn).match(/respond|tabulate|retain|steward/)?.[0])).toStrictEqual(readers)
    expect(copies).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } })
    expect(copies?.Action).toContain('dynamodb:ExportTableToPointInTime')
    expect(copies).not.toHaveProperty('Condition')
  })

  it('lets a restore through only while the stage says that one is under way', () => {
    const restoring = synthesise('test', { restoring: true }).ofType('AWS::DynamoDB::GlobalTable')

    for (const [, { Properties }] of restoring) {
      const [reads, ...more] = valuesOf('PolicyDocument', Properties).flatMap(statementsOf)
      expect(reads).toMatchObject({ Effect: 'Deny' })
      expect(more).toStrictEqual([])
    }
  })

  it('makes secrets that nobody has seen, and refuses them to everybody but functions', () => {
    const random = keysOf(secrets).filter((name) => secrets[name].kind === 'random')
    expect(stage.ofType('AWS::SecretsManager::Secret')).toHaveLength(random.length)
    for (const [, { Properties }] of stage.ofType('AWS::SecretsManager::ResourcePolicy')) {
      const [refused] = statementsOf(Properties.ResourcePolicy)
      expect(refused).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } })
      expect(refused?.Action).toContain('secretsmanager:GetSecretValue')
      expect(refused?.Condition?.ArnNotEquals?.['aws:PrincipalArn']).toBeDefined()
    }
  })
})

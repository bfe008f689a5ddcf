import * as z from 'zod'
import { keysOf } from '#infra/keys-of.ts'
import { functions, operators } from '#infra/topology.ts'
import { pascal } from '../names.ts'
import { type Resources, type Statement, statementsOf, valuesOf } from '../synthesised.ts'
import { type Caller, type Request, type Verdict, verdictOn } from './evaluate.ts'
import { arnOf, resolved } from './resolve.ts'

const EVERYTHING: Statement = { Effect: 'Allow', Action: ['*'], Resource: ['*'] }
/** The account's own people, with all that an administrator's policy gives; and the role that deploys. */
const MIGHTY = {
  administrator: arnOf.role('administrator'),
  root: arnOf.root,
  deployer: arnOf.role('cdk-hnb659fds-cfn-exec-role-123456789012-eu-central-1'),
} as const

export type World = {
  /** A function or a person of the topology, or one of the account's mighty. */
  caller(name: string): Caller
  ask(who: Caller | string, request: Request): Verdict
  readonly callers: readonly string[]
}

const hung = z.looseObject({ Roles: z.array(z.unknown()), PolicyDocument: z.unknown() })

/** Everybody and everything of a stage, with the policies that its templates give them. */
export function worldOf(stage: Resources): World {
  const all = (policy: unknown) => statementsOf(resolved(policy, stage))
  const own = (role: string) =>
    stage
      .ofType('AWS::IAM::Policy')
      .map(([, { Properties }]) => hung.parse(Properties))
      .filter(({ Roles }) => Roles.some((each) => resolved(each, stage) === role))
      .flatMap(({ PolicyDocument }) => all(PolicyDocument))

  const guarded = new Map<string, readonly Statement[]>()
  for (const [id, { Properties }] of stage.ofType('AWS::DynamoDB::GlobalTable')) {
    guarded.set(arnOf.table(id), valuesOf('PolicyDocument', Properties).flatMap(all))
  }
  for (const [id, { Properties }] of stage.ofType('AWS::KMS::Key')) guarded.set(arnOf.key(id), all(Properties.KeyPolicy))
  for (const [, { Properties }] of stage.ofType('AWS::SecretsManager::ResourcePolicy')) {
    guarded.set(String(resolved(Properties.SecretId, stage)), all(Properties.ResourcePolicy))
  }
  for (const [, { Properties }] of stage.ofType('AWS::S3::BucketPolicy')) {
    guarded.set(`arn:aws:s3:::${resolved(Properties.Bucket, stage)}`, all(Properties.PolicyDocument))
  }

  const named = new Map<string, Caller>(keysOf(MIGHTY).map((name) => [name, { arn: MIGHTY[name], own: [EVERYTHING] }]))
  for (const name of [...keysOf(functions), ...keysOf(operators)]) {
    const [id] = stage.ofType('AWS::IAM::Role').find(([each]) => each.replace(/[0-9A-F]{8}$/, '') === `${pascal(name)}Role`) ?? []
    if (!id) throw new Error(`${name} has no role`)
    named.set(name, { arn: String(resolved({ 'Fn::GetAtt': [id, 'Arn'] }, stage)), own: own(id) })
  }
  for (const [id, { Properties }] of stage.ofType('AWS::IAM::Role').filter(([each]) => each.startsWith('Restorer'))) {
    named.set('restorer', { arn: arnOf.role(String(Properties.RoleName)), own: own(id) })
  }
  const caller = (name: string) => {
    const found = named.get(name)
    if (!found) throw new Error(`nobody is called ${name}`)
    return found
  }
  return {
    callers: [...named.keys()],
    caller,
    ask(who, request) {
      // The policy of a bucket is asked for its objects too.
      const of = guarded.get(request.resource) ?? guarded.get(request.resource.replace(/(?<=^arn:aws:s3:::[^/]+)\/.*/, '')) ?? []
      return verdictOn(typeof who === 'string' ? caller(who) : who, request, of)
    },
  }
}

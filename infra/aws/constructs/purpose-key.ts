import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccountRootPrincipal, Effect, type IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { CfnKey, Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'

/** A user of a key, with the service it goes through and the purpose. */
export type KeyUser = {
  readonly sid: string
  /** Roles of this account, by ARN; or a service of AWS. */
  readonly by: { readonly roles: readonly string[] } | { readonly service: IPrincipal }
  /** `dynamodb`, `s3`, `secretsmanager`: use is only possible through it. */
  readonly through?: string
  readonly actions: readonly string[]
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** The actions that keep a key alive; none of them decrypts. */
const CARE = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:ListRetirableGrants',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
]

/**
 * A key for one purpose. Its policy is all there is: the account, and so an administrator, may look after the key and
 * not use it. To decrypt, one would have to change the policy, which is an act with a name on it (see watch).
 */
export class PurposeKey extends Key {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly alias: string; readonly description: string; readonly users: readonly KeyUser[] },
  ) {
    super(scope, id, {
      alias: props.alias,
      description: props.description,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      policy: new PolicyDocument({ statements: [care(), ...props.users.map((user) => use(scope, user))] }),
    })
    const resource = this.node.defaultChild
    if (resource instanceof CfnKey) resource.overrideLogicalId(id)
  }
}

function care(): PolicyStatement {
  return new PolicyStatement({
    sid: 'TheAccountLooksAfterTheKey',
    principals: [new AccountRootPrincipal()],
    actions: CARE,
    resources: ['*'],
  })
}

function use(scope: Construct, { sid, by, through, actions, conditions }: KeyUser): PolicyStatement {
  const statement = new PolicyStatement({ sid, effect: Effect.ALLOW, actions: [...actions], resources: ['*'] })
  // By name and not as principals: KMS would bind to the one role of that name that exists today.
  if ('roles' in by) {
    statement.addPrincipals(new AccountRootPrincipal())
    statement.addCondition('ArnEquals', { 'aws:PrincipalArn': [...by.roles] })
  } else statement.addPrincipals(by.service)
  if (through) statement.addCondition('StringEquals', { 'kms:ViaService': `${through}.${Stack.of(scope).region}.amazonaws.com` })
  for (const [operator, condition] of Object.entries(conditions ?? {})) statement.addCondition(operator, condition)
  return statement
}

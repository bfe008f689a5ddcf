import { RemovalPolicy } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CfnResourcePolicy, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'

/** Letters and digits: 64 of them hold 381 random bits. shared/storage/secrets.ts makes 32 bytes of them. */
const CHARACTERS = 64

export type GeneratedSecretProps = {
  readonly description: string
  readonly key: IKey
  /** ARNs of the roles that may read it; everybody else is refused whatever their own policy says. */
  readonly readers: readonly string[]
  /** It keys nothing that is kept, so it goes when it is no longer deployed. */
  readonly passing?: true
}

/** A secret that the service itself makes, so that no person ever saw it, and that only functions can read. */
export class GeneratedSecret extends Construct {
  readonly arn: string

  constructor(scope: Construct, id: string, { description, key, readers, passing }: GeneratedSecretProps) {
    super(scope, `${id}Parts`)
    // The higher-level construct would give the whole account the use of the key.
    const secret = new CfnSecret(this, 'Secret', {
      description,
      kmsKeyId: key.keyArn,
      generateSecretString: { passwordLength: CHARACTERS, excludePunctuation: true, includeSpace: false },
    })
    secret.overrideLogicalId(id)
    secret.applyRemovalPolicy(passing ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
    this.arn = secret.ref
    const policy = new CfnResourcePolicy(this, 'Policy', {
      secretId: secret.ref,
      blockPublicPolicy: true,
      resourcePolicy: new PolicyDocument({ statements: [onlyReadersRead(readers)] }).toJSON(),
    })
    policy.overrideLogicalId(`${id}Policy`)
  }
}

function onlyReadersRead(readers: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: 'OnlyItsReadersRead',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'],
    resources: ['*'],
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': [...readers] } },
  })
}

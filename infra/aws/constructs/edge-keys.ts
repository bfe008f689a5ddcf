import { SecretValue, Stack } from 'aws-cdk-lib'
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { SECRET_KEY_ACTIONS } from '../iam-statements.ts'
import { GeneratedSecret } from './generated-secret.ts'

export type EdgeKeysProps = {
  /** Which key is in use: 1, 2, ... The one before it still opens. */
  readonly number: number
  readonly description: string
  /** Under which they are kept. */
  readonly key: IKey
  /** The functions that compare, by their roles. */
  readonly functions: readonly { readonly name: string; readonly role: IRole; readonly arn: string }[]
  /** ARN of the role that puts the key in use into the distribution. */
  readonly deployer: string
}

/**
 * The keys that CloudFront sends so that a function knows that a request came by way of it
 * (docs/adr/0038-the-gateway-answers-to-the-edge.md). A new number makes a new key: functions take both before CloudFront shows
 * it, so that nobody is refused meanwhile.
 */
export class EdgeKeys extends Construct {
  /** For the functions. */
  readonly environment: Readonly<Record<string, string>>
  /** The key that CloudFront sends. CloudFormation puts it there: a template holds the address of it. */
  readonly shown: string

  constructor(scope: Construct, id: string, { number, description, key, functions, deployer }: EdgeKeysProps) {
    super(scope, id)
    const readers = [...functions.map(({ arn }) => arn), deployer]
    const made = (nth: number) => {
      const secret = new GeneratedSecret(this, `EdgeKey${nth}Secret`, {
        description: `${description}, number ${nth}.`,
        key,
        readers,
        passing: true,
      })
      // CloudFront may still show it when no template of here speaks of it any more.
      Stack.of(this).exportValue(secret.arn)
      return secret.arn
    }
    const now = made(number)
    const before = number > 1 ? made(number - 1) : undefined
    for (const { name, role } of functions) {
      const resources = [now, ...(before ? [before] : [])]
      const reads = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources })
      const opens = new PolicyStatement({ actions: SECRET_KEY_ACTIONS, resources: [key.keyArn] })
      new Policy(this, `${name}Compares`, { roles: [role], statements: [reads, opens] })
    }
    this.environment = { CHORUS_SECRET_EDGE_KEY: now, ...(before && { CHORUS_SECRET_EDGE_KEY_BEFORE: before }) }
    this.shown = SecretValue.secretsManager(now).unsafeUnwrap()
  }
}

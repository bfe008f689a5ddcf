import { Stack } from 'aws-cdk-lib'
import { AccountRootPrincipal, type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { keysOf } from '../keys-of.ts'
import { type FunctionName, functions, type OperatorName, operators } from '../topology.ts'
import { pascal, roleNameOf } from './names.ts'
import type { Config } from './stage-config.ts'

/** Makes one role for each function and each person of the topology. iam-statements.ts holds their permissions. */
export class Roles {
  readonly #roles: ReadonlyMap<FunctionName | OperatorName, IRole>

  constructor(scope: Construct, config: Config) {
    const account = Stack.of(scope).account
    const functionRoles = keysOf(functions).map((name) => {
      const assumedBy = new ServicePrincipal('lambda.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } })
      return [name, new Role(scope, `${pascal(name)}Role`, { roleName: roleNameOf(config, name), assumedBy })] as const
    })
    // Whom the account lets take on this role is the account's own to say; a password alone is not enough.
    const personRoles = keysOf(operators).map((name) => {
      const assumedBy = new AccountRootPrincipal().withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })
      return [name, new Role(scope, `${pascal(name)}Role`, { roleName: roleNameOf(config, name), assumedBy })] as const
    })
    this.#roles = new Map<FunctionName | OperatorName, IRole>([...functionRoles, ...personRoles])
  }

  of(name: FunctionName | OperatorName): IRole {
    const role = this.#roles.get(name)
    if (!role) throw new Error(`${name} is not in the topology`)
    return role
  }
}

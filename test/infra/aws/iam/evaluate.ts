import type { Statement } from '../synthesised.ts'
import { type Context, holds, pattern } from './conditions.ts'
import { arnOf } from './resolve.ts'

/** Somebody of this account, by role and what that role's own policies say; or a service of AWS. */
export type Caller = { readonly arn: string; readonly own: readonly Statement[] } | { readonly service: string }

export type Request = { readonly action: string; readonly resource: string; readonly context?: Context }

export type Verdict = 'allowed' | 'denied by its own policy' | 'denied by the policy of what it asks for' | 'not allowed'

/**
 * IAM's answer to one request within one account: an explicit denial anywhere wins; else somebody has to allow it. A key is
 * special: nothing is allowed that its own policy does not allow, be it by leaving it to the account's policies. After "Policy
 * evaluation logic" of the IAM user guide and "Key policies" of the KMS developer guide.
 */
export function verdictOn(caller: Caller, request: Request, of: readonly Statement[]): Verdict {
  const context: Context = {
    ...('arn' in caller ? { 'aws:PrincipalArn': caller.arn, 'aws:SecureTransport': 'true' } : {}),
    ...request.context,
  }
  const applies = (statement: Statement, effect: 'Allow' | 'Deny') => statement.Effect === effect && covers(statement, request, context)
  const own = 'arn' in caller ? caller.own : []
  if (own.some((each) => applies(each, 'Deny'))) return 'denied by its own policy'
  if (of.some((each) => applies(each, 'Deny') && names(each, caller) !== 'nobody')) return 'denied by the policy of what it asks for'

  const allowing = of.filter((each) => applies(each, 'Allow')).map((each) => names(each, caller))
  const ownAllows = own.some((each) => applies(each, 'Allow'))
  if (allowing.includes('the caller')) return 'allowed'
  const isKey = request.action.startsWith('kms:') && request.resource.includes(':key/')
  if (isKey) return ownAllows && allowing.includes('the account') ? 'allowed' : 'not allowed'
  return ownAllows ? 'allowed' : 'not allowed'
}

function covers({ Action, Resource, Condition }: Statement, { action, resource }: Request, context: Context): boolean {
  const acts = Action.some((each) => pattern(each.toLowerCase()).test(action.toLowerCase()))
  const on = (Resource ?? ['*']).some((each) => pattern(String(each)).test(resource))
  return acts && on && holds(Condition, context)
}

/** Whom a statement of a resource's policy speaks of. Naming the account leaves it to the account's own policies. */
function names({ Principal, Effect }: Statement, caller: Caller): 'the caller' | 'the account' | 'nobody' {
  if (Principal === '*' || Principal?.AWS?.includes('*')) return 'the caller'
  if ('service' in caller) return Principal?.Service?.includes(caller.service) ? 'the caller' : 'nobody'
  if (Principal?.AWS?.includes(caller.arn)) return 'the caller'
  // A denial that names the account denies everybody in it.
  if (Principal?.AWS?.includes(arnOf.root)) return Effect === 'Deny' ? 'the caller' : 'the account'
  return 'nobody'
}

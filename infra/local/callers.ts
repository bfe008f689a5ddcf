import { randomBytes } from 'node:crypto'
import { keysOf } from '../keys-of.ts'
import { functions, operators } from '../topology.ts'
import { type Permit, permitDeployment, permitMadeUpTeller, permitOf } from './database-permits.ts'

type Caller = keyof typeof functions | keyof typeof operators | 'deployment'

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string }

export type Callers = {
  readonly credentials: (caller: Caller) => Credentials
  /** For a demonstration: to lay made-up stories beside others. Nobody holds this before it is asked for. */
  readonly madeUpTeller: () => Credentials
  readonly permits: ReadonlyMap<string, Permit>
}

/** Gives everyone in the topology credentials of their own, new at every start: nobody can pose as somebody else. */
export function issueCredentials(): Callers {
  const issued = new Map<string, Credentials>()
  const permits = new Map<string, Permit>()
  const issue = (caller: string, permit: Permit): Credentials => {
    const accessKeyId = `${caller}-${randomBytes(16).toString('hex')}`
    const given = { accessKeyId, secretAccessKey: randomBytes(16).toString('hex') }
    issued.set(caller, given)
    permits.set(accessKeyId, permit)
    return given
  }
  for (const name of keysOf(functions)) issue(name, permitOf(functions[name]))
  for (const name of keysOf(operators)) issue(name, permitOf(operators[name]))
  issue('deployment', permitDeployment)
  return {
    permits,
    madeUpTeller: () => issue('made-up-teller', permitMadeUpTeller),
    credentials(caller) {
      const found = issued.get(caller)
      if (!found) throw new Error(`${caller} is not in the topology`)
      return found
    },
  }
}

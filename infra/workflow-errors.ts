import type { Step } from './topology.ts'

/** Names of errors that another attempt would meet again, whatever the step: what a step was given, or found stored, is wrong. */
const LASTING = ['InputRefused', 'IntegrityError', 'ConsentMismatch', 'ClockJumped', 'Overtaken', 'OutOfTurn', 'RecordIsOlder']

/**
 * Names that a function's end for want of time or memory comes under. Step Functions says Lambda.Unknown of some:
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const SPENT = ['Sandbox.Timedout', 'States.Timeout', 'Lambda.Unknown', 'Runtime.OutOfMemory']

/** Names of errors that pass when whatever is busy has been left alone for a while. */
export const BUSY = ['Throttled', 'Unavailable']

/** Names of the errors after which a step is not tried again. */
export function finalErrorsOf({ repeats }: Pick<Step, 'repeats'>): readonly string[] {
  return repeats ? [...LASTING, ...SPENT] : LASTING
}

import { ABOUT_CODES, CodedError, describeError } from '#shared/problem.ts'
import { atOnce } from '../at-once.ts'
import { readConfig } from '../config.ts'
import { awsLook } from './aws-look.ts'
import { missingInWords, whatIsMissing } from './preflight.ts'

/** Whether the account has all that a stage needs; says on the terminal what it lacks. */
export async function isReady(stage: string): Promise<boolean> {
  try {
    const config = readConfig(stage)
    const reserved = Object.values(atOnce(config.capacity)).reduce((sum, each) => sum + each, 0)
    const missing = await whatIsMissing(config, awsLook(), reserved)
    if (missing.length > 0) process.stderr.write(`${missingInWords(missing)}\n${ABOUT_CODES}\n`)
    return missing.length === 0
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown
    process.stderr.write(`${describeError(thrown)}\n`)
    return false
  }
}

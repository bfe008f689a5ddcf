import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { ABOUT_CODES, CodedError, describeError } from '#shared/problem.ts'
import { atOnce } from './at-once.ts'
import { commandLine, HELP } from './command-line.ts'
import { readConfig } from './config.ts'
import { awsLook } from './preflight/aws-look.ts'
import { missingInWords, whatIsMissing } from './preflight/preflight.ts'

/** npm run synth | diff | deploy | destroy */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    'keep-data': { type: 'boolean' },
    'no-preflight': { type: 'boolean' },
    yes: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
})
const [action = '', stage] = positionals
const line = values.help
  ? { refused: HELP }
  : commandLine({ action, stage, keepData: values['keep-data'] === true, yes: values.yes === true })
if ('refused' in line) {
  process.stderr.write(`${line.refused}${values.help ? '' : ' [command-usage]'}\n`)
  process.exitCode = values.help ? 0 : 2
} else if (action === 'deploy' && values['no-preflight'] !== true && !(await isReady(stage ?? ''))) {
  process.exitCode = 1
} else {
  // The CDK's own command makes and changes things at AWS, and nothing else here does.
  const { status } = spawnSync('cdk', line.arguments, { stdio: 'inherit', shell: process.platform === 'win32' })
  process.exitCode = status ?? 1
}

/** Whether the account has all that the stage needs; says what it lacks. */
async function isReady(name: string): Promise<boolean> {
  try {
    const config = readConfig(name)
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

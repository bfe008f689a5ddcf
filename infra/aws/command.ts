import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { commandLine, HELP } from './command-line.ts'

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
} else if (
  action === 'deploy' &&
  values['no-preflight'] !== true &&
  !(await import('./preflight/is-ready.ts').then(({ isReady }) => isReady(stage ?? '')))
) {
  process.exitCode = 1
} else {
  if (line.notice) process.stderr.write(`${line.notice}\n`)
  // The CDK's own command makes and changes things at AWS, and nothing else here does.
  const { status } = spawnSync('cdk', line.arguments, { stdio: 'inherit', shell: process.platform === 'win32' })
  process.exitCode = status ?? 1
}

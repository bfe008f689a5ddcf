import { EXAMPLE } from './stage-config.ts'

export type Asked = { readonly action: string; readonly stage: string | undefined; readonly keepData: boolean; readonly yes: boolean }

/** Stacks that can be made again from this checkout at any time; the others last. */
const PASSING = ['compute', 'edge', 'watch', 'guard']

const ADDRESS_LOST =
  "After destroy the address is lost: without a domain of one's own the next deployment has another, and links on paper lead nowhere."

export const HELP = `Chorus on AWS. A stage is a file infra/aws/stages/<stage>.json.

  npm run synth                            write the templates of the example to cdk.out/assembly; needs no account
  npm run synth -- prod                    the templates of the stage prod
  npm run diff -- prod                     what a deployment would change
  npm run deploy -- prod                   ask AWS what the account lacks, and deploy if it lacks nothing; asks before it gives anybody a right
  npm run deploy -- prod --no-preflight    deploy without asking that first
  npm run destroy -- prod --keep-data      take the survey down; tables, keys, secrets and releases stay

${ADDRESS_LOST}
There is no command that deletes data: docs/deploy.md, "Leave", says how it is done by hand and who has to agree.`

/** The arguments for the CDK's command, with what a person should know before it asks; or why there are none. */
export function commandLine({
  action,
  stage = EXAMPLE,
  keepData,
  yes,
}: Asked): { readonly arguments: string[]; readonly notice?: string } | { readonly refused: string } {
  const context = ['--context', `stage=${stage}`]
  const stacksOf = (names: readonly string[]) => names.map((name) => `chorus-${stage}-${name}`)
  if (action === 'synth') return { arguments: ['synth', '--quiet', ...context] }
  if (stage === EXAMPLE && ['diff', 'deploy', 'destroy'].includes(action)) {
    return { refused: `Name a stage: the example belongs to nobody. ${HELP}` }
  }
  if (action === 'diff') return { arguments: ['diff', ...context] }
  if (action === 'deploy') return { arguments: ['deploy', '--all', '--require-approval', yes ? 'never' : 'broadening', ...context] }
  if (action === 'destroy' && keepData)
    return { arguments: ['destroy', ...stacksOf(PASSING), ...(yes ? ['--force'] : []), ...context], notice: ADDRESS_LOST }
  if (action === 'destroy') return { refused: `Nothing was done: say --keep-data. ${HELP}` }
  return { refused: HELP }
}

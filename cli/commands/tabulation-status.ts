import { type Command, InvalidArgumentError, Option } from 'commander'
import { runInWords } from '#cli/tabulation/run-in-words.ts'
import { runsIn, runsOnAws } from '#cli/tabulation/runs-of.ts'
import { topCommand } from '#cli/top-commands.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

type Settings = { readonly data: string; readonly stage?: string; readonly last: number }

/** Most that Step Functions gives in one answer, and more than a local deployment keeps. */
const MOST = 100

/** `chorus tabulation status`: what became of the last tabulations, here or on AWS. */
export function registerTabulationStatus(program: Command): void {
  topCommand(program, 'tabulation')
    .command('status')
    .description('Show the last tabulations: made, refused, failed or under way, and why. It reads no answers.')
    .option(...DATA_OPTION)
    .addOption(new Option('--stage <stage>', 'a stage on AWS, in place of a folder of this machine').conflicts('data'))
    .option('--last <number>', 'how many tabulations to show, the latest first', aNumber, 5)
    .addHelpText('after', helpExample('tabulation status', 'tabulation status --stage prod --last 1'))
    .action(async ({ data, stage, last }: Settings) => {
      const runs = stage === undefined ? runsIn(data) : await runsOnAws(stage)
      const found = await runs.latest(last)
      if (found.length === 0) console.log('No tabulation has been started here.')
      for (const each of found) for (const line of runInWords(each)) console.log(line)
    })
}

function aNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > MOST) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST}.`)
  return number
}

import { type Command, InvalidArgumentError, Option } from 'commander'
import { runInWords } from '#cli/tabulation/run-in-words.ts'
import { runsIn, runsOnAws } from '#cli/tabulation/runs-of.ts'

type Settings = { readonly data: string; readonly stage?: string; readonly last: number }

/** Most that Step Functions gives in one answer, and more than a local deployment keeps. */
const MOST = 100

/** `chorus tabulation status`: what became of the last tabulations, here or on AWS. */
export function registerTabulationStatus(program: Command): void {
  program
    .command('tabulation')
    .description('What becomes of the reports that a deployment is asked for.')
    .command('status')
    .description('Say what became of the last tabulations: made, refused, failed, or under way, with the reason. Reads no answer.')
    .option('--data <folder>', 'data folder of the local deployment', '.chorus')
    .addOption(new Option('--stage <stage>', 'a stage on AWS, in place of a folder').conflicts('data'))
    .option('--last <number>', 'how many of them, the latest first', aNumber, 5)
    .addHelpText('after', '\nExample:\n  $ chorus tabulation status\n  $ chorus tabulation status --stage prod --last 1')
    .action(async ({ data, stage, last }: Settings) => {
      const runs = stage === undefined ? runsIn(data) : await runsOnAws(stage)
      const found = await runs.latest(last)
      if (found.length === 0) console.log('No tabulation has been started here.')
      for (const each of found) for (const line of runInWords(each)) console.log(line)
    })
}

function aNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > MOST) throw new InvalidArgumentError(`Give a number from 1 to ${MOST}.`)
  return number
}

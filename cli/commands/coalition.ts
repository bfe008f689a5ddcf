import { join } from 'node:path'
import type { Command } from 'commander'
import { putTogether, type TogetherOptions } from '#cli/put-together.ts'
import { coalitionFiles } from '#shared/release/together/together-files.ts'

export function registerCoalition(program: Command): void {
  program
    .command('coalition')
    .description('Put the published releases of several communities that asked the same questions into one page and one table.')
    .argument('<release-dir...>', 'one published release of each community')
    .requiredOption('--out <dir>', 'folder for the page and the table')
    .option(
      '--trial',
      'take candidates, to see what it would look like: the page says so, and the name of the folder gets candidate- in front',
    )
    .addHelpText('after', HELP)
    .action(async (folders: string[], options: TogetherOptions) => {
      const out = await putTogether(folders, options, coalitionFiles)
      console.log(`Wrote ${out}: ${folders.length} releases together`)
      console.log(`Look at it: ${join(out, 'coalition.html')}`)
    })
}

const HELP = `
Each number is the sum of what the communities published, and so is its range; nobody's answers are counted again, so nothing
can be learned from it that the releases do not say themselves. Where one community hides a number, the sum is hidden too.
Every community is named with the hash of its release. Refused: other questions, answers, words or tables; a release or a community twice;
candidates, withdrawn releases, and numbers with noise (profile dp).

Example:
  $ chorus coalition north/being-heard-1 south/being-heard-1 --out together`

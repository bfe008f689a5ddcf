import { join } from 'node:path'
import type { Command } from 'commander'
import { putTogether, type TogetherOptions } from '#cli/put-together.ts'
import { waveFiles } from '#shared/release/together/together-files.ts'

export function registerWaves(program: Command): void {
  program
    .command('waves')
    .description('Show releases of the same questions side by side, oldest first, and what may be said about a change.')
    .argument('<release-dir...>', 'two or more published releases')
    .requiredOption('--out <dir>', 'folder for the page and the table')
    .option(
      '--trial',
      'take candidates, to see what it would look like: the page says so, and the name of the folder gets candidate- in front',
    )
    .addHelpText('after', HELP)
    .action(async (folders: string[], options: TogetherOptions) => {
      const out = await putTogether(folders, options, waveFiles)
      console.log(`Wrote ${out}: ${folders.length} releases side by side`)
      console.log(`Look at it: ${join(out, 'waves.html')}`)
    })
}

const HELP = `
Only published numbers are used. A change is told where the ranges of the first and the last release do not touch; otherwise the page says
that it cannot be told. It never says that people changed: other people may have answered.

Example:
  $ chorus waves releases/2026 releases/2027 --out side-by-side`

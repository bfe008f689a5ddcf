import { join } from 'node:path'
import type { Command } from 'commander'
import { putTogether, type TogetherOptions } from '#cli/put-together.ts'
import { type TopName, topCommand } from '#cli/top-commands.ts'

type TogetherCommand = {
  readonly name: TopName
  readonly folders: string
  readonly write: Parameters<typeof putTogether>[2]
  /** The last words of the line that says what was written, such as "side by side". */
  readonly joined: string
  /** File name of the page, in the first language. */
  readonly page: string
  readonly help: string
}

/** Registers a command that puts releases into one folder of a page and a table. */
export function registerTogether(program: Command, { name, folders, write, joined, page, help }: TogetherCommand): void {
  topCommand(program, name)
    .argument('<release-dir...>', folders)
    .requiredOption('--out <dir>', 'a new or empty folder for the page and the table')
    .option(
      '--trial',
      'take candidates too, to see what it would look like: the page says so, and the name of the folder gets candidate- in front',
    )
    .addHelpText('after', help)
    .action(async (releases: string[], options: TogetherOptions) => {
      const out = await putTogether(releases, options, write)
      console.log(`Wrote ${out}: ${releases.length} releases ${joined}`)
      console.log(`Look at it: ${join(out, page)}`)
    })
}

import type { Command } from 'commander'
import { coalitionFiles } from '#shared/release/together/together-files.ts'
import { registerTogether } from './together-command.ts'

export function registerCoalition(program: Command): void {
  registerTogether(program, {
    name: 'coalition',
    description: 'Put the published releases of several communities that asked the same questions into one page and one table.',
    folders: 'one published release of each community',
    write: coalitionFiles,
    joined: 'together',
    page: 'coalition.html',
    help: HELP,
  })
}

const HELP = `
Each number is the sum of what the communities published, and so is its range; nobody's answers are counted again, so nothing
can be learned from it that the releases do not say themselves. Where one community hides a number, the sum is hidden too.
Every community is named with the hash of its release. Refused: other questions, answers, words or tables; a release or a community twice;
candidates, withdrawn releases, and numbers with noise (profile dp).

Example:
  $ chorus coalition north/being-heard-1 south/being-heard-1 --out together`

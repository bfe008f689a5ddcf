import type { Command } from 'commander'
import { coalitionFiles } from '#shared/release/together/together-files.ts'
import { registerTogether } from './together-command.ts'

export function registerCoalition(program: Command): void {
  registerTogether(program, {
    name: 'coalition',
    folders: 'the folder of one published release of each community',
    write: coalitionFiles,
    joined: 'together',
    page: 'coalition.html',
    help: HELP,
  })
}

const HELP = `
Each number is the sum of the numbers that the communities published, and each range the sum of their ranges. Nobody's answers are
counted again, so the page tells nothing that the releases do not tell themselves. Where one community hides a number, the sum is
hidden too. Every community is named, with the hash of its release.

It refuses releases with other questions, answers, words or tables; a release or a community given twice; candidates and withdrawn
releases; and numbers with noise (profile dp).

Example:
  $ chorus coalition north/being-heard-1 south/being-heard-1 --out together`

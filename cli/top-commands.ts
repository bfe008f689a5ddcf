import type { Command } from 'commander'

type Listed = {
  readonly name: string
  readonly description: string
  /** Shown by `chorus --help` after the name, as are its arguments. */
  readonly options?: true
  readonly takes?: string
}

/** The first words of the commands in `cli/commands`, in the order of help, so that help needs none of their modules. */
const TOP_COMMANDS = [
  { name: 'survey', description: 'Write, check, preview, translate, open and close surveys.' },
  {
    name: 'invitations',
    description: 'Make invitations to a survey that only invited people may answer, and show roughly how many were used.',
  },
  {
    name: 'simulate',
    description: 'Let made-up people answer an open survey, page by page, as a browser without JavaScript would.',
    options: true,
  },
  { name: 'board', description: 'Decide together what opens, what is published and what stops. docs/governance.md says who may do what.' },
  {
    name: 'stories',
    description: 'Read what people wrote in their own words, once the board has named two readers. docs/stories.md explains each step.',
  },
  {
    name: 'tabulate',
    description: 'Count a file of responses as the report plan of the survey says, and write a report of protected numbers to a folder.',
    options: true,
  },
  { name: 'responses', description: 'Bring in answers that you already hold, in the export of another tool.' },
  {
    name: 'release',
    description: 'List releases, copy one to a folder, and check that its files are unchanged and hold the same numbers.',
  },
  {
    name: 'verify',
    description: 'Check that a board approved a published report, or that a ledger is whole and unchanged, and say so in plain sentences.',
    options: true,
    takes: '<what>',
  },
  {
    name: 'audit',
    description: 'Check that nobody can be singled out from published releases: attack them as Chorus does before each publication.',
    options: true,
    takes: '<release-dir...>',
  },
  {
    name: 'attack',
    description: 'Try to work out the hidden numbers of published releases from their files alone, and print how close an attacker comes.',
    options: true,
    takes: '<release-dir...>',
  },
  {
    name: 'coalition',
    description: 'Put the published releases of several communities that asked the same questions into one page and one table.',
    options: true,
    takes: '<release-dir...>',
  },
  {
    name: 'waves',
    description: 'Show releases of the same questions side by side, oldest first, and say which changes can be told.',
    options: true,
    takes: '<release-dir...>',
  },
  { name: 'tabulation', description: 'Follow the reports that a deployment was asked to make.' },
  {
    name: 'confirm-day',
    description: 'Confirm the date after a pause of more than 40 days, so that Chorus deletes what is due for deletion.',
    options: true,
    takes: '<day>',
  },
] as const satisfies readonly Listed[]

export type TopName = (typeof TOP_COMMANDS)[number]['name']

/** A new command of this name, with its description. */
export function topCommand(program: Command, name: TopName): Command {
  return program.command(name).description(TOP_COMMANDS.find((each) => each.name === name)?.description ?? '')
}

/** Lists commands for help and for suggestions. None of them can run. */
export function listTopCommands(program: Command): void {
  const listed: readonly Listed[] = TOP_COMMANDS
  for (const { name, description, options, takes } of listed) {
    const command = program.command(name).description(description)
    if (options) command.option('--any')
    if (takes) command.arguments(takes)
  }
}

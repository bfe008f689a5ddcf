import type { Command } from 'commander'
import { commandGroup, DATA_OPTION, helpExample } from './command-parts.ts'

/** The `chorus board` group. */
export function boardGroup(program: Command): Command {
  return commandGroup(program, {
    name: 'board',
    example: 'board list',
  })
}

/** A command of the board in which somebody acts with their own key. `example` is what comes after `chorus board`. */
export function actingCommand(group: Command, name: string, description: string, example: string): Command {
  return group
    .command(name)
    .description(description)
    .requiredOption('--key <file>', 'the file with your own key')
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample(`board ${example}`))
}

/** The options that such a command has. */
export type Acting = { readonly key: string; readonly data: string }

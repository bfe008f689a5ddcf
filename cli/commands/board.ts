import type { Command } from 'commander'

/** The `chorus board` group, made by whichever of its commands registers first. */
export function boardGroup(program: Command): Command {
  return (
    program.commands.find((command) => command.name() === 'board') ??
    program
      .command('board')
      .description('Decide together: what opens, what is published, and what stops. docs/governance.md says who may do what.')
      .addHelpText('after', '\nExample:\n  $ chorus board list')
  )
}

/** A command of the board that acts in somebody's name. */
export function actingCommand(group: Command, name: string, description: string, example: string): Command {
  return group
    .command(name)
    .description(description)
    .requiredOption('--key <file>', 'the file with your own key')
    .option('--data <folder>', 'data folder of the local deployment', '.chorus')
    .addHelpText('after', `\nExample:\n  $ chorus board ${example}`)
}

export type Acting = { readonly key: string; readonly data: string }

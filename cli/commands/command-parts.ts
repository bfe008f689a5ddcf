import type { Command } from 'commander'
import { type TopName, topCommand } from '#cli/top-commands.ts'

/** The option of every command that works on a deployment of this machine: `command.option(...DATA_OPTION)`. */
export const DATA_OPTION = ['--data <folder>', 'the folder in which the deployment on this machine keeps its data', '.chorus'] as const

/** The argument that names a proposal of the board, the same in every command. */
export const PROPOSAL_ARGUMENT = ['<proposal>', 'its hash as chorus board list shows it, or at least the first 6 characters'] as const

/** The command that holds others, such as `chorus board`: made by the first of them that is registered, and found by the next. */
export function commandGroup(program: Command, { name, example }: { readonly name: TopName; readonly example: string }): Command {
  const found = program.commands.find((command) => command.name() === name)
  return found ?? topCommand(program, name).addHelpText('after', helpExample(example))
}

/** The end of a help text: one example or several, as they are typed after `chorus`. */
export function helpExample(...examples: readonly string[]): string {
  return `\n${examples.length === 1 ? 'Example' : 'Examples'}:\n${examples.map((each) => `  $ chorus ${each}`).join('\n')}`
}

/** For an option that may be given several times: the values so far, and one more. */
export function gather(text: string, before: readonly string[]): readonly string[] {
  return [...before, text.trim()]
}

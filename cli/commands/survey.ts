import type { Command } from 'commander'

/** The `chorus survey` group, made by whichever of its commands registers first. */
export function surveyGroup(program: Command): Command {
  return (
    program.commands.find((command) => command.name() === 'survey') ??
    program
      .command('survey')
      .description('Check, describe, open and close surveys.')
      .addHelpText('after', '\nExample:\n  $ chorus survey check surveys/*/')
  )
}

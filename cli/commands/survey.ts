import type { Command } from 'commander'
import { commandGroup } from './command-parts.ts'

/** The `chorus survey` group. */
export function surveyGroup(program: Command): Command {
  return commandGroup(program, {
    name: 'survey',
    example: 'survey check surveys/ours',
  })
}

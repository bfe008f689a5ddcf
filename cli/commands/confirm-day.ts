import type { Command } from 'commander'
import { openCommunity } from '#cli/data-access.ts'
import { topCommand } from '#cli/top-commands.ts'
import { CodedError } from '#shared/problem.ts'
import { DATA_OPTION } from './command-parts.ts'

type Settings = { readonly data: string }

const HELP = `
When Chorus has not run for more than 40 days, it cannot tell whether that time went by or the clock of the machine is wrong. It then
deletes nothing. Look at a calendar, not at this machine, and give today's date (UTC). Within the hour Chorus deletes everything that
was to be deleted by then.

Example:
  $ chorus confirm-day 2026-12-24`

/** `chorus confirm-day`: a steward confirms that a long pause was a pause. */
export function registerConfirmDay(program: Command): void {
  topCommand(program, 'confirm-day')
    .argument('<day>', 'today, as YYYY-MM-DD')
    .option(...DATA_OPTION)
    .addHelpText('after', HELP)
    .action(async (day: string, { data }: Settings) => {
      const clock = new Date().toISOString().slice(0, 10)
      if (day !== clock)
        throw new CodedError(
          'clock-wrong',
          `The clock of this machine says ${clock} (UTC), and you gave ${day}. Set the clock right, then give the command again.`,
        )
      await openCommunity(data).confirmDay(day)
      console.log(`${day} is confirmed. Within the hour Chorus deletes everything that was to be deleted by then.`)
    })
}

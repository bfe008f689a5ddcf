import type { Command } from 'commander'
import { openCommunity } from '#cli/data-access.ts'
import { CodedError } from '#shared/problem.ts'

type Settings = { readonly data: string }

const WHY = `
After a long pause Chorus cannot tell a clock that jumped from time that went by, and deletes nothing. Look at a
calendar, not at this machine, and write the day it is (UTC). What is over is deleted within the hour.

Example:
  $ chorus confirm-day 2026-12-24`

/** `chorus confirm-day`: a steward confirms that a long pause was a pause. */
export function registerConfirmDay(program: Command): void {
  program
    .command('confirm-day')
    .description('After a pause of more than 40 days: say that the day is right, so that what is over is deleted.')
    .argument('<day>', 'the day it is, as YYYY-MM-DD')
    .option('--data <folder>', 'data folder of the local deployment', '.chorus')
    .addHelpText('after', WHY)
    .action(async (day: string, { data }: Settings) => {
      const clock = new Date().toISOString().slice(0, 10)
      if (day !== clock)
        throw new CodedError('clock-wrong', `The clock of this machine says ${clock}, and you say ${day}. Set the clock right first.`)
      await openCommunity(data).confirmDay(day)
      console.log(
        `From now on ${day} is the latest day that Chorus has seen. Within the hour it deletes everything whose time is over by then.`,
      )
    })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import * as z from 'zod'
import { registerAttack } from '#cli/commands/attack.ts'
import { registerAudit } from '#cli/commands/audit.ts'
import { registerBoardDecide } from '#cli/commands/board-decide.ts'
import { registerBoardFound } from '#cli/commands/board-found.ts'
import { registerBoardLog } from '#cli/commands/board-log.ts'
import { registerBoardPropose } from '#cli/commands/board-propose.ts'
import { registerBoardPublish } from '#cli/commands/board-publish.ts'
import { registerBoardVote } from '#cli/commands/board-vote.ts'
import { registerCoalition } from '#cli/commands/coalition.ts'
import { registerConfirmDay } from '#cli/commands/confirm-day.ts'
import { registerInvitations } from '#cli/commands/invitations.ts'
import { registerRelease } from '#cli/commands/release.ts'
import { registerSimulate } from '#cli/commands/simulate.ts'
import { registerSurveyCheck } from '#cli/commands/survey-check.ts'
import { registerSurveyDiff } from '#cli/commands/survey-diff.ts'
import { registerSurveyExpect } from '#cli/commands/survey-expect.ts'
import { registerSurveyImport } from '#cli/commands/survey-import.ts'
import { registerSurveyList } from '#cli/commands/survey-list.ts'
import { registerSurveyNew } from '#cli/commands/survey-new.ts'
import { registerSurveyOpen } from '#cli/commands/survey-open.ts'
import { registerSurveySchema } from '#cli/commands/survey-schema.ts'
import { registerSurveyShut } from '#cli/commands/survey-shut.ts'
import { registerSurveyTranslate } from '#cli/commands/survey-translate.ts'
import { registerTabulate } from '#cli/commands/tabulate.ts'
import { registerVerify } from '#cli/commands/verify.ts'
import { registerWaves } from '#cli/commands/waves.ts'
import { ABOUT_CODES, CodedError, describeError, describeProblem, InputRefused } from '#shared/problem.ts'

const REGISTER: readonly ((program: Command) => void)[] = [
  registerAttack,
  registerAudit,
  registerBoardFound,
  registerBoardPropose,
  registerBoardVote,
  registerBoardDecide,
  registerBoardLog,
  registerBoardPublish,
  registerCoalition,
  registerConfirmDay,
  registerInvitations,
  registerRelease,
  registerSimulate,
  registerSurveyCheck,
  registerSurveyDiff,
  registerSurveyExpect,
  registerSurveyImport,
  registerSurveyNew,
  registerSurveyOpen,
  registerSurveyList,
  registerSurveyShut,
  registerSurveySchema,
  registerSurveyTranslate,
  registerTabulate,
  registerVerify,
  registerWaves,
]

const EXIT = { done: 0, refused: 1, usage: 2 } as const

/** Runs one command line, with commands of other layers, (without `node` and `chorus`) and gives its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function run(args: readonly string[], others: readonly ((program: Command) => void)[] = []): Promise<number> {
  const program = newProgram()
  for (const register of [...REGISTER, ...others]) register(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return Number(process.exitCode ?? EXIT.done)
  } catch (thrown) {
    return explain(thrown)
  }
}

/** Settings first: commander hands them down to a subcommand when that is made. */
function newProgram(): Command {
  return new Command('chorus')
    .description('Surveys that a community governs: from questions to an aggregated report that exposes nobody.')
    .showHelpAfterError('Add --help to see how a command is used.')
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: (text, write) => write(text.replace(/\n?$/, ' [command-usage]\n')) })
    .exitOverride()
    .version(versionOfChorus(), '-V, --version', 'print the version')
    .addHelpText('after', '\nExample:\n  $ chorus survey check surveys/being-heard')
}

function versionOfChorus(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

function explain(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 || thrown.code === 'commander.help' ? EXIT.done : EXIT.usage
  if (thrown instanceof InputRefused) {
    for (const problem of thrown.problems) console.error(describeProblem(problem))
    console.error(ABOUT_CODES)
    return EXIT.refused
  }
  console.error(describeError(thrown))
  console.error(ABOUT_CODES)
  if (thrown instanceof CodedError) return EXIT.refused
  if (process.env.CHORUS_TRACE && thrown instanceof Error) console.error(thrown.stack)
  else console.error('If this looks like a fault in Chorus, set CHORUS_TRACE=1 and run it again to see where it happened.')
  return EXIT.refused
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import * as z from 'zod'
import { ABOUT_CODES, CodedError, describeError, describeProblem, InputRefused } from '#shared/problem.ts'
import { groupCommands, styleHelp } from './help.ts'
import { listTopCommands } from './top-commands.ts'

type Register = (program: Command) => void

/**
 * By the words that a command begins with, in the order of help: as a group comes to need them. Loading all of them takes a second or
 * two, which each command would wait for.
 */
const COMMANDS: readonly { readonly words: readonly string[]; readonly load: () => Promise<Register> }[] = [
  { words: ['survey new'], load: async () => (await import('#cli/commands/survey-new.ts')).registerSurveyNew },
  { words: ['survey import'], load: async () => (await import('#cli/commands/survey-import.ts')).registerSurveyImport },
  { words: ['survey check'], load: async () => (await import('#cli/commands/survey-check.ts')).registerSurveyCheck },
  { words: ['survey expect'], load: async () => (await import('#cli/commands/survey-expect.ts')).registerSurveyExpect },
  { words: ['survey translate'], load: async () => (await import('#cli/commands/survey-translate.ts')).registerSurveyTranslate },
  { words: ['survey print'], load: async () => (await import('#cli/commands/survey-print.ts')).registerSurveyPrint },
  { words: ['survey export'], load: async () => (await import('#cli/commands/survey-export.ts')).registerSurveyExport },
  { words: ['survey diff'], load: async () => (await import('#cli/commands/survey-diff.ts')).registerSurveyDiff },
  { words: ['survey open'], load: async () => (await import('#cli/commands/survey-open.ts')).registerSurveyOpen },
  { words: ['survey list'], load: async () => (await import('#cli/commands/survey-list.ts')).registerSurveyList },
  {
    words: ['survey close', 'survey pause', 'survey resume'],
    load: async () => (await import('#cli/commands/survey-shut.ts')).registerSurveyShut,
  },
  { words: ['survey schema'], load: async () => (await import('#cli/commands/survey-schema.ts')).registerSurveySchema },
  { words: ['invitations'], load: async () => (await import('#cli/commands/invitations.ts')).registerInvitations },
  { words: ['simulate'], load: async () => (await import('#cli/commands/simulate.ts')).registerSimulate },
  { words: ['board'], load: async () => (await import('#cli/commands/board-found.ts')).registerBoardFound },
  { words: ['board'], load: async () => (await import('#cli/commands/board-propose.ts')).registerBoardPropose },
  { words: ['board'], load: async () => (await import('#cli/commands/board-vote.ts')).registerBoardVote },
  { words: ['board'], load: async () => (await import('#cli/commands/board-decide.ts')).registerBoardDecide },
  { words: ['board'], load: async () => (await import('#cli/commands/board-log.ts')).registerBoardLog },
  { words: ['board'], load: async () => (await import('#cli/commands/board-console.ts')).registerBoardConsole },
  { words: ['board'], load: async () => (await import('#cli/commands/board-publish.ts')).registerBoardPublish },
  { words: ['board'], load: async () => (await import('#cli/commands/board-words.ts')).registerBoardWords },
  { words: ['board'], load: async () => (await import('#cli/commands/board-demonstrate.ts')).registerBoardDemonstrate },
  { words: ['stories'], load: async () => (await import('#cli/commands/stories.ts')).registerStories },
  { words: ['tabulate'], load: async () => (await import('#cli/commands/tabulate.ts')).registerTabulate },
  { words: ['responses map'], load: async () => (await import('#cli/commands/responses-map.ts')).registerResponsesMap },
  { words: ['release'], load: async () => (await import('#cli/commands/release.ts')).registerRelease },
  { words: ['verify'], load: async () => (await import('#cli/commands/verify.ts')).registerVerify },
  { words: ['audit'], load: async () => (await import('#cli/commands/audit.ts')).registerAudit },
  { words: ['attack'], load: async () => (await import('#cli/commands/attack.ts')).registerAttack },
  { words: ['coalition'], load: async () => (await import('#cli/commands/coalition.ts')).registerCoalition },
  { words: ['waves'], load: async () => (await import('#cli/commands/waves.ts')).registerWaves },
  { words: ['tabulation'], load: async () => (await import('#cli/commands/tabulation-status.ts')).registerTabulationStatus },
  { words: ['confirm-day'], load: async () => (await import('#cli/commands/confirm-day.ts')).registerConfirmDay },
]

const EXIT = { done: 0, refused: 1, usage: 2 } as const

/** Runs one command line (without `node` and `chorus`), which may be one of `others`, and gives its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function run(args: readonly string[], others: readonly Register[] = []): Promise<number> {
  const program = newProgram()
  const words = wordsOf(args)
  const own = areNamedBy(others, words) ? [] : await commandsFor(words)
  for (const register of [...own, ...others]) register(program)
  groupCommands(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return Number(process.exitCode ?? EXIT.done)
  } catch (thrown) {
    return explain(thrown)
  }
}

function wordsOf(args: readonly string[]): readonly string[] {
  const words = args.filter((word) => !word.startsWith('-'))
  return words[0] === 'help' ? words.slice(1) : words
}

function areNamedBy(registers: readonly Register[], [first, second]: readonly string[]): boolean {
  const program = newProgram()
  for (const register of registers) register(program)
  const command = program.commands.find((each) => each.name() === first)
  return command !== undefined && (command.commands.length === 0 || command.commands.some((each) => each.name() === second))
}

/** The commands that the words name, those of the group that they name, or a list for help and for suggestions where they name nothing. */
async function commandsFor([first = '', second = '']: readonly string[]): Promise<readonly Register[]> {
  const named = COMMANDS.filter(({ words }) => words.includes(first) || words.includes(`${first} ${second}`))
  const wanted = named.length > 0 ? named : COMMANDS.filter(({ words }) => words.some((word) => word.startsWith(`${first} `)))
  return wanted.length > 0 ? Promise.all(wanted.map(({ load }) => load())) : [listTopCommands]
}

/** Settings first: commander hands them down to a subcommand when that is made. */
function newProgram(): Command {
  const program = new Command('chorus')
    .description('Surveys that a community governs: from questions to an aggregated report that exposes nobody.')
    .showHelpAfterError('Write --help after the same command to see how it is used.')
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: (text, write) => write(text.replace(/\n?$/, ' [command-usage]\n')) })
    .exitOverride()
    .version(versionOfChorus(), '-V, --version', 'print the version')
  return styleHelp(program)
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

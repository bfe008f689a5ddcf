import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { topCommand } from '#cli/top-commands.ts'
import { InputRefused } from '#shared/problem.ts'
import { readSurvey } from '../read-survey.ts'
import { SurveyNotOpen, Unreachable } from '../simulate/faults.ts'
import { markMadeUp } from '../simulate/mark-made-up.ts'
import { showProgress } from '../simulate/progress.ts'
import { simulate, type VisitResult } from '../simulate/simulate-people.ts'
import { summaryOf } from '../simulate/summary.ts'

const DEFAULT_SURVEYS = join(import.meta.dirname, '..', '..', 'surveys')

const EXAMPLES = `
Examples:
  $ chorus simulate --url http://127.0.0.1:8080 --survey being-heard --n 400
  $ chorus simulate --url http://127.0.0.1:8080 --survey crisis-response --n 50 --seed spring --mode one-page
  $ chorus simulate --url http://127.0.0.1:8080 --survey being-heard --n 20 --withdraw 0.5

The people are made up. The same seed gives the same people with the same answers, however many come at once.
Never point this at a survey that real people answer: made-up answers cannot be told from theirs.`

const NOT_MARKED = `The folder that --data names is not that of the deployment at this address, so nothing is noted there about made-up people.
Say it when you make the report: chorus tabulate --made-up, or "people": "made-up" for a tabulation on AWS.`

type Options = {
  readonly url: URL
  readonly survey: string
  readonly n: number
  readonly seed: string
  readonly surveys: string
  readonly mode: 'mixed' | 'pages' | 'one-page'
  readonly clients: number
  readonly withdraw: number
  readonly codes?: string
  readonly data: string
}

export function registerSimulate(program: Command): void {
  topCommand(program, 'simulate')
    .requiredOption('--url <origin>', 'where the survey is served, for example http://127.0.0.1:8080', readOrigin)
    .requiredOption('--survey <id>', 'the id of the survey, which is the name of its folder')
    .requiredOption('--n <people>', 'how many people answer', readCount)
    .option('--seed <text>', 'any text: the same text gives the same people with the same answers', 'chorus')
    .addOption(
      new Option('--surveys <folder>', 'the folder that holds the survey folders').default(DEFAULT_SURVEYS, 'those that come with Chorus'),
    )
    .addOption(
      new Option('--mode <mode>', 'one question a page, all on one page, or some of each')
        .choices(['mixed', 'pages', 'one-page'])
        .default('mixed'),
    )
    .option('--clients <number>', 'how many answer at the same time', readCount, 8)
    .option(
      '--withdraw <share>',
      'the share of people who later delete what they sent with their receipt code, from 0 to 1',
      readShare,
      0.02,
    )
    .option('--codes <file>', 'for tests: write the receipt codes to this file')
    .option(
      '--data <folder>',
      'the data folder of the deployment, where simulate notes that reports on this survey are about made-up people',
      '.chorus',
    )
    .addHelpText('after', EXAMPLES)
    .action(run)
}

async function run(options: Options): Promise<void> {
  const survey = await readSurvey(join(options.surveys, options.survey))
  if (!(await markMadeUp(options.data, options.url, survey.id))) console.error(NOT_MARKED)
  const codes = options.codes === undefined ? undefined : startCodesFile(options.codes)
  const progress = showProgress(`${options.survey}:`, options.n, process.stderr)
  const began = performance.now()
  try {
    const results = await simulate({
      origin: options.url,
      survey,
      people: options.n,
      seed: options.seed,
      habit: { mode: options.mode, withdraws: options.withdraw },
      clients: options.clients,
      now: () => new Date(),
      onVisit(result) {
        codes?.(result)
        progress.step()
      },
    })
    progress.stop()
    for (const line of summaryOf(results, (performance.now() - began) / 1000)) console.log(line)
    if (results.some((result) => result.outcome === 'failed')) process.exitCode = 1
  } catch (thrown) {
    progress.stop()
    throw explained(thrown, options)
  }
}

function explained(thrown: unknown, { url, survey }: Options): unknown {
  if (thrown instanceof Unreachable) {
    const remedy = 'Start it with npm start, or give the address it prints with --url. Answers that were already sent are kept'
    return new InputRefused([{ code: 'no-answer', file: url.origin, message: 'nobody answers there', remedy }])
  }
  if (thrown instanceof SurveyNotOpen) {
    return new InputRefused([
      {
        code: 'survey-not-open',
        file: url.origin,
        message: `no survey ${survey} is open there`,
        remedy: 'Open it with chorus survey open, or check --survey and --url',
      },
    ])
  }
  return thrown
}

/** One line a receipt: person, code, and what they took back. */
function startCodesFile(file: string): (result: VisitResult) => void {
  console.error(
    `Writing receipt codes to ${file}. Anybody who holds a real person's code can delete what they sent: do this only with made-up people.`,
  )
  writeFileSync(file, 'person,code,withdrew\n', { mode: 0o600 })
  return ({ person, code, withdrew }) => {
    if (code !== undefined) appendFileSync(file, `${person},${code},${withdrew ?? ''}\n`)
  }
}

function readOrigin(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new InvalidArgumentError('Give an address such as http://127.0.0.1:8080.')
  return url
}

function readCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Give a whole number, 1 or more.')
  return count
}

function readShare(text: string): number {
  const share = Number(text)
  if (text.trim() === '' || !(share >= 0 && share <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1, for example 0.05.')
  return share
}

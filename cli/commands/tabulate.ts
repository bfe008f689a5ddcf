import { mkdir } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import * as z from 'zod'
import { countFile } from '#cli/count-file.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { assertWritable, writeFolder } from '#cli/release-folder.ts'
import { readOrMakeStudyKey, readStudyKey } from '#cli/study-key.ts'
import type { StudyKey } from '#shared/disclosure/offset.ts'
import { reportExactly } from '#shared/disclosure/profiles/unprotected.ts'
import { protect } from '#shared/disclosure/protect.ts'
import { cellsByStatus, type ReportTable } from '#shared/disclosure/report.ts'
import { exactFiles, releaseOf } from '#shared/release/bundle.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'

const FIRST_RELEASE = 1

const UNPROTECTED_WARNING = `WARNING: --profile unprotected protects nobody. The counts are exact: from them, single people and what they said
can be worked out. They are for somebody who already holds the answers, and may never be released, proposed or shared.`

type Options = {
  readonly survey: string
  readonly responses: string
  readonly out: string
  readonly profile: 'rounded' | 'unprotected'
  readonly key?: string
  readonly date: string
}

export function registerTabulate(program: Command): void {
  program
    .command('tabulate')
    .description('Count a file of responses by the report plan of a survey, and write the aggregated report to a folder.')
    .requiredOption('--survey <dir>', 'the survey folder, with its survey.yaml')
    .requiredOption('--responses <file>', 'CSV in UTF-8: a header of question ids, one row a response')
    .requiredOption('--out <dir>', 'folder for the report: a new one, an empty one, or one that an earlier run made')
    .addOption(
      new Option('--profile <name>', 'how numbers are protected; unprotected is for data you already hold, and never for release')
        .choices(['rounded', 'unprotected'])
        .default('rounded'),
    )
    .option('--key <file>', 'the 32 secret bytes that fix how this study is rounded (made beside the folder if not given)')
    .option('--date <YYYY-MM-DD>', 'the day the answers were counted', readDate, new Date().toISOString().slice(0, 10))
    .addHelpText('after', HELP)
    .action(run)
}

const HELP = `
Cells of the responses file:
  single, scale   an option id
  multi, pick     option ids joined by |
  number          the number; only its band is kept
  text            not read; the column may be left out
  empty           skipped
  ~pns ~dk ~na    prefer not to say, not sure, does not apply, where the question offers it
  ~not_shown      not asked, for questions and parts with a condition
  ~section_skipped  the whole part was skipped, for parts with a content note

Examples:
  $ chorus tabulate --survey surveys/being-heard --responses answers.csv --out report
  $ chorus tabulate --survey surveys/being-heard --responses answers.csv --out check --profile unprotected`

async function run(options: Options): Promise<void> {
  const out = resolve(options.out)
  if (options.profile === 'unprotected') console.error(UNPROTECTED_WARNING)
  if (options.profile === 'unprotected' && options.key !== undefined)
    throw new Error('--profile unprotected rounds nothing, so it takes no --key.')
  const survey = await readSurvey(options.survey)
  await assertWritable(out)
  const tables = await countFile(survey, options.responses)

  if (options.profile === 'unprotected') {
    const report = reportExactly({ survey, tables })
    await writeFolder(out, exactFiles({ survey, report, date: options.date }), 0o700)
    summarise(out, report.tables, 'Exact numbers, not protected. This is not a release and can never be proposed for one.')
    return
  }
  const files = releaseFiles(survey, tables, await keyFor(out, options.key), options.date)
  if (!files) return
  await writeFolder(out, files.files, 0o755)
  summarise(out, files.tables, 'A candidate: nobody has approved it. A community publishes its findings, not this command.')
}

async function keyFor(out: string, given: string | undefined): Promise<StudyKey> {
  if (given !== undefined) return readStudyKey(given)
  const file = `${out}.key`
  await mkdir(dirname(file), { recursive: true })
  const { key, made } = await readOrMakeStudyKey(file)
  if (made) {
    console.error(
      `Made a study key: ${shown(file)}. Keep it, and keep it secret. Every later report on this study must be rounded with it:`,
    )
    console.error('rounding the same answers with another key would tell readers more than either report does.')
  } else console.error(`Rounding with the study key ${shown(file)}.`)
  return key
}

function releaseFiles(survey: Survey, tables: readonly CountedTable[], key: StudyKey, date: string) {
  const outcome = protect({ survey, tables, release: FIRST_RELEASE }, key)
  if (outcome.kind === 'protected') {
    const { files } = releaseOf({ survey, report: outcome.report, release: FIRST_RELEASE, date })
    return { files, tables: outcome.report.tables }
  }
  console.error(`Nothing was written. ${outcome.refusal.message}`)
  process.exitCode = 1
  return undefined
}

function summarise(out: string, tables: readonly ReportTable[], standing: string): void {
  const cells = cellsByStatus(tables)
  console.log(`Wrote ${shown(out)}`)
  console.log(`  tables  ${tables.length}`)
  console.log(
    `  cells   ${cells.published} shown, ${cells.hidden_small} hidden as too small, ${cells.group_too_small} in groups too small to show, ${cells.not_asked} not asked`,
  )
  console.log(standing)
}

function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}

function readDate(text: string): string {
  const date = z.iso.date().safeParse(text)
  if (!date.success) throw new InvalidArgumentError('Give a day such as 2026-03-31.')
  return date.data
}

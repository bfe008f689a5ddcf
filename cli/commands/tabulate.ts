import { basename, dirname, join, resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import * as z from 'zod'
import { showAudit } from '#cli/audit-threads/audit-progress.ts'
import { mapInWords } from '#cli/commands/responses-map.ts'
import { countFile, type ResponsesFile } from '#cli/count-file.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { assertWritable, writeFolder } from '#cli/release-folder.ts'
import { heldBackInWords, printSummary } from '#cli/report-summary.ts'
import { sizeOf } from '#cli/responses/file-size.ts'
import { type ResponsesMap, TOOLS, type Tool } from '#cli/responses/map/map-file.ts'
import { mapOf, readMap } from '#cli/responses/map/read-map.ts'
import { stateFileOf, writeState } from '#cli/series/kept-state.ts'
import { makeRelease } from '#cli/series/make-release.ts'
import { shownPath } from '#cli/shown-path.ts'
import { type FoundKey, findOrDrawStudyKey, readStudyKey, studyKeyFile } from '#cli/study-key.ts'
import { topCommand } from '#cli/top-commands.ts'
import { untilInterrupted } from '#cli/until-interrupted.ts'
import { reportExactly } from '#shared/disclosure/profiles/exact-report.ts'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { CodedError, InputRefused } from '#shared/problem.ts'
import { exactFiles } from '#shared/release/bundle.ts'
import { candidateName, type People } from '#shared/release/standing.ts'
import { mostReports } from '#shared/survey/most-reports.ts'
import { disclosure, profile as profileName, type Survey } from '#shared/survey/survey.ts'
import { gather } from './command-parts.ts'

const UNPROTECTED = 'unprotected'

const UNPROTECTED_WARNING = `WARNING: --profile unprotected protects nobody. The counts are exact: single people and what they said can be worked out
from them. They are for somebody who already holds the answers, and may never be released, proposed or shared.`

const LOOKING_COSTS = `Noise (profile dp) needs many people: about 1,000 answers that no report has counted. Checking uses up privacy
budget, even when the report is refused; after eight refusals these answers can be in no report. Before you ask again,
count the new rows of your own file.`

type Options = {
  readonly survey: string
  readonly responses: string
  readonly ignore: readonly string[]
  readonly absent: readonly string[]
  readonly outside: 'refused' | 'skipped'
  readonly out: string
  readonly profile?: Survey['disclosure']['profile'] | typeof UNPROTECTED
  readonly key?: string
  readonly previous?: string
  readonly date: string
  readonly madeUp?: boolean
  readonly from?: Tool
  readonly map?: string
}

export function registerTabulate(program: Command): void {
  topCommand(program, 'tabulate')
    .requiredOption('--survey <dir>', 'the folder of the survey, with its survey.yaml')
    .requiredOption(
      '--responses <file>',
      'the file of responses, CSV or .xlsx: question ids in the first row, then one row for each response',
    )
    .option(
      '--ignore <column>',
      'a column that is not a question, such as a row number, and is not read; may be given several times',
      gather,
      [],
    )
    .addOption(
      new Option(
        '--outside <what>',
        'what to do with a number that is outside all bands of its question: refuse the file, or count it as skipped',
      )
        .choices(['refused', 'skipped'])
        .default('refused'),
    )
    .addOption(
      new Option(
        '--from <tool>',
        'the file is an export of this tool, with the columns of the tool; columns that identify people are not read, and are named',
      ).choices([...TOOLS]),
    )
    .addOption(
      new Option('--map <file>', 'the map from the columns of an export to questions, which chorus responses map proposes').conflicts(
        'from',
      ),
    )
    .option(
      '--absent <question>',
      'a question that the file has no column for, because nobody was asked it; may be given several times',
      gather,
      [],
    )
    .requiredOption(
      '--out <dir>',
      'the folder for the report: a new one, an empty one, or one that an earlier run made; its name gets candidate- in front',
    )
    .option('--made-up', 'the people in the file are made up; every page and file of the report says so')
    .addOption(
      new Option(
        '--profile <name>',
        'how numbers are protected, if not as the survey says; unprotected is for your own eyes, and can never be released',
      ).choices([...profileName.options, UNPROTECTED]),
    )
    .option(
      '--key <file>',
      'the file of the secret key with which all reports on this survey are rounded (default: <survey id>.key beside the folder of the report, made if missing)',
    )
    .option('--previous <dir>', 'the folder of the last report on this survey, with all earlier ones beside it')
    .option('--date <YYYY-MM-DD>', 'the day the answers were counted', readDate, new Date().toISOString().slice(0, 10))
    .addHelpText('after', HELP)
    .action(run)
}

const HELP = `
The file of responses:

It is CSV, or the first sheet of an .xlsx workbook. CSV may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs between
columns. For an export of Kobo, ODK, REDCap or LimeSurvey use --from. For any other table use chorus responses map, then --map.

What a cell holds:
  single, scale     the id of the chosen option
  multi, pick       the ids of the chosen options, with | between them
  number            the number, with a point or a comma before decimals; only its band is kept
  text              anything: it is not read, and the column may be left out
  (empty)           skipped
  ~skipped          skipped; write it for somebody who skipped every question, as empty rows are dropped
  ~pns ~dk ~na      prefer not to say, not sure, does not apply, where the question offers it
  ~not_shown        not asked, because of a condition; a protected report evaluates conditions again
  ~section_skipped  the whole part was skipped, where it has a content note

A series of reports:

With the first report Chorus makes a key file and, beside it, a file of the same name with .state. The state says who was counted in
which report, under names that only the key can make, and how many people each group had. It holds no answers. Keep both files secret
and together, and never in the folder of a report: without both no further report can be made. The next report needs them, the last
report (--previous), and the earlier reports beside it.

A further report is made only when enough people have joined or left, and a group is counted again only when enough of it has changed.
About one in ten people whom no report has counted yet is left for a later report; this is so in the first report too.

Examples:
  $ chorus tabulate --survey surveys/being-heard --responses answers.csv --out reports/1
  $ chorus tabulate --survey surveys/being-heard --responses answers.csv --out reports/2 --previous reports/candidate-1 --key reports/being-heard.key
  $ chorus tabulate --survey surveys/being-heard --responses answers.csv --out check --profile unprotected`

/** A candidate's folder says that it is one, and whether its people are made up. */
function outOf({ out, profile, madeUp }: Options): string {
  const path = resolve(out)
  // The folder one is in keeps its name, and is refused.
  return profile === UNPROTECTED || path === process.cwd() ? path : join(dirname(path), candidateName(basename(path), peopleOf({ madeUp })))
}

function peopleOf({ madeUp }: { readonly madeUp?: boolean | undefined }): People {
  return madeUp ? 'made-up' : 'real'
}

async function run(options: Options): Promise<void> {
  const out = outOf(options)
  if (options.profile === UNPROTECTED) console.error(UNPROTECTED_WARNING)
  if (options.profile === UNPROTECTED && (options.key !== undefined || options.previous !== undefined))
    throw new CodedError(
      'report-options',
      '--profile unprotected needs no --key and no --previous: leave them out. It rounds nothing and belongs to no series of reports.',
    )
  if (options.previous !== undefined && options.key === undefined)
    throw new CodedError('report-options', '--previous needs --key: the next report must be rounded with the key of the last one.')
  if (options.previous !== undefined && resolve(options.previous) === out)
    throw new CodedError(
      'report-options',
      '--previous and --out are the same folder: name a new one with --out. A report is never replaced by the next.',
    )
  const survey = await readSurvey(options.survey)
  // Before a key is made: a typing error in a name leaves nothing behind.
  await sizeOf(options.responses)
  await assertWritable(out)

  if (options.profile === UNPROTECTED) {
    const tables = await countFile(survey, await responsesOf(survey, options))
    const report = reportExactly({ survey, tables })
    await writeFolder(out, exactFiles({ survey, report, date: options.date }), { mode: 0o700, date: options.date })
    printSummary(
      out,
      { tables: report.tables, release: 0 },
      'Exact numbers, not protected. This is not a release and can never be proposed for one.',
    )
    return
  }
  await release(out, studyPlan(protectedAs(survey, options.profile)), options)
}

function protectedAs(survey: Survey, chosen: Survey['disclosure']['profile'] | undefined): Survey {
  if (chosen === undefined || chosen === survey.disclosure.profile) return survey
  if (chosen === 'small') throw new CodedError('report-options', SMALL_IS_DECIDED)
  return { ...survey, disclosure: disclosure.parse({ profile: chosen }) }
}

const SMALL_IS_DECIDED =
  '--profile small cannot be chosen here, because it protects less: write disclosure: {profile: small, reports: 1, why: <a sentence>} in survey.yaml, as the community decided.'

/**
 * The files first and the state last: interrupted in between, the same command makes the same again. With noise the state comes first, as it
 * pays for the report: interrupted in between, the same command writes the files of what was drawn.
 */
async function release(out: string, study: StudyPlan, options: Options): Promise<void> {
  // Whatever the number of answers: a warning that depends on it would tell it.
  const { survey, profile } = study
  if (profile.pace === 'batches') console.error(LOOKING_COSTS)
  const { key: keyFile, previous, date } = options
  const responses = await responsesOf(survey, options)
  const found = await keyFor(out, survey.id, keyFile)
  const { key } = found
  const stateFile = stateFileOf(keyFile ?? studyKeyFile(out, survey.id))
  const progress = showAudit(process.stderr)
  const made = await untilInterrupted('Nothing was written. The study key stays for the next report.', (signal) =>
    makeRelease({
      study,
      responses,
      key: found,
      stateFile,
      out,
      previous,
      date,
      people: peopleOf(options),
      onStep: (step) => console.error(step),
      onKeyMade: () => tellOfKey(studyKeyFile(out, survey.id), survey.id),
      onAudit: progress.onStep,
      signal,
    }),
  ).finally(progress.stop)
  const { before } = made
  if ('reason' in made) {
    if (made.keep) await writeState(stateFile, key, made.keep, before)
    console.error(`Nothing was written. ${made.message} The study key stays for the next one. [report-refused]`)
    process.exitCode = 1
    return
  }
  const { unwritten, ...keep } = made.keep
  if (unwritten && before !== made.keep) await writeState(stateFile, key, made.keep, before)
  if (before === made.keep)
    console.error(`An earlier run ended before it had written report ${made.number}. Here it is, as it was drawn then.`)
  await writeFolder(out, made.files, { mode: 0o755, date: unwritten?.date ?? date })
  await writeState(stateFile, key, keep, unwritten ? made.keep : before)
  printSummary(out, { tables: made.tables, release: made.number }, options.madeUp ? `${A_CANDIDATE} Its people are made up.` : A_CANDIDATE)
  for (const line of heldBackInWords(study)) console.log(line)
  console.log(`Look at it: ${shownPath(join(out, 'report.html'))}`)
  const next = `--previous ${shownPath(out)} --key ${shownPath(resolve(keyFile ?? studyKeyFile(out, survey.id)))}`
  console.log(`It is report ${made.number} on ${survey.id}. ${isLast(study, made.number) ? LAST : `The next one must follow it: ${next}`}`)
}

const A_CANDIDATE = 'A candidate: nobody has approved it. A community publishes its findings, not this command.'

const LAST = 'The profile of this survey allows no further report.'

/** Reports made side by side, instead of one after the other, can be subtracted from each other. */
function isLast({ survey, profile }: StudyPlan, release: number): boolean {
  return profile.pace === 'once' || release >= (mostReports(survey) ?? Number.POSITIVE_INFINITY)
}

async function keyFor(out: string, study: string, given: string | undefined): Promise<FoundKey> {
  if (given !== undefined) return { key: await readStudyKey(given, study) }
  const file = studyKeyFile(out, study)
  const found = await findOrDrawStudyKey(file, study)
  if (!found.keep) console.error(`Rounding with the study key ${shownPath(file)}.`)
  return found
}

function tellOfKey(file: string, study: string): void {
  console.error(`Made the study key of ${study}: ${shownPath(file)}. Keep it, and keep it secret.`)
  console.error('Every report on this survey must be rounded with this key; in another folder, name it with --key. The same answers')
  console.error('rounded with several keys could be averaged, which would tell readers more than one report does.')
}

async function responsesOf(survey: Survey, options: Options): Promise<ResponsesFile> {
  const { responses: file, ignore, absent, outside } = options
  return { file, ignore, absent, outsideIsSkipped: outside === 'skipped', map: await mapFor(survey, options) }
}

/** The map that was named, or the one that an export itself makes plain; then what it leaves out is said. */
async function mapFor(survey: Survey, { map, from, responses, absent }: Options): Promise<ResponsesMap | undefined> {
  if (map !== undefined) return readMap(map, survey)
  if (from === undefined) return undefined
  const proposed = await mapOf(survey, responses, absent, from)
  if (proposed.problems.length > 0)
    throw new InputRefused(proposed.problems.map((each) => ({ code: 'responses-export', file: responses, ...each })))
  console.error(
    [`${responses}, as an export of ${from}:`, mapInWords(proposed.map), ...proposed.said.map((each) => `  ${each}`)].join('\n'),
  )
  return proposed.map
}

function readDate(text: string): string {
  const date = z.iso.date().safeParse(text)
  if (!date.success) throw new InvalidArgumentError('Give a day such as 2026-03-31.')
  return date.data
}

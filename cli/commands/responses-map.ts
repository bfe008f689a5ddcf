import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { stringify } from 'yaml'
import { faultCode } from '#cli/fault-code.ts'
import { readSurvey } from '#cli/read-survey.ts'
import type { ResponsesMap } from '#cli/responses/map/map-file.ts'
import { mapOf } from '#cli/responses/map/read-map.ts'
import { CodedError, describeProblem } from '#shared/problem.ts'

type Options = { readonly out?: string; readonly absent: readonly string[] }

const HELP = `
Nothing is counted yet. The map says which column is which question, what its values mean, and which columns are not read and
why. Correct it in an editor, then count with it. surveys/README.md explains each part.

Example:
  $ chorus responses map surveys/ours export.csv
  $ chorus tabulate --survey surveys/ours --responses export.csv --map export.csv.map.yaml --out reports/1`

export function registerResponsesMap(program: Command): void {
  const group = program.commands.find((command) => command.name() === 'responses')
  ;(group ?? program.command('responses').description('Answers that you hold already, in the export of another tool.'))
    .command('map')
    .description('Look at an export of Kobo, ODK, REDCap, LimeSurvey or a spreadsheet, and propose how it becomes answers to a survey.')
    .argument('<survey>', 'the survey folder, with its survey.yaml')
    .argument('<file>', 'the export, as CSV or .xlsx')
    .option('--out <file>', 'the map to write (default: beside the export, with .map.yaml at its end); never over another one')
    .option('--absent <question>', 'the file has no column for this question; may be given several times', gather, [])
    .addHelpText('after', HELP)
    .action(propose)
}

async function propose(folder: string, file: string, { out = `${file}.map.yaml`, absent }: Options): Promise<void> {
  const survey = await readSurvey(folder)
  const { map, problems, said } = await mapOf(survey, file, absent)
  await writeNew(out, `${HEAD}${stringify(map, { lineWidth: 120 })}`)
  for (const sentence of said) console.log(`  ${sentence}`)
  for (const problem of problems) console.log(`  open  ${describeProblem({ code: 'responses-export', file, ...problem })}`)
  console.log(mapInWords(map))
  console.log(
    `Wrote ${out}. Next: ${problems.length > 0 ? 'settle what is open in it, then ' : ''}chorus tabulate --survey ${folder} --responses ${file} --map ${out} --out <dir>`,
  )
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 })
  } catch (thrown) {
    if (faultCode(thrown) === 'EEXIST')
      throw new CodedError('folder-taken', `${file} is there already: name another one with --out. Nothing is written over.`)
    throw thrown
  }
}

/** What is read, and what is not and why, in two lines. */
export function mapInWords({ questions, left_out: leftOut }: ResponsesMap): string {
  const byReason = Map.groupBy(Object.entries(leftOut), ([, why]) => why)
  const parts = [...byReason].map(([why, columns]) => `${columns.map(([column]) => shortened(column)).join(', ')} (${why})`)
  return [`  read      ${Object.keys(questions).join(', ')}`, ...parts.map((each) => `  not read  ${each}`)].join('\n')
}

const LONGEST = 60

function shortened(column: string): string {
  return column.length > LONGEST ? `${column.slice(0, LONGEST)}...` : column
}

const HEAD = `# How the columns of an export become answers. "questions": for each question its column, and under "options" what a value
# means: the id of an option, ~dk, ~pns or ~na for a state, or nothing for no answer. "columns" where each option has a column of its own;
# "joined" where several answers stand in one cell. "rows": only these rows are counted. "left_out" is for people: nothing in it is read.
`

function gather(text: string, before: readonly string[]): readonly string[] {
  return [...before, text.trim()]
}

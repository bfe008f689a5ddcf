import type { Command } from 'commander'
import { stringify } from 'yaml'
import { readSurvey } from '#cli/read-survey.ts'
import type { ResponsesMap } from '#cli/responses/map/map-file.ts'
import { mapOf } from '#cli/responses/map/read-map.ts'
import { writeNewFile } from '#cli/write-new-file.ts'
import { describeProblem } from '#shared/problem.ts'
import { commandGroup, gather } from './command-parts.ts'

type Options = { readonly out?: string; readonly absent: readonly string[] }

const HELP = `
Nothing is counted yet. The map says which column is which question, what its values mean, and which columns are not read and
why. Correct it in a text editor, then count with it (chorus tabulate --map). surveys/README.md explains each part.

Examples:
  $ chorus responses map surveys/ours export.csv
  $ chorus tabulate --survey surveys/ours --responses export.csv --map export.csv.map.yaml --out reports/1`

export function registerResponsesMap(program: Command): void {
  commandGroup(program, {
    name: 'responses',
    example: 'responses map surveys/ours export.csv',
  })
    .command('map')
    .description(
      'Read an export of Kobo, ODK, REDCap, LimeSurvey or a spreadsheet, and propose a map: which column answers which question.',
    )
    .argument('<survey>', 'the survey folder, with its survey.yaml')
    .argument('<file>', 'the export, as CSV or .xlsx')
    .option('--out <file>', 'a new file for the map (default: the name of the export with .map.yaml added)')
    .option(
      '--absent <question>',
      'a question that the file has no column for, because nobody was asked it; may be given several times',
      gather,
      [],
    )
    .addHelpText('after', HELP)
    .action(propose)
}

async function propose(folder: string, file: string, { out = `${file}.map.yaml`, absent }: Options): Promise<void> {
  const survey = await readSurvey(folder)
  const { map, problems, said } = await mapOf(survey, file, absent)
  await writeNewFile(out, `${HEAD}${stringify(map, { lineWidth: 120 })}`, 0o600)
  for (const sentence of said) console.log(`  ${sentence}`)
  for (const problem of problems) console.log(`  open  ${describeProblem({ code: 'responses-export', file, ...problem })}`)
  console.log(mapInWords(map))
  console.log(
    `Wrote ${out}. Next: ${problems.length > 0 ? 'correct the open points in it, then ' : ''}chorus tabulate --survey ${folder} --responses ${file} --map ${out} --out <dir>`,
  )
}

/** Says in two lines which columns are read, and which are not and why. */
export function mapInWords({ questions, left_out: leftOut }: ResponsesMap): string {
  const byReason = Map.groupBy(Object.entries(leftOut), ([, why]) => why)
  const parts = [...byReason].map(([why, columns]) => `${columns.map(([column]) => shortened(column)).join(', ')} (${why})`)
  return [`  read      ${Object.keys(questions).join(', ')}`, ...parts.map((each) => `  not read  ${each}`)].join('\n')
}

const LONGEST = 60

function shortened(column: string): string {
  return column.length > LONGEST ? `${column.slice(0, LONGEST)}...` : column
}

const HEAD = `# How the columns of an export become answers.
# questions  for each question: its "column"; under "options" what a value means (the id of an option, ~dk, ~pns or ~na for a state, nothing
#            for no answer); "columns" where each option has a column of its own; "joined" where one cell holds several answers
# rows       only these rows are counted
# left_out   for you to read: these columns are not read, and why
`

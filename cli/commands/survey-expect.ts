import { type Command, InvalidArgumentError } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { loadSolver } from '#shared/disclosure/linear/solver.ts'
import { type Draws, type Expectation, expectationOf, peopleNeeded } from '#shared/expectation/expectation.ts'
import { UNAUDITED } from '#shared/expectation/first-report.ts'

type Options = { readonly people: readonly number[]; readonly draws: number }

const HELP = `
Made-up people answer: some answers are frequent and some rare, some groups large and some small. A first report on them is protected
and audited as a real one is. Real people answer differently, so the result is an estimate and no promise.

Example:
  $ chorus survey expect surveys/being-heard --people 60,150,400`

export function registerSurveyExpect(program: Command): void {
  surveyGroup(program)
    .command('expect')
    .description('Estimate, before a survey opens, what a first report would show: how many numbers, which questions and which groups.')
    .argument('<dir>', 'the survey folder, with its survey.yaml')
    .option('--people <numbers>', 'how many people answer, such as 60,150,400', readNumbers, [60, 150, 400])
    .option('--draws <number>', 'how many times to try it with other made-up people and keys; the mean is printed', readDraws, 3)
    .addHelpText('after', HELP)
    .action(run)
}

async function run(folder: string, { people, draws }: Options): Promise<void> {
  const survey = await readSurvey(folder)
  const of: Draws = { solver: await loadSolver(), survey, draws }
  console.log(`${survey.id}, protected as ${survey.disclosure.profile}: a first report, mean of ${draws} draws of made-up people and keys`)
  for (const each of people) console.log(inWords(expectationOf(of, each)))
  const needed = peopleNeeded(of, UNAUDITED)
  if (needed.length === 0) return
  console.log('  People who have to answer until a group can be shown, if it is as large a part as among these:')
  for (const [group, count] of needed) console.log(`    ${group}  about ${count}`)
}

function inWords({ people, reports, shown, readable, readableByGroup, silent, hiddenGroups }: Expectation): string {
  if (reports === 0) return `  ${people} people: no report, there are too few`
  return [
    `  ${people} people: ${percent(shown)} of the answers are shown for everyone, ${percent(readable)} with those in a row that takes several together`,
    `    by group: ${percent(readableByGroup)}, counted the same way`,
    `    nothing to be read of: ${silent.length === 0 ? 'no question' : silent.join(', ')}`,
    `    groups too small: ${hiddenGroups.length === 0 ? 'none' : hiddenGroups.join(', ')}`,
  ].join('\n')
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

const MOST_PEOPLE = 20_000
const MOST_DRAWS = 50

function readNumbers(text: string): readonly number[] {
  const numbers = text.split(',').map(Number)
  if (numbers.every((each) => Number.isInteger(each) && each >= 1 && each <= MOST_PEOPLE)) return numbers
  throw new InvalidArgumentError(`Write whole numbers from 1 to ${MOST_PEOPLE} with commas between them, such as 60,150,400.`)
}

function readDraws(text: string): number {
  const draws = Number(text)
  if (Number.isInteger(draws) && draws >= 1 && draws <= MOST_DRAWS) return draws
  throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_DRAWS}.`)
}

import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { asMeant, listOf } from '#cli/start/as-meant.ts'
import { askTheRest, type StartAnswers } from '#cli/start/ask-questions.ts'
import { type Beginning, BLANK, beginnings, begunSurvey } from '#cli/start/begun-survey.ts'
import { commonBeside, regionsOf } from '#cli/start/common-folder.ts'
import { assertNew, writeAll } from '#cli/start/new-folder.ts'
import { START_QUESTIONS } from '#cli/start/start-questions.ts'
import { LANGUAGES, pageLanguageOf } from '#shared/languages.ts'
import { CodedError } from '#shared/problem.ts'
import { plainId } from '#shared/survey/ids.ts'
import { countMainQuestions, countQuestions } from '#shared/survey/length.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'

const EXAMPLES = `
It asks only for what you do not give as an option. With --quiet it asks nothing. Whatever you leave out stays an example text, which
you can replace later; until then every page says that it is an example.

Examples:
  $ chorus survey new surveys/our-survey
  $ chorus survey new surveys/our-survey --from being-heard --languages en,es --asked-by "Hearing Voices Leeds" --paid-by "Our members" --quiet`

export function registerSurveyNew(program: Command): void {
  const command = surveyGroup(program)
    .command('new')
    .description(
      'Begin a survey, from one that comes with Chorus or from eight questions to change. It asks you who runs it, who pays, and where people can find support.',
    )
    .argument('<dir>', 'the new folder, such as surveys/our-survey; its last part becomes the id of the survey')
  for (const { flag, about } of START_QUESTIONS) command.addOption(new Option(flag, about))
  command
    .option('--quiet', 'ask nothing', false)
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, { quiet, ...given }: StartAnswers & { quiet: boolean }) => {
      const asks = !quiet && process.stdin.isTTY === true
      await assertNew(folder)
      const id = idOf(folder)
      const known = await beginnings()
      const places = await regionsBeside(folder)
      const wrong = (key: keyof StartAnswers, said: string) => wrongIn(asMeant({ [key]: said }), known, places)
      const asking = { beginnings: known, wrong, input: process.stdin, output: process.stdout }
      const answers = asMeant(asks ? await askTheRest(given, asking) : given)
      const why = wrongIn(answers, known, places)
      if (why !== undefined) throw new CodedError('survey-reference', why)
      await begin(folder, beginningOf(id, answers))
    })
}

async function begin(folder: string, begun: Beginning): Promise<void> {
  const { files: common, copyCommon } = await commonBeside(folder)
  const files = await begunSurvey(begun, common)
  const survey = loadSurvey(new Map([...files, ...common]))
  await copyCommon()
  await writeAll(folder, files)
  const main = countMainQuestions(survey)
  const more = countQuestions(survey) - main
  const asked = `${main} questions${more === 0 ? '' : ` and ${more} about the person and the check-in`}`
  console.log(`${folder}: ${asked}, in ${survey.languages.join(', ')}`)
  const examples = START_QUESTIONS.filter(({ key, fallback }) => fallback === undefined && begun[key as keyof Beginning] === undefined)
  if (examples.length > 0) console.log(`  still an example: ${examples.map(({ asks }) => asks.replace(/\?.*$/, '?')).join(' ')}`)
  console.log(`  check it      chorus survey check ${folder}`)
  console.log(`  change it     survey.yaml holds the questions, one file a language holds the words: surveys/README.md`)
  console.log(`  look at it    chorus survey preview ${folder}`)
  console.log(`  try it out    npm start, if it lies in surveys/; else chorus survey open ${folder} --trial`)
}

/** The id of a survey is also the name of its folder. */
function idOf(folder: string): string {
  const id = plainId.safeParse(basename(folder))
  if (id.success) return id.data
  throw new CodedError('survey-id', `A survey cannot be called "${basename(folder)}": ${id.error.issues[0]?.message}.`)
}

/** The reason why these answers cannot be used, with the remedy; undefined where they can. */
function wrongIn({ from, languages, support }: StartAnswers, known: readonly string[], places: readonly string[]): string | undefined {
  if (from !== undefined && !known.includes(from)) return `There is no survey "${from}" to begin from. There are ${known.join(', ')}.`
  const unspoken = listOf(languages ?? '').find((each) => pageLanguageOf(each) === undefined)
  if (unspoken !== undefined)
    return `The pages are not translated into "${unspoken}" yet. They are in ${Object.keys(LANGUAGES).join(', ')}. docs/languages.md says how to add a language.`
  const unknown = listOf(support ?? '').find((each) => !places.includes(each))
  if (unknown !== undefined)
    return `There are no places of support for "${unknown}" yet. There are some for ${places.join(', ')}. surveys/README.md says how to add one.`
  return undefined
}

async function regionsBeside(folder: string): Promise<string[]> {
  return regionsOf((await commonBeside(folder)).files).map(({ region }) => region)
}

function beginningOf(id: string, answers: StartAnswers): Beginning {
  const from = answers.from ?? BLANK
  const languages = listOf(answers.languages ?? 'en')
  const { title, askedBy, contact, board, paidBy, keptIn, law } = answers
  return { id, from, title, languages, askedBy, contact, board, paidBy, keptIn, law, support: listOf(answers.support ?? 'US,GB,*') }
}

import type { Command } from 'commander'
import { assertApproved, assertNothingAgainstTrial, canStoriesBeRead, isDemonstration } from '#cli/board/assert-approved.ts'
import { surveyGroup } from '#cli/commands/survey.ts'
import { openCommunity, type Surveys } from '#cli/community.ts'
import { keepingOf } from '#cli/keeping.ts'
import { reusedIdProblems } from '#cli/kept-ids.ts'
import { keyProblems } from '#cli/key-check.ts'
import { assertNotOver, assertSameWay } from '#cli/opening-rules.ts'
import { readSurveyWithPlaces } from '#cli/read-survey.ts'
import { languagesInWords } from '#cli/survey-languages.ts'
import { trialInWords, untriedSupport } from '#cli/survey-standing.ts'
import { isAboutStories, isTrialOnly } from '#cli/trial-only.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import type { Survey } from '#shared/survey/survey.ts'

const NO_APPROVAL = 'A trial may be opened without a board. It does not mean that a community approved it.'

type Settings = { readonly data: string; readonly trial?: boolean }

/** `chorus survey open`: the steward's command. It reaches surveys, and no answer. */
export function registerSurveyOpen(program: Command): void {
  surveyGroup(program)
    .command('open')
    .description('Let people answer surveys, each under its link: what the board has approved, or a trial.')
    .argument('<dir...>', 'survey folders without errors')
    .option('--data <folder>', 'data folder of the local deployment', '.chorus')
    .option(
      '--trial',
      'open it to be tried out, and say so on every page: also with example names, untried places to turn to, words that nobody went through, and share: ask',
    )
    .addHelpText('after', '\nExample:\n  $ chorus survey open surveys/being-heard')
    .action(openSurveys)
}

/** Opens what is in the folders, or none of it: what the board has approved, or trials. */
export async function openSurveys(folders: readonly string[], { data, trial = false }: Settings): Promise<void> {
  const surveys: Sound[] = []
  for (const folder of folders) surveys.push(await readSound(folder, { data, trial }))
  const community = openCommunity(data)
  await assertOpenable(community, surveys, trial)
  for (const { survey } of surveys) await (trial ? assertNothingAgainstTrial : assertApproved)(data, survey)
  for (const { survey } of surveys) await open(community, survey, trial)
  if (trial) console.log(NO_APPROVAL)
}

type Sound = { readonly survey: Survey; readonly locate: Locate }

/**
 * That its numbers can be protected, which is known of versions that were open before, and that no id means something else than
 * before. Throws InputRefused before any of them is opened.
 */
async function assertOpenable(community: Surveys, surveys: readonly Sound[], trial: boolean): Promise<void> {
  const known = new Set((await community.versions()).map(({ hash }) => hash))
  const problems: Problem[] = []
  for (const { survey, locate } of surveys) {
    if (!known.has(versionOf(survey).hash)) problems.push(...(await keyProblems(survey, locate)))
    if (!trial) problems.push(...(await reusedIdProblems(community, survey, locate)))
  }
  if (problems.length > 0) throw new InputRefused(problems)
}

/**
 * Throws InputRefused with every error. Other warnings do not stop an opening; a support page that nobody tried out does,
 * but for a trial, and for what a made-up board opens: of both, every page says so.
 */
async function readSound(folder: string, { data, trial }: Required<Settings>): Promise<Sound> {
  const { survey, locate } = await readSurveyWithPlaces(folder)
  const found = lintSurvey(survey, today())
  const errors = found.filter(({ lint }) => lint.severity === 'error')
  const untried = trial ? [] : found.filter(({ lint }) => lint.severity !== 'error' && isTrialOnly(lint))
  const waiting =
    untried.some(({ lint }) => isAboutStories(lint)) && (await canStoriesBeRead(data))
      ? untried.filter(({ lint }) => !isAboutStories(lint))
      : untried
  const refused = waiting.length > 0 && !(await isDemonstration(data)) ? [...errors, ...waiting] : errors
  if (refused.length > 0)
    throw new InputRefused(refused.map(({ lint, part, message, remedy }) => ({ ...locate(part, message, remedy), code: lint.id })))
  return { survey, locate }
}

async function open(community: Surveys, survey: Survey, trial: boolean): Promise<void> {
  const version = versionOf(survey)
  const link = linkOf(survey.id)
  const before = await community.readOpen(link)
  assertNotOver(survey, new Date())
  const way = trial ? 'trial' : 'real'
  if (before?.version.hash === version.hash) {
    assertSameWay(survey, before.trial ? 'trial' : 'real', way)
    console.log(`${survey.id} ${survey.version} is open already.`)
    return
  }
  const keeping = await keepingOf(community, survey, today())
  await community.storeSurvey(version, canonicalBytes(survey))
  assertSameWay(survey, await community.noteOpeningAs(version, way), way)
  await community.markOpened(version, today())
  await community.open({ link, version, ...(trial ? { trial: true } : {}) })
  console.log(`${survey.id} ${survey.version} is open${before ? ', in place of an earlier version' : ''}.`)
  console.log(`  path  /s/${link}`)
  console.log(`  hash  ${version.hash}`)
  console.log(`  in    ${languagesInWords(survey)}`)
  for (const sentence of [...keeping, ...trialInWords(untriedSupport(survey, today()), trial)]) console.log(`  ${sentence}`)
  if (trial) console.log('  Every page says that this is a trial.')
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

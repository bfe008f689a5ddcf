import type { Command } from 'commander'
import { assertApproved, assertNothingAgainstTrial, canStoriesBeRead, isDemonstration } from '#cli/board/assert-approved.ts'
import { surveyGroup } from '#cli/commands/survey.ts'
import { openCommunity, type Surveys } from '#cli/data-access.ts'
import { keepingOf } from '#cli/keeping.ts'
import { reusedIdProblems } from '#cli/kept-ids.ts'
import { keyProblems } from '#cli/key-check.ts'
import { assertNotOver, assertOpenedAlike } from '#cli/opening-rules.ts'
import { readSurveyWithPlaces } from '#cli/read-survey.ts'
import { languagesInWords } from '#cli/survey-languages.ts'
import { trialInWords, untriedSupport } from '#cli/survey-standing.ts'
import { isAboutStories, isTrialOnly } from '#cli/trial-only.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

const NO_APPROVAL = 'A trial may be opened without a board. It does not mean that a community approved it.'

type Settings = { readonly data: string; readonly trial?: boolean }

/** `chorus survey open`: the steward's command. It reads and writes surveys, and has no access to answers. */
export function registerSurveyOpen(program: Command): void {
  surveyGroup(program)
    .command('open')
    .description('Open surveys, so that people can answer each under its link. The board must have approved it, or you open it as a trial.')
    .argument('<dir...>', 'the folders of surveys in which chorus survey check finds no error')
    .option(...DATA_OPTION)
    .option(
      '--trial',
      'open it to be tried out, without approval: every page says so. A trial may still have example texts, untested places of support, unreviewed translations, and share: ask',
    )
    .addHelpText('after', helpExample('survey open surveys/being-heard'))
    .action(openSurveys)
}

/** Opens the surveys in the folders, as the board approved them or as trials. If one may not be opened, none is. */
export async function openSurveys(folders: readonly string[], { data, trial = false }: Settings): Promise<void> {
  const surveys: CheckedSurvey[] = []
  for (const folder of folders) surveys.push(await readOpenable(folder, { data, trial }))
  const community = openCommunity(data)
  await assertOpenable(community, surveys, trial)
  for (const { survey } of surveys) await (trial ? assertNothingAgainstTrial : assertApproved)(data, survey)
  for (const { survey } of surveys) await open(community, survey, trial)
  if (trial) console.log(NO_APPROVAL)
}

type CheckedSurvey = { readonly survey: Survey; readonly locate: Locate }

/**
 * Throws InputRefused, before any survey is opened, where the numbers of one cannot be protected, or where a question has an id that meant
 * something else before. A version that was open before has passed the first check already.
 */
async function assertOpenable(community: Surveys, surveys: readonly CheckedSurvey[], trial: boolean): Promise<void> {
  const known = new Set((await community.versions()).map(({ hash }) => hash))
  const problems: Problem[] = []
  for (const { survey, locate } of surveys) {
    if (!known.has(versionOf(survey).hash)) problems.push(...(await keyProblems(survey, locate)))
    if (!trial) problems.push(...(await reusedIdProblems(community, survey, locate)))
  }
  if (problems.length > 0) throw new InputRefused(problems)
}

/**
 * A survey from its folder. Throws InputRefused with every error. Warnings do not prevent an opening, except those that allow a trial only
 * (`isTrialOnly`), such as support entries that nobody tested. A trial and a survey of a made-up board may have them: every page says so.
 */
async function readOpenable(folder: string, { data, trial }: Required<Settings>): Promise<CheckedSurvey> {
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
  const openedAs = trial ? 'trial' : 'real'
  if (before?.version.hash === version.hash) {
    assertOpenedAlike(survey, before.trial ? 'trial' : 'real', openedAs)
    console.log(`${survey.id} ${survey.version} is open already.`)
    return
  }
  const keeping = await keepingOf(community, survey, today())
  await community.storeSurvey(version, canonicalBytes(survey))
  assertOpenedAlike(survey, await community.noteOpeningAs(version, openedAs), openedAs)
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

import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readSurvey } from '#cli/read-survey.ts'
import { shownPath } from '#cli/shown-path.ts'
import { needsTrial } from '#cli/trial-only.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { InputRefused } from '#shared/problem.ts'
import type { Community, ShutBecause } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { stageOf } from '#shared/survey/closing.ts'
import { supportVerified } from '#shared/survey/lint/support-entries.ts'
import { SURVEY_FILE } from '#shared/survey/load-survey.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'

/** The state of a survey in a deployment, beside its folder as it is now. */
export type SurveyStanding = {
  readonly id: string
  readonly link?: string
  readonly version?: SurveyVersion
  readonly state: 'open' | ShutBecause | 'not opened'
  /** It was opened to be tried out. */
  readonly trial?: true
  /** Set for a survey that was opened: whether its folder still holds what was opened. */
  readonly folder?: 'unchanged' | 'changed'
  /** Its own hour of closing, where it is open or closed for that. */
  readonly closes?: string
  /** The command that opens the folder's survey to people. */
  readonly command?: string
}

type Found = { readonly path: string; readonly survey?: Survey }

/** Every survey of a deployment and of a folder of survey folders, by id. A folder that does not load has the command that says why. */
export async function standings(
  community: Pick<Community, 'listOpen' | 'listShut' | 'readSurvey'>,
  surveys: string,
  now: Date,
): Promise<SurveyStanding[]> {
  const today = now.toISOString().slice(0, 10)
  const open = await Promise.all(
    (await community.listOpen()).map(async (each) => ({ ...each, ...(await ofOpened(community, each.version, now)) })),
  )
  const shut = (await community.listShut()).map(({ because, ...each }) => ({ ...each, state: because }))
  const found = await surveysIn(surveys)
  const known = [...open, ...shut].map(({ link, version, state, trial, ...hour }): SurveyStanding => {
    const own = found.find(({ path, survey }) => (survey?.id ?? basename(path)) === version.id)
    const about = { id: version.id, link, version, state, ...(trial ? { trial } : {}), ...hour }
    if (!own) return about
    if (own.survey && versionOf(own.survey).hash === version.hash)
      return { ...about, folder: 'unchanged', ...(state === 'open' ? {} : { command: reopening(own, version.id, state, today) }) }
    return { ...about, folder: 'changed', command: opening(own, today) }
  })
  const others = found
    .map((each): SurveyStanding => ({ id: each.survey?.id ?? basename(each.path), state: 'not opened', command: opening(each, today) }))
    .filter(({ id }) => !known.some((each) => each.id === id))
  return [...known, ...others].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** A survey that was opened is closed from its own hour on, whether or not anybody has said so. */
async function ofOpened(
  community: Pick<Community, 'readSurvey'>,
  version: SurveyVersion,
  now: Date,
): Promise<{ readonly state: 'open' | 'closed'; readonly closes?: string }> {
  const { closes } = await storedSurvey(community, version)
  return { state: stageOf(closes, now) === 'open' ? 'open' : 'closed', ...(closes === undefined ? {} : { closes }) }
}

/** Lists the places to turn to that nobody has tried out within 180 days: with any of them, a survey is open as a trial only. */
export function untriedSupport(survey: Survey, today: string): string[] {
  return supportVerified.check(survey, today).map(({ message }) => message)
}

/** An open survey with untried places to turn to is a trial, or one that a made-up board opened, and says so. */
export function trialInWords(untried: readonly string[], isTrial = true): string[] {
  const [first] = untried
  if (first === undefined) return []
  const [what, how] = isTrial ? ['TRIAL', ' (--trial)'] : ['DEMONSTRATION', '']
  return [`A ${what} only: ${first}${untried.length > 1 ? `, and ${untried.length - 1} more places to turn to are untried` : ''}${how}.`]
}

async function surveysIn(folder: string): Promise<Found[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found: Found[] = []
  for (const name of entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)) {
    const path = join(folder, name)
    if ((await readdir(path)).includes(SURVEY_FILE)) found.push(await readIfSound(path))
  }
  return found
}

async function readIfSound(path: string): Promise<Found> {
  try {
    return { path, survey: await readSurvey(path) }
  } catch (thrown) {
    if (thrown instanceof InputRefused) return { path }
    throw thrown
  }
}

function opening({ path, survey }: Found, today: string): string {
  const shown = shownPath(path)
  if (!survey) return `npx chorus survey check ${shown}`
  return `npx chorus survey open ${needsTrial(survey, today) ? '--trial ' : ''}${shown}`
}

function reopening(found: Found, id: string, state: ShutBecause, today: string): string {
  return state === 'paused' ? `npx chorus survey resume ${id}` : opening(found, today)
}

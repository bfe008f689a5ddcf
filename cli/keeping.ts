import type { Surveys } from '#cli/data-access.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { CodedError } from '#shared/problem.ts'
import { isOver, lastDay, lengthened, type Promised, promiseFor, type Retention } from '#shared/retention/promise.ts'
import type { Day } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { lastSendingAt } from '#shared/survey/closing.ts'
import type { Survey } from '#shared/survey/survey.ts'

const NAMES: Readonly<Record<keyof Retention, string>> = { rawDays: 'raw_days', storyDays: 'story_days', codeDays: 'code_days' }

/**
 * Says in sentences how long answers and written words are kept once a version is open. `today` is a day (UTC). Throws CodedError where
 * that is longer than people were promised before (`survey-keeps-longer`), where the version's time is over (`survey-over`), or where it
 * closes after the first deletion (`survey-closes`).
 */
export async function keepingOf(surveys: Surveys, survey: Survey, today: Day): Promise<string[]> {
  const version = versionOf(survey)
  const before = await promisedBefore(surveys, survey.id)
  const known = before.find((each) => each.version.hash === version.hash)
  const own: Promised = known ?? { version, retention: survey.retention, opened: today }
  const all = [...before, own]

  const earlier = before.map(({ retention }) => retention)
  const longer = lengthened(survey.retention, earlier)
  if (longer.length > 0) throw new CodedError('survey-keeps-longer', refusal(survey, longer, promiseFor(own, before)))
  const { rawDays, storyDays } = promiseFor(own, all)
  const [answers, words] = [lastDay(own.opened, rawDays), lastDay(own.opened, storyDays)]
  if (isOver(own.opened, Math.min(rawDays, storyDays), today)) {
    throw new CodedError(
      'survey-over',
      `${survey.id} ${survey.version} cannot be opened again: the answers to it were to be deleted on ${min(answers, words)}. Raise the version in survey.yaml and open that.`,
    )
  }
  const { closes } = survey
  if (closes !== undefined && lastSendingAt(closes).toISOString().slice(0, 10) >= min(answers, words)) {
    throw new CodedError(
      'survey-closes',
      `${survey.id} ${survey.version} would close on ${closes}, but the first answers are deleted on ${min(answers, words)}. Write an earlier day under closes in survey.yaml, or open it later.`,
    )
  }
  const shortened = before.filter(
    (each) =>
      promiseFor(each, all).rawDays < promiseFor(each, before).rawDays ||
      promiseFor(each, all).storyDays < promiseFor(each, before).storyDays,
  )
  return [
    closes === undefined
      ? `Answers are deleted on ${answers}, words on ${words}; its link closes on the first of these days.`
      : `It closes on ${closes}; people who began before that can send for one more hour. Answers are deleted on ${answers}, words on ${words}.`,
    ...shortened.map(
      ({ opened }) =>
        `The shorter promise now holds for earlier versions too: of the version opened on ${opened}, answers are deleted on ${lastDay(opened, rawDays)}, words on ${lastDay(opened, storyDays)}.`,
    ),
  ]
}

async function promisedBefore(surveys: Surveys, id: string): Promise<Promised[]> {
  const openings = (await surveys.openings()).filter(({ version }) => version.id === id)
  return Promise.all(
    openings.map(async ({ version, day }) => {
      const { retention } = await storedSurvey(surveys, version)
      return { version, retention, opened: day }
    }),
  )
}

function refusal({ id, version, retention }: Survey, longer: readonly (keyof Retention)[], promised: Retention): string {
  const each = longer.map((kind) => `${NAMES[kind]}: ${retention[kind]} (${promised[kind]} was promised; write that or less)`)
  return `${id} ${version} would keep what people send for longer than they were promised: ${each.join(', ')}.`
}

function min(a: Day, b: Day): Day {
  return a < b ? a : b
}

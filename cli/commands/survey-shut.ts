import type { Command } from 'commander'
import { assertApproved, assertNothingAgainstTrial } from '#cli/board/assert-approved.ts'
import { surveyGroup } from '#cli/commands/survey.ts'
import { openCommunity } from '#cli/data-access.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { CodedError } from '#shared/problem.ts'
import type { Community, ShutBecause } from '#shared/storage/repositories.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

type Settings = { readonly data: string }

const SAID = {
  paused: 'is paused: its link takes no answers and says that it is a break. chorus survey resume opens it again.',
  closed: 'is closed: its link takes no more answers, and says so.',
} as const satisfies Record<ShutBecause, string>

/** `chorus survey pause`, `resume` and `close`. One person may stop a survey; what people have sent stays theirs. */
export function registerSurveyShut(program: Command): void {
  command(
    program,
    'pause',
    'Stop a survey for now. Answers that somebody has begun are kept for 24 hours as always, and can be finished if it is resumed by then.',
    (community, id) => shut(community, id, 'paused'),
  )
  command(program, 'resume', 'Open a paused survey again, in the same version.', resume)
  command(
    program,
    'close',
    'Stop a survey for good. Answers that people have sent stay, and people can still delete theirs with their receipt code.',
    (community, id) => shut(community, id, 'closed'),
  )
}

function command(
  program: Command,
  name: string,
  description: string,
  act: (community: Community, id: string, data: string) => Promise<void>,
): void {
  surveyGroup(program)
    .command(name)
    .description(description)
    .argument('<id>', 'the id of the survey, as chorus survey list shows it')
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample(`survey ${name} being-heard`))
    .action((id: string, { data }: Settings) => act(openCommunity(data), id, data))
}

async function shut(community: Community, id: string, because: ShutBecause): Promise<void> {
  const link = linkOf(id)
  const before = (await community.readOpen(link)) ?? (await community.readShut(link))
  if (!before) throw new CodedError('survey-not-open', `No survey ${id} is open. See chorus survey list.`)
  if ('because' in before && (before.because === 'closed' || because === 'paused')) {
    throw new CodedError('survey-not-open', `The survey ${id} is ${before.because} already. See chorus survey list.`)
  }
  await community.shut(link, because)
  console.log(`${id} ${SAID[because]}`)
}

async function resume(community: Community, id: string, data: string): Promise<void> {
  const link = linkOf(id)
  const before = await community.readShut(link)
  if (before?.because !== 'paused') throw new CodedError('survey-not-open', `No survey ${id} is paused. See chorus survey list.`)
  await (before.trial ? assertNothingAgainstTrial : assertApproved)(data, await storedSurvey(community, before.version))
  await community.open({ link, version: before.version, ...(before.trial ? { trial: true } : {}) })
  console.log(`${id} is open again.`)
}

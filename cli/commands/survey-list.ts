import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { openCommunity, type Surveys } from '#cli/data-access.ts'
import { type SurveyStanding, standings, trialInWords, untriedSupport } from '#cli/survey-standing.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

const DEFAULT_SURVEYS = join(import.meta.dirname, '..', '..', 'surveys')

type Settings = { readonly data: string; readonly surveys: string }

/** `chorus survey list`: what is open, whether its folder has changed since, what is not open, and what to type. */
export function registerSurveyList(program: Command): void {
  surveyGroup(program)
    .command('list')
    .description(
      'List surveys: which are open, paused, closed or not opened, which folders have changed since, and which answers were deleted.',
    )
    .option(...DATA_OPTION)
    .addOption(
      new Option('--surveys <folder>', 'the folder with the survey folders to compare with').default(
        DEFAULT_SURVEYS,
        'those that come with Chorus',
      ),
    )
    .addHelpText('after', helpExample('survey list'))
    .action(async ({ data, surveys }: Settings) => {
      const community = openCommunity(data)
      const now = new Date()
      const found = await standings(community, surveys, now)
      if (!found.some(({ state }) => state === 'open')) console.log('No survey is open.')
      const today = now.toISOString().slice(0, 10)
      const width = Math.max(...found.map(({ id }) => id.length))
      for (const standing of found) {
        const [first, ...others] = await told(community, standing, today)
        console.log(`${standing.id.padEnd(width)}  ${first}`)
        for (const line of others) console.log(`${''.padEnd(width)}  ${line}`)
      }
      await listDeletions(community)
    })
}

async function told(
  community: Surveys,
  { link, version, state, trial: isTrial, folder, command, closes }: SurveyStanding,
  today: string,
): Promise<string[]> {
  const place = version === undefined ? '' : `  /s/${link}  ${version.hash}`
  const then = command === undefined ? [] : [`${THEN[state]}: ${command}`]
  if (version === undefined) return ['not opened', ...then]
  const hour = closes === undefined ? [] : [state === 'open' ? `It closes on ${closes}.` : `It closed by itself on ${closes}.`]
  if (folder === 'changed') {
    const seen = state === 'open' ? ': people still see the version that was opened' : ''
    return [`${state}, changed${place}`, `Its folder has changed since${seen}.`, ...hour, ...then]
  }
  const trial = state === 'open' ? trialInWords(untriedSupport(await storedSurvey(community, version), today), isTrial === true) : []
  return [`${state}${folder === undefined ? ', with no folder here' : ', unchanged'}${place}`, ...hour, ...trial, ...then]
}

const THEN = {
  open: 'To let people answer the changed one',
  paused: 'To let people go on',
  closed: 'To open it again',
  'not opened': 'To open it',
} as const satisfies Record<SurveyStanding['state'], string>

async function listDeletions(community: Surveys): Promise<void> {
  for (const { version, what, day, about } of await community.deletions()) {
    const many = about === 0 ? 'too few to say how many' : `about ${about}`
    console.log(`${version.id}  ${what} deleted since ${day}, as was promised (${many})  ${version.hash}`)
  }
}

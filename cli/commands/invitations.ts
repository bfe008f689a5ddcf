import { randomBytes } from 'node:crypto'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { openCommunity, openInvitations } from '#cli/data-access.ts'
import { makeInvitations } from '#cli/make-invitations.ts'
import { topCommand } from '#cli/top-commands.ts'
import { storedSurvey } from '#functions/stored-survey.ts'
import { bandOf } from '#shared/invitation/band.ts'
import { InputRefused } from '#shared/problem.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

const MOST = 10_000

type Made = { readonly survey: string; readonly count: number; readonly out: string; readonly url?: string; readonly data: string }

/** `chorus invitations make` and `count`: the steward's commands. Chorus keeps a mark of each invitation, and never its code. */
export function registerInvitations(program: Command): void {
  const group = topCommand(program, 'invitations').addHelpText(
    'after',
    helpExample('invitations make --survey being-heard --count 200 --out invitations.txt'),
  )
  group
    .command('make')
    .description(
      'Write invitation codes to a new file, one on each line. With a code one person can send answers once; nobody can link the code to the answers.',
    )
    .requiredOption('--survey <id>', 'id of an open survey with access: invitation')
    .requiredOption('--count <number>', 'how many codes', readCount)
    .requiredOption('--out <file>', 'a new file for the codes, on a disk that is yours alone')
    .option('--url <origin>', 'the address of the site, such as https://survey.example.org, which is then written above the codes')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `\nLet people draw their codes unseen, for example from a hat, and never note who got which. Delete the file once all are handed out.\n${helpExample('invitations make --survey being-heard --count 200 --out invitations.txt')}`,
    )
    .action(make)
  group
    .command('count')
    .description('Show how many invitations were made, and roughly how many were used.')
    .requiredOption('--survey <id>', 'id of the survey')
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample('invitations count --survey being-heard'))
    .action(async ({ survey, data }: Pick<Made, 'survey' | 'data'>) => {
      const { made, used } = await openInvitations(data).count(survey)
      console.log(`${survey}: ${made} invitations made, ${bandOf(used)} used.`)
    })
}

async function make({ survey, count, out, url, data }: Made): Promise<void> {
  const link = await linkOfInvited(survey, data)
  const file = newFile(out)
  try {
    const codes = await makeInvitations(openInvitations(data), survey, count, (bytes) => new Uint8Array(randomBytes(bytes)))
    writeSync(file, `${[`${url ?? ''}/s/${link}`, ...codes].join('\n')}\n`)
  } catch (failed) {
    rmSync(out)
    throw failed
  } finally {
    closeSync(file)
  }
  console.log(`${count} invitations to ${survey} are in ${out}, under the address to use them at. They are kept nowhere else.`)
  console.log('Let people draw them unseen, never note who got which, and delete the file: then nobody can tell whose was used.')
}

/** The link of an open survey that asks for invitations; throws with a remedy for any other. */
async function linkOfInvited(id: string, data: string): Promise<string> {
  const community = openCommunity(data)
  const open = (await community.listOpen()).find(({ version }) => version.id === id)
  if (!open)
    throw new InputRefused([
      {
        code: 'survey-not-open',
        file: id,
        message: 'no survey with this id is open',
        remedy: 'chorus survey list shows the ids of open surveys; chorus survey open opens one',
      },
    ])
  if ((await storedSurvey(community, open.version)).access !== 'invitation') {
    const remedy = 'Write "access: invitation" into its survey.yaml and open that version'
    throw new InputRefused([{ code: 'survey-not-invited', file: id, message: 'this survey is open to everybody who has the link', remedy }])
  }
  return open.link
}

function newFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch {
    const remedy = 'Name a new file in a folder you may write to: codes that were made before are never overwritten'
    throw new InputRefused([{ code: 'invitations-file', file: path, message: 'this file cannot be made, or is there already', remedy }])
  }
}

function readCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > MOST) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST}.`)
  return count
}

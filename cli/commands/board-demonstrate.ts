import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readKey } from '#cli/board/board-keys.ts'
import { addAct, type BoardSession, openSession } from '#cli/board/board-session.ts'
import { type ProposalWords, releaseProposal, soundProposal, surveyProposal } from '#cli/board/proposal-bodies.ts'
import { boardGroup } from '#cli/commands/board.ts'
import { boardFolder, openBuckets } from '#cli/data-access.ts'
import { DEMONSTRATION_KEYS } from '#functions/key-file.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import { type ActKind, commitmentOf } from '#shared/governance/entries.ts'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import type { Intent } from '#shared/governance/ledger-writer.ts'
import { CodedError } from '#shared/problem.ts'
import { candidateNames } from '#shared/release/standing.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

const MADE_UP = {
  askedBy: 'Nobody: made-up people show how a board decides.',
  benefits: 'Anybody who wants to see how it works.',
  returns: 'It does not: nobody was asked.',
  harms: 'None, as long as nobody takes it for the word of a community.',
} satisfies ProposalWords

const CONSENTING = ['river', 'stone', 'birch', 'heron']

/** `chorus board demonstrate`: the made-up members of a demonstration sign, one after the other, what people of a real board would. */
export function registerBoardDemonstrate(program: Command): void {
  const group = boardGroup(program)
    .command('demonstrate')
    .description(
      'Let the made-up board of npm start decide, with real signatures. Everything it approves says that no community decided it.',
    )
    .addHelpText('after', helpExample('board demonstrate publish being-heard'))
  group
    .command('open')
    .description('Propose surveys, vote on them, and open them.')
    .argument('<dir...>', 'the folders of surveys in which chorus survey check finds no error')
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample('board demonstrate open surveys/stories'))
    .action(async (folders: string[], { data }: At) => {
      for (const folder of folders) await decide(await demonstration(data), await surveyProposal(data, folder, MADE_UP))
      // It brings the audit of keys along, which no other command of the board needs.
      const { openSurveys } = await import('#cli/commands/survey-open.ts')
      await openSurveys(folders, { data })
    })
  group
    .command('publish')
    .description('Propose the last report of each survey, review it, vote on it, and let it take effect.')
    .argument('<survey...>', 'ids of surveys that have a report')
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample('board demonstrate publish being-heard'))
    .action(async (surveys: string[], { data }: At) => {
      for (const survey of surveys) await approveLast(await demonstration(data), survey)
    })
}

type At = { readonly data: string }

/** Throws for a real board: nobody may have all of its keys. */
async function demonstration(data: string): Promise<BoardSession> {
  const session = await openSession(data)
  if (!session.log.state.charter.demonstration)
    throw new CodedError('board-act', 'This is a real board: its members decide, each with their own key. See chorus board --help.')
  return session
}

async function approveLast(session: BoardSession, survey: string): Promise<void> {
  const { candidates } = openBuckets(session.data)
  const last = (await candidates.list(`${survey}/releases/`)).at(-1)
  const id = last && new TextDecoder().decode(await candidates.read(last)).trim()
  if (!id) throw new CodedError('board-act', `There is no report on ${survey} in ${session.data}.`)
  if (session.log.state.releases.has(id)) return console.log(`The last report on ${survey} is approved already.`)
  const folders = await Promise.all(
    candidateNames(id).map(async (name) => ((await candidates.list(`${survey}/${name}/`)).length > 0 ? name : '')),
  )
  const folder = join(session.data, 'candidates', survey, folders.find(Boolean) ?? id)
  await decide(session, await releaseProposal(session.data, folder, MADE_UP))
}

/** From a proposal to its effect, each act under the signature of one of them. */
async function decide(session: BoardSession, proposed: object): Promise<void> {
  const body = soundProposal({ authors: [], replaces: null, met: null, ...proposed })
  let now = await act(session, 'ada', 'propose', body)
  const proposal = [...now.log.state.proposals.values()].at(-1)
  if (!proposal) throw new Error('what was proposed is in the ledger')
  if (body.kind === 'release') now = await reviewed(now, proposal)
  const about = { proposal: proposal.id, artifact: body.sha256 }
  const expires = daysAfter(dayOf(new Date()), 30)
  for (const member of CONSENTING) now = await act(now, member, 'vote', { ...about, artifactKind: body.kind, expires, choice: 'consent' })
  now = await act(now, 'river', 'decide', { ...about, outcome: 'approved' })
  await act(now, 'steward', 'enact', about)
  console.log(`A made-up board approved "${body.title}": ${CONSENTING.length} of its members signed ${body.sha256.slice(0, 12)}...`)
}

async function reviewed(session: BoardSession, { id }: Proposal): Promise<BoardSession> {
  const reviews = ['noor', 'willow'].map((by) => {
    const nonce = randomBytes(32).toString('base64url')
    return { by, body: { proposal: id, outcome: 'approve', reasons: 'Made up: nobody read it.', nonce } as const }
  })
  let now = session
  for (const { by, body } of reviews) now = await act(now, by, 'commit', { proposal: id, commitment: commitmentOf(by, body) })
  for (const { by, body } of reviews) now = await act(now, by, 'review', body)
  return now
}

async function act<K extends ActKind>(session: BoardSession, by: string, kind: K, body: Intent<K>['body']): Promise<BoardSession> {
  const own = await readKey(join(boardFolder(session.data), DEMONSTRATION_KEYS, `${by}.key`))
  return { ...session, log: await addAct(session, own, kind, body) }
}

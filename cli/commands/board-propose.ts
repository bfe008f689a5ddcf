import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { soundCharter } from '#cli/board/board-draft.ts'
import { readKey } from '#cli/board/board-keys.ts'
import { addAct, type BoardSession, openSession, proposalNamed } from '#cli/board/board-session.ts'
import { releaseProposal, type SaidOf, soundProposal, surveyProposal } from '#cli/board/proposal-bodies.ts'
import { type Acting, actingCommand, boardGroup } from '#cli/commands/board.ts'
import { addressOf } from '#shared/canonical-json.ts'
import type { ProposalBody } from '#shared/governance/entries.ts'
import { CodedError } from '#shared/problem.ts'

type Said = Acting &
  SaidOf & {
    readonly why: string
    readonly author: readonly string[]
    readonly replaces?: string
    readonly met?: string
  }

/** `chorus board propose ...`. A proposal gives no power: its proposer's own consent never counts. */
export function registerBoardPropose(program: Command): void {
  const group = boardGroup(program)
    .command('propose')
    .description('Bring something to the board. It is named by its hash: one changed byte is another proposal.')
    .addHelpText('after', '\nExample:\n  $ chorus board propose survey --help')
  forPeople(proposing(group, 'survey', 'Propose to open a survey.', 'survey surveys/being-heard --key river.key ...'))
    .argument('<dir>', 'the folder of the survey')
    .option('--review <YYYY-MM-DD>', 'the day on which the approval ends (default: in 300 days)')
    .action((dir: string, said: Said) => propose(said, ({ data }) => surveyProposal(data, dir, said)))
  forPeople(
    proposing(group, 'release', 'Propose to publish a report candidate.', 'release .chorus/candidates/being-heard/... --key ada.key ...'),
  )
    .argument('<dir>', 'the folder of the candidate')
    .action((dir: string, said: Said) => propose(said, ({ data }) => releaseProposal(data, dir, said)))
  because(proposing(group, 'retraction', 'Propose to take back what was approved.', 'retraction 3f1c... --key river.key --why "..."'))
    .argument('<hash>', 'the hash of the survey or release')
    .action((artifact: string, said: Said) =>
      propose(said, ({ log }) => short(said, 'retraction', idOf(log.state.proposals, artifact), { artifact, why: said.why })),
    )
  because(proposing(group, 'resume', 'Propose to let something that is paused go on.', 'resume 3f1c... --key river.key --why "..."'))
    .argument('<hash>', 'the hash of what is paused')
    .action((artifact: string, said: Said) =>
      propose(said, ({ log }) => {
        const pauses = [...(log.state.pauses.get(artifact)?.keys() ?? [])]
        if (pauses.length === 0) throw new CodedError('board-act', `${artifact} is not paused. See chorus board list.`)
        return short(said, 'resume', idOf(log.state.proposals, artifact), { artifact, pauses, why: said.why })
      }),
    )
  because(
    proposing(
      group,
      'correction',
      'Propose to mark a release with a correction of fact.',
      'correction 3f1c... --key ada.key --why "Table 3 ..."',
    ),
  )
    .argument('<hash>', 'the hash of the release')
    .option('--replacement <hash>', 'a later release, approved already, that takes its place')
    .action((of: string, said: Said & { readonly replacement?: string }) =>
      propose(said, ({ log }) =>
        short(said, 'correction', idOf(log.state.proposals, of), { release: of, notice: said.why, replacement: said.replacement ?? null }),
      ),
    )
  because(
    proposing(
      group,
      'stories',
      'Propose that two people may read what was written under a survey.',
      'stories being-heard --readers stone,finch --key river.key --why "..."',
    ),
  )
    .argument('<survey>', 'the id of a survey that the board opened')
    .requiredOption('--readers <ids>', 'the two, with a comma between them; neither proposes it')
    .option('--version <hash>', 'which version of the survey (default: the one in force)')
    .action((id: string, said: Said & { readonly readers: string; readonly version?: string }) =>
      propose(said, ({ log }) => {
        const survey = said.version ?? log.state.surveys.get(id)?.sha256
        if (survey === undefined) throw new CodedError('board-act', `The board has opened no survey ${id}. See chorus board list.`)
        return short(said, 'stories', id, { survey, reviewers: said.readers.split(','), why: said.why })
      }),
    )
  because(
    proposing(
      group,
      'charter',
      'Propose another charter: members, keys, stricter rules.',
      'charter charter.json --key river.key --why "..."',
    ),
  )
    .argument('<file>', 'the whole new charter, as chorus board charter writes the one in force')
    .action((file: string, said: Said) =>
      propose(said, async () => {
        const content = soundCharter(JSON.parse(await readFile(file, 'utf8')))
        return { ...short(said, 'charter', 'charter', content), why: said.why }
      }),
    )
}

function proposing(group: Command, name: string, description: string, example: string): Command {
  return actingCommand(group, name, description, `propose ${example}`)
    .option('--title <text>', 'what it is, in a few words')
    .option(
      '--author <id>',
      'somebody else who wrote it and so has no say in it; may be given several times',
      (id: string, all: string[]) => [...all, id],
      [],
    )
    .option('--replaces <proposal>', 'the proposal that came back and that this one changes')
    .option('--met <text>', 'how each objection to it was met')
}

function forPeople(command: Command): Command {
  return command
    .requiredOption('--asked-by <text>', 'who asked for it')
    .requiredOption('--benefits <text>', 'who benefits')
    .requiredOption('--returns <text>', 'how results go back to the people they are about; of a release also what already did')
    .requiredOption('--harms <text>', 'what harm it could do, and to whom')
}

function because(command: Command): Command {
  return command.requiredOption('--why <text>', 'the reason, which everybody can read')
}

async function propose(said: Said, bodyOf: (session: BoardSession) => object | Promise<object>): Promise<void> {
  const session = await openSession(said.data)
  const own = await readKey(said.key)
  const before = said.replaces === undefined ? undefined : proposalNamed(session, said.replaces)
  const frame = { authors: said.author, replaces: before?.id ?? null, met: said.met ?? null }
  const body = soundProposal({ ...frame, ...(await bodyOf(session)) })
  const log = await addAct(session, own, 'propose', body)
  const made = [...log.state.proposals.values()].at(-1)
  console.log(`Proposed: ${body.title}`)
  console.log(`  proposal  ${made?.id ?? ''}`)
  console.log(`  hash      ${body.sha256}`)
  console.log('chorus board show says what has to happen next.')
}

function short(said: Said, kind: string, id: string, content: object): object {
  return { kind, id, sha256: addressOf(content), title: said.title ?? `${kind}: ${said.why}`.slice(0, 200), content }
}

function idOf(proposals: ReadonlyMap<string, { readonly body: ProposalBody }>, sha256: string): string {
  const found = [...proposals.values()].find(({ body }) => body.sha256 === sha256)
  if (!found) throw new CodedError('board-act', `Nobody proposed ${sha256}. Give the whole hash that chorus board list shows.`)
  return found.body.id
}

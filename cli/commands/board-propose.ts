import type { Command } from 'commander'
import { soundCharter } from '#cli/board/board-draft.ts'
import { readKey } from '#cli/board/board-keys.ts'
import { addAct, type BoardSession, openSession, proposalNamed } from '#cli/board/board-session.ts'
import { type ProposalWords, releaseProposal, soundProposal, surveyProposal } from '#cli/board/proposal-bodies.ts'
import { type Acting, actingCommand, boardGroup } from '#cli/commands/board.ts'
import { readJson } from '#cli/read-json.ts'
import { addressOf } from '#shared/canonical-json.ts'
import type { ProposalBody } from '#shared/governance/entries.ts'
import { CodedError } from '#shared/problem.ts'
import { gather, helpExample } from './command-parts.ts'

type Said = Acting &
  ProposalWords & {
    readonly why: string
    readonly author: readonly string[]
    readonly replaces?: string
    readonly met?: string
  }

/** `chorus board propose ...`. A proposal gives no power: its proposer's own consent never counts. */
export function registerBoardPropose(program: Command): void {
  const group = boardGroup(program)
    .command('propose')
    .description(
      'Propose something to the board. A proposal is named by the hash of its content: with one byte changed it is another proposal.',
    )
    .addHelpText('after', helpExample('board propose survey --help'))
  withPurpose(proposeCommand(group, 'survey', 'Propose to open a survey.', 'survey surveys/being-heard --key river.key ...'))
    .argument('<dir>', 'the folder of the survey')
    .option('--review <YYYY-MM-DD>', 'the day on which the approval ends (default: in 300 days)')
    .action((dir: string, said: Said) => propose(said, ({ data }) => surveyProposal(data, dir, said)))
  withPurpose(
    proposeCommand(
      group,
      'release',
      'Propose to publish a report candidate.',
      'release .chorus/candidates/being-heard/... --key ada.key ...',
    ),
  )
    .argument('<dir>', 'the folder of the candidate')
    .action((dir: string, said: Said) => propose(said, ({ data }) => releaseProposal(data, dir, said)))
  withReason(
    proposeCommand(
      group,
      'retraction',
      'Propose to take back an approved survey or release.',
      'retraction 3f1c... --key river.key --why "..."',
    ),
  )
    .argument('<hash>', 'the whole hash of the survey or release, as chorus board list shows it')
    .action((artifact: string, said: Said) =>
      propose(said, ({ log }) => reasonedProposal(said, 'retraction', idOf(log.state.proposals, artifact), { artifact, why: said.why })),
    )
  withReason(
    proposeCommand(group, 'resume', 'Propose to let a paused survey or release go on.', 'resume 3f1c... --key river.key --why "..."'),
  )
    .argument('<hash>', 'the whole hash of the paused survey or release, as chorus board list shows it')
    .action((artifact: string, said: Said) =>
      propose(said, ({ log }) => {
        const pauses = [...(log.state.pauses.get(artifact)?.keys() ?? [])]
        if (pauses.length === 0) throw new CodedError('board-act', `${artifact} is not paused. See chorus board list.`)
        return reasonedProposal(said, 'resume', idOf(log.state.proposals, artifact), { artifact, pauses, why: said.why })
      }),
    )
  withReason(
    proposeCommand(
      group,
      'correction',
      'Propose a correction: a notice of a mistake, which then stands on a published release.',
      'correction 3f1c... --key ada.key --why "Table 3 ..."',
    ),
  )
    .argument('<hash>', 'the whole hash of the release, as chorus board list shows it')
    .option('--replacement <hash>', 'the hash of a later release that is approved already and takes its place')
    .action((of: string, said: Said & { readonly replacement?: string }) =>
      propose(said, ({ log }) =>
        reasonedProposal(said, 'correction', idOf(log.state.proposals, of), {
          release: of,
          notice: said.why,
          replacement: said.replacement ?? null,
        }),
      ),
    )
  withReason(
    proposeCommand(
      group,
      'stories',
      'Propose that two people may read the stories that people wrote in a survey.',
      'stories being-heard --readers stone,finch --key river.key --why "..."',
    ),
  )
    .argument('<survey>', 'the id of a survey that the board opened')
    .requiredOption('--readers <ids>', 'the ids of the two readers with a comma between them; neither may be the person who proposes it')
    .option('--version <hash>', 'which version of the survey (default: the one in force)')
    .action((id: string, said: Said & { readonly readers: string; readonly version?: string }) =>
      propose(said, ({ log }) => {
        const survey = said.version ?? log.state.surveys.get(id)?.sha256
        if (survey === undefined) throw new CodedError('board-act', `The board has opened no survey ${id}. See chorus board list.`)
        return reasonedProposal(said, 'stories', id, { survey, reviewers: said.readers.split(','), why: said.why })
      }),
    )
  withReason(
    proposeCommand(
      group,
      'charter',
      'Propose a changed charter: other members, other keys, stricter rules.',
      'charter charter.json --key river.key --why "..."',
    ),
  )
    .argument('<file>', 'the whole new charter, as chorus board charter writes the one in force')
    .action((file: string, said: Said) =>
      propose(said, async () => {
        const content = soundCharter(await readJson(file, 'Name a file that chorus board charter --out wrote'))
        return { ...reasonedProposal(said, 'charter', 'charter', content), why: said.why }
      }),
    )
}

/** A command under `chorus board propose`. `example` is what comes after that. */
function proposeCommand(group: Command, name: string, description: string, example: string): Command {
  return actingCommand(group, name, description, `propose ${example}`)
    .option('--title <text>', 'what it is, in a few words')
    .option(
      '--author <id>',
      'the id of somebody else who wrote it, and who therefore may not vote on it; may be given several times',
      gather,
      [],
    )
    .option('--replaces <proposal>', 'the earlier proposal that came back with objections, and that this one replaces')
    .option('--met <text>', 'with --replaces: how each objection was answered')
}

/** Adds what a proposal of a survey or a release has to say about the people it is about. */
function withPurpose(command: Command): Command {
  return command
    .requiredOption('--asked-by <text>', 'who asked for it')
    .requiredOption('--benefits <text>', 'who benefits')
    .requiredOption('--returns <text>', 'how results go back to the people they are about; for a release, also which results already did')
    .requiredOption('--harms <text>', 'what harm it could do, and to whom')
}

/** Adds the reason that any other proposal has to give. */
function withReason(command: Command): Command {
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

/** The body of a proposal that is its own content and a reason: any but that of a survey or a release. */
function reasonedProposal(said: Said, kind: string, id: string, content: object): object {
  return { kind, id, sha256: addressOf(content), title: said.title ?? `${kind}: ${said.why}`.slice(0, 200), content }
}

function idOf(proposals: ReadonlyMap<string, { readonly body: ProposalBody }>, sha256: string): string {
  const found = [...proposals.values()].find(({ body }) => body.sha256 === sha256)
  if (!found) throw new CodedError('board-act', `Nobody proposed ${sha256}. Give the whole hash that chorus board list shows.`)
  return found.body.id
}

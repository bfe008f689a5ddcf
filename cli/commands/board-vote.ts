import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import * as z from 'zod'
import { readKey } from '#cli/board/board-keys.ts'
import { addAct, type BoardSession, openSession, proposalNamed } from '#cli/board/board-session.ts'
import { type Acting, actingCommand, boardGroup } from '#cli/commands/board.ts'
import type { OwnKey } from '#functions/key-file.ts'
import { dayOf, daysAfter } from '#shared/governance/days.ts'
import { commitmentOf, type ReviewBody, reviewBody, voteBody } from '#shared/governance/entries.ts'
import type { Proposal } from '#shared/governance/ledger-state.ts'
import { CodedError } from '#shared/problem.ts'
import { PROPOSAL_ARGUMENT } from './command-parts.ts'

/** `chorus board review`, `vote`, `accept`, `clarify`: what a person says of a proposal. */
export function registerBoardVote(program: Command): void {
  const group = boardGroup(program)
  proposalCommand(
    group,
    'review',
    'Review a release. First this hands your review in so that nobody can read it. Once both reviewers have handed theirs in, give the same command again to open yours.',
    'review 3f1c52 --key river.key --outcome approve --reasons "I read every table."',
  )
    .addOption(new Option('--outcome <word>', 'your judgement: needed to hand in').choices(['approve', 'approve if changed', 'reject']))
    .option('--reasons <text>', 'why, for everybody to read once it is open: needed to hand in')
    .action(review)
  proposalCommand(
    group,
    'vote',
    'Vote on a proposal. Not voting is not consent. If you vote again, your last vote counts.',
    'vote 3f1c52 --key river.key --choice consent',
  )
    .addOption(
      new Option('--choice <word>', 'consent, consent with a concern, object, or stand aside (leave it to the others)')
        .choices(['consent', 'concern', 'object', 'aside'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--category <word>', 'what an objection is about').choices([
        'harm',
        'identifiability',
        'purpose',
        'method',
        'community',
        'other',
      ]),
    )
    .option('--reason <text>', 'why: needed for a concern and for an objection')
    .action(vote)
  proposalCommand(
    group,
    'accept',
    'Accept a proposed charter that gives you a new key, signed with that key.',
    'accept 3f1c52 --key new.key',
  ).action((hash: string, said: Acting) =>
    act(hash, said, async (session, own, proposal) => {
      await addAct(session, own, 'accept', { proposal: proposal.id, artifact: proposal.body.sha256 })
      console.log(`${own.id} accepts the new charter.`)
    }),
  )
  proposalCommand(
    group,
    'clarify',
    'Ask a question about a proposal, or answer one, in the ledger that everybody can read.',
    'clarify 3f1c52 --key river.key --text "Who reads the words?"',
  )
    .requiredOption('--text <text>', 'the question or the answer')
    .action((hash: string, said: Acting & { readonly text: string }) =>
      act(hash, said, async (session, own, proposal) => {
        await addAct(session, own, 'clarify', { proposal: proposal.id, text: said.text })
        console.log('It is in the ledger.')
      }),
    )
}

function proposalCommand(group: Command, name: string, description: string, example: string): Command {
  return actingCommand(group, name, description, example).argument(...PROPOSAL_ARGUMENT)
}

async function act(
  hash: string,
  { key, data }: Acting,
  does: (session: BoardSession, own: OwnKey, proposal: Proposal) => Promise<void>,
): Promise<void> {
  const session = await openSession(data)
  await does(session, await readKey(key), proposalNamed(session, hash))
}

type Vote = Acting & { readonly choice: string; readonly category?: string; readonly reason?: string }

function vote(hash: string, said: Vote): Promise<void> {
  return act(hash, said, async (session, own, proposal) => {
    const { choice, category, reason } = said
    const expires = daysAfter(dayOf(new Date()), session.log.state.charter.approvalDays)
    const about = { proposal: proposal.id, artifact: proposal.body.sha256, artifactKind: proposal.body.kind, expires }
    const body = voteBody.safeParse({ ...about, choice, ...(category ? { category } : {}), ...(reason ? { reason } : {}) })
    if (!body.success)
      throw new CodedError(
        'board-act',
        'An objection has a --category and a --reason, a concern a --reason; consent and standing aside have neither.',
      )
    await addAct(session, own, 'vote', body.data)
    console.log(`${own.id}: ${choice}, on "${proposal.body.title}"`)
    console.log(`  exactly  ${proposal.body.sha256}`)
  })
}

const unopened = z.strictObject({ review: reviewBody })

/** A review that is handed in and not opened waits in a file beside the reviewer's key, and nowhere else. */
function review(hash: string, said: Acting & Partial<Pick<ReviewBody, 'outcome' | 'reasons'>>): Promise<void> {
  return act(hash, said, async (session, own, proposal) => {
    const path = `${said.key}.review-${proposal.id.slice(0, 12)}.json`
    if (proposal.commitments.has(own.id)) return openHandedIn(session, own, path)
    const { outcome, reasons } = said
    if (!outcome || !reasons) throw new CodedError('board-act', 'A review has an --outcome and --reasons.')
    const body = { proposal: proposal.id, outcome, reasons, nonce: randomBytes(32).toString('base64url') }
    await writeFile(path, `${JSON.stringify({ review: body })}\n`, { mode: 0o600 })
    await addAct(session, own, 'commit', { proposal: proposal.id, commitment: commitmentOf(own.id, body) })
    console.log(`Your review is handed in; it lies in ${path}. When both are handed in, give this command again to open it.`)
  })
}

async function openHandedIn(session: BoardSession, own: OwnKey, path: string): Promise<void> {
  const kept = await readFile(path, 'utf8')
    .then((text) => unopened.parse(JSON.parse(text)))
    .catch(() => {
      throw new CodedError(
        'board-file',
        `The review that you handed in is not in ${path}. Put the file back: without it the review cannot be opened.`,
      )
    })
  await addAct(session, own, 'review', kept.review)
  console.log(`Your review is open: ${kept.review.outcome}.`)
}

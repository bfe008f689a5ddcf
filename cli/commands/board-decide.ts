import type { Command } from 'commander'
import { readKey } from '#cli/board/board-keys.ts'
import { addAct, openSession, proposalNamed } from '#cli/board/board-session.ts'
import { type Acting, actingCommand, boardGroup } from '#cli/commands/board.ts'
import { dayOf } from '#shared/governance/days.ts'
import { standingOf } from '#shared/governance/outcome.ts'
import { CodedError } from '#shared/problem.ts'

/** `chorus board decide`, `enact`, `pause`: what was answered is written down, takes effect, or is stopped. */
export function registerBoardDecide(program: Command): void {
  const group = boardGroup(program)
  actingCommand(
    group,
    'decide',
    'Record the outcome of a vote once voting is over. The votes decide it; the person who records it has no say in it.',
    'decide 3f1c52 --key river.key',
  )
    .argument('<proposal>', 'its hash, or the first letters of it')
    .action(decide)
  actingCommand(
    group,
    'enact',
    'Let an approved proposal take effect, once the waiting time after the decision (time-lock) is over.',
    'enact 3f1c52 --key river.key',
  )
    .argument('<proposal>', 'its hash, or the first letters of it')
    .action(enact)
  actingCommand(
    group,
    'pause',
    'Stop a survey or a release at once. One person can do this alone; only the board together can let it go on.',
    'pause 3f1c52 --key river.key --reason "Somebody was frightened."',
  )
    .argument('<proposal>', 'the proposal to open the survey or to publish the release, approved or not')
    .requiredOption('--reason <text>', 'why, for everybody to read')
    .action(pause)
}

async function decide(hash: string, { key, data }: Acting): Promise<void> {
  const session = await openSession(data)
  const { id, body } = proposalNamed(session, hash)
  const proposal = proposalNamed(session, id)
  const standing = standingOf(proposal, session.log.state.charter, dayOf(new Date()))
  if (standing.outcome === 'open') throw new CodedError('board-act', `It cannot be decided yet: ${standing.waitsFor}.`)
  await addAct(session, await readKey(key), 'decide', { proposal: id, artifact: body.sha256, outcome: standing.outcome })
  console.log(`"${body.title}" is ${standing.outcome}: ${standing.because}.`)
}

async function enact(hash: string, { key, data }: Acting): Promise<void> {
  const session = await openSession(data)
  const { id, body } = proposalNamed(session, hash)
  await addAct(session, await readKey(key), 'enact', { proposal: id, artifact: body.sha256 })
  console.log(`"${body.title}" has taken effect.`)
  if (body.kind === 'survey') console.log('chorus survey open lets people answer it.')
  if (body.kind === 'release') console.log('chorus board publish writes it, with its proof.')
}

async function pause(hash: string, { key, data, reason }: Acting & { readonly reason: string }): Promise<void> {
  const session = await openSession(data)
  const { body } = proposalNamed(session, hash)
  await addAct(session, await readKey(key), 'pause', { artifact: body.sha256, reason })
  console.log(`"${body.title}" is paused, from this moment. chorus board propose resume asks the board to let it go on.`)
}

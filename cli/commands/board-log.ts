import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { fingerprintOf } from '#cli/board/board-draft.ts'
import { readKey } from '#cli/board/board-keys.ts'
import { openSession, proposalNamed, signLength } from '#cli/board/board-session.ts'
import { boardGroup } from '#cli/commands/board.ts'
import { openCommunity } from '#cli/data-access.ts'
import { faultInWords } from '#cli/fault-code.ts'
import { writeNewFile } from '#cli/write-new-file.ts'
import { isSmallBoard } from '#shared/governance/charter.ts'
import { cosign, readNote } from '#shared/governance/checkpoint.ts'
import { dayOf } from '#shared/governance/days.ts'
import { entriesInWords, nextInWords } from '#shared/governance/in-words.ts'
import { isPaused } from '#shared/governance/ledger-state.ts'
import { publicHalf } from '#shared/governance/signing-keys.ts'
import { LedgerFault, type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'
import { oneLine } from '#shared/one-line.ts'
import { CodedError } from '#shared/problem.ts'
import { DATA_OPTION, helpExample, PROPOSAL_ARGUMENT } from './command-parts.ts'

type At = { readonly data: string }

/** `chorus board list`, `show`, `log`, `charter`, `export`, `checkpoint`, `cosign`: the ledger, for people and for witnesses. */
export function registerBoardLog(program: Command): void {
  const group = boardGroup(program)
  const reading = (name: string, description: string, example = name) =>
    group
      .command(name)
      .description(description)
      .option(...DATA_OPTION)
      .addHelpText('after', helpExample(`board ${example}`))
  reading('list', 'List every proposal, and what has to happen next.').action(list)
  reading('show', 'Show one proposal: what it says, its checks, and who said what.', 'show 3f1c52 --out survey.json')
    .argument(...PROPOSAL_ARGUMENT)
    .option('--out <file>', 'a new file for exactly the bytes that a vote on a survey is about')
    .action(show)
  reading('log', 'Print the whole ledger, one sentence for each entry, the oldest first.').action(async ({ data }: At) => {
    const { log } = await openSession(data)
    for (const line of entriesInWords(log)) console.log(line)
  })
  reading(
    'charter',
    'Print the charter in force, or write it to a file. To change it, edit the file and propose it (chorus board propose charter).',
    'charter --out charter.json',
  )
    .option('--out <file>', 'a new file for it')
    .action(showCharter)
  reading(
    'export',
    'Write the ledger and its checkpoints to two new files, with which anybody can check everything the board did.',
    'export --out ledger',
  )
    .requiredOption('--out <name>', 'the name of the two files, without .jsonl and .checkpoints')
    .action(exportLedger)
  reading('checkpoint', 'Sign how long the ledger is now with the key of the log, and print that checkpoint for a witness.').action(
    async ({ data }: At) => {
      const session = await openSession(data)
      await signLength(session, session.log)
      const [latest] = await session.ledger.checkpoints()
      console.log(latest ?? '')
    },
  )
  reading(
    'cosign',
    'For a witness: sign the last checkpoint, if it contradicts none that you signed before.',
    'cosign --key neighbours.key --seen seen.txt',
  )
    .requiredOption('--key <file>', "the file with the witness's key")
    .requiredOption('--seen <file>', 'the file in which the witness keeps the checkpoint it signed last; made if missing')
    .action(witness)
}

async function list({ data }: At): Promise<void> {
  const { log } = await openSession(data)
  const { proposals, charter, retracted } = log.state
  console.log(`The board of "${oneLine(charter.group)}"${charter.demonstration ? ', a DEMONSTRATION: no community decides here' : ''}`)
  console.log(`${isSmallBoard(charter) ? 'A small board of fewer than five members. ' : ''}Charter ${fingerprintOf(charter)}`)
  for (const proposal of proposals.values()) {
    const { id, body } = proposal
    console.log(`\n${id.slice(0, 12)}  ${oneLine(body.title)}`)
    console.log(`  ${nextInWords(proposal, log.state, dayOf(new Date()))}`)
    if (isPaused(log.state, body.sha256)) console.log('  It is PAUSED.')
    if (retracted.has(body.sha256)) console.log('  It was TAKEN BACK.')
    console.log(`  hash ${body.sha256}`)
  }
  if (proposals.size === 0) console.log('Nothing has been proposed. See chorus board propose --help.')
}

async function show(hash: string, { data, out }: At & { readonly out?: string }): Promise<void> {
  const session = await openSession(data)
  const proposal = proposalNamed(session, hash)
  const { body } = proposal
  console.log(JSON.stringify(body, undefined, 2))
  for (const line of entriesInWords(session.log).filter((_, at) => isAbout(session.log.entries[at], proposal.id))) console.log(line)
  console.log(nextInWords(proposal, session.log.state, dayOf(new Date())))
  if (out === undefined) return
  if (body.kind !== 'survey')
    throw new CodedError(
      'board-act',
      'Only a survey can be written with --out. A release is in its folder already, and any other proposal is printed above.',
    )
  const bytes = await openCommunity(data).readSurvey({ id: body.id, hash: body.sha256 })
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== body.sha256)
    throw new CodedError(
      'board-ledger',
      'The survey that was proposed is not here, or it was changed. Do not vote on it. Ask the person who proposed it to propose it again.',
    )
  await writeNewFile(out, bytes)
  console.log(`Written to ${out}: ${bytes.length} bytes with the hash above. sha256sum ${out} checks it.`)
}

function isAbout(entry: { readonly body: object } | undefined, proposal: string): boolean {
  return entry !== undefined && 'proposal' in entry.body && entry.body.proposal === proposal
}

async function showCharter({ data, out }: At & { readonly out?: string }): Promise<void> {
  const { log } = await openSession(data)
  const text = `${JSON.stringify(log.state.charter, undefined, 2)}\n`
  if (out === undefined) console.log(text)
  else await writeNewFile(out, text)
}

async function exportLedger({ data, out }: At & { readonly out: string }): Promise<void> {
  const { log, ledger } = await openSession(data)
  const lines = (await ledger.lines(0)).map((line) => new TextDecoder().decode(line))
  await writeNewFile(`${out}.jsonl`, lines.map((line) => `${line}\n`).join(''))
  await writeNewFile(`${out}.checkpoints`, (await ledger.checkpoints()).join('\n'))
  console.log(`${log.state.size} entries in ${resolve(`${out}.jsonl`)}. chorus verify ${out}.jsonl checks them.`)
}

type Witness = At & { readonly key: string; readonly seen: string }

/** A witness signs a checkpoint only if it agrees with the one it signed before. A ledger that somebody has rewritten is found in this way. */
async function witness({ data, key, seen }: Witness): Promise<void> {
  const { log, ledger } = await openSession(data)
  const own = await readKey(key)
  const me = log.state.charter.witnesses.find(({ publicKey }) => publicKey === publicHalf(own.privateKey))
  if (!me)
    throw new CodedError(
      'board-act',
      'The charter names no witness with this key. Name the file that chorus board key made for you with --key.',
    )
  const before = await keptBy(seen)
  const [latest] = (await ledger.checkpoints()).toSorted((a, b) => sizeOf(b) - sizeOf(a))
  if (latest === undefined) throw new CodedError('board-act', 'There is no checkpoint yet: chorus board checkpoint makes one.')
  assertNoContradiction(log, latest, before)
  const signed = cosign(latest, me, own.privateKey, dayOf(new Date()))
  await writeFile(seen, signed)
  await ledger.keepWitnessed(me.name, signed)
  console.log(`${me.name} has signed for ${readNote(signed).size} entries.`)
}

/** Reads the checkpoint that a witness signed before. Only where the file does not exist is this the first time. */
async function keptBy(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw new CodedError(
      'board-file',
      `${path} cannot be read: ${faultInWords(thrown)}. Name the file with the checkpoint that you signed last: nothing is signed without it.`,
    )
  })
}

/** Throws CodedError (`board-ledger`) where the ledger contradicts the latest checkpoint or the one signed before, or has become shorter. */
function assertNoContradiction(log: VerifiedLog, latest: string, before: string | undefined): void {
  const refusal = (why: string) =>
    new CodedError(
      'board-ledger',
      `Not signed: the ledger contradicts what this witness signed before. ${why}. Show both to the board: entries were changed or removed.`,
    )
  try {
    verifyLog({ lines: [], checkpoints: [...(before === undefined ? [] : [before]), latest] }, log.state.ledger, log)
  } catch (thrown) {
    throw thrown instanceof LedgerFault ? refusal(thrown.message) : thrown
  }
  if (before !== undefined && sizeOf(latest) < sizeOf(before))
    throw refusal(
      `You signed ${sizeOf(before)} entries, and the last checkpoint is of ${sizeOf(latest)}: chorus board checkpoint makes a new one`,
    )
}

/** The number of entries that a checkpoint is about; 0 for a text that is no checkpoint, which `verifyLog` refuses. */
function sizeOf(note: string): number {
  try {
    return readNote(note).size
  } catch {
    return 0
  }
}

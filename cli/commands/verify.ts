import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { faultInWords } from '#cli/fault-code.ts'
import { topCommand } from '#cli/top-commands.ts'
import { verifyReport } from '#cli/verify-report.ts'
import { charterHash } from '#shared/governance/charter.ts'
import { dayOf } from '#shared/governance/days.ts'
import { readEntry } from '#shared/governance/entries.ts'
import { entriesInWords } from '#shared/governance/in-words.ts'
import { entryAhead, LedgerFault, verifyLog } from '#shared/governance/verified-log.ts'
import { oneLine } from '#shared/one-line.ts'
import { CodedError } from '#shared/problem.ts'
import { gather, helpExample } from './command-parts.ts'

type Settings = { readonly board?: string; readonly checkpoint: readonly string[]; readonly log?: boolean }

/** `chorus verify`: trusts no server. A folder and a ledger file are checked without any network. */
export function registerVerify(program: Command): void {
  topCommand(program, 'verify')
    .argument('<what>', 'the folder or the address of a published report, or a ledger that chorus board export wrote (.jsonl)')
    .option('--board <fingerprint>', 'the fingerprint of the board, as its members give it out')
    .option('--checkpoint <file>', 'for a ledger: the file of a checkpoint that a witness kept; may be given several times', gather, [])
    .option('--log', 'for a ledger: print every entry as a sentence')
    .addHelpText('after', helpExample('verify .chorus/published/being-heard/1', 'verify ledger.jsonl --checkpoint seen.txt'))
    .action((what: string, settings: Settings) => (what.endsWith('.jsonl') ? ledger(what, settings) : report(what, settings)))
}

async function report(what: string, { board }: Settings): Promise<void> {
  for (const sentence of await verifyReport(what, fingerprint(board), new Date())) console.log(sentence)
}

async function ledger(path: string, { board, checkpoint, log: isLog }: Settings): Promise<void> {
  const beside = path.replace(/\.jsonl$/, '.checkpoints')
  const text = await read(path)
  if (!text.endsWith('\n'))
    throw new CodedError(
      'board-ledger',
      `${path} does not end in a whole line, so part of it is missing. Copy it again, or write it again with chorus board export.`,
    )
  const lines = text
    .slice(0, -1)
    .split('\n')
    .map((line) => new TextEncoder().encode(line))
  const notes = await Promise.all([...(existsSync(beside) ? [beside] : []), ...checkpoint].map(read))
  try {
    const name = fingerprint(board) ?? boardOf(lines[0] ?? new Uint8Array())
    const checked = verifyLog({ lines, checkpoints: notes.flatMap(notesIn) }, name)
    if (isLog) for (const line of entriesInWords(checked)) console.log(line)
    const { charter } = checked.state
    const ahead = entryAhead(checked, dayOf(new Date()))
    if (ahead !== undefined) throw new LedgerFault(`${ahead}: nothing is open until then`)
    if (charter.demonstration) console.log('This is the ledger of a DEMONSTRATION: no community decides in it.')
    console.log(`The ledger of "${oneLine(charter.group)}" holds: ${checked.state.size} entries, each signed and in its place.`)
    console.log(
      checked.pinnedSize > 0
        ? `A checkpoint was signed of ${checked.pinnedSize} of them.`
        : 'No checkpoint was given: whether its last entries are gone cannot be seen.',
    )
    for (const [witness, size] of checked.witnessed) console.log(`The witness ${witness} has seen the first ${size} entries.`)
    if (checked.witnessed.size === 0) console.log('No witness has signed one of the checkpoints.')
    if (board === undefined) console.log(`The board's fingerprint is ${name}. Compare it with what the board itself gives out.`)
  } catch (thrown) {
    if (!(thrown instanceof LedgerFault)) throw thrown
    throw new CodedError('board-ledger', `${path} does not hold. ${thrown.message}.`)
  }
}

function boardOf(first: Uint8Array): string {
  try {
    const entry = readEntry(first)
    if (entry.kind === 'found') return charterHash(entry.body.charter)
  } catch {
    // Said below.
  }
  throw new LedgerFault('its first line founds no board', 0)
}

/** Notes stand one after the other, with an empty line between them. */
function notesIn(text: string): string[] {
  return text
    .split(/(?<=^— .*\n)\n?(?=chorus\/)/m)
    .map((each) => each.replace(/\n+$/, '\n'))
    .filter((each) => each.trim() !== '')
}

function fingerprint(text: string | undefined): string | undefined {
  const hash = text?.replaceAll(' ', '').toLowerCase()
  if (hash !== undefined && !/^[0-9a-f]{64}$/.test(hash))
    throw new CodedError(
      'command-usage',
      'A fingerprint has 64 characters, digits and the letters a to f. Copy the whole of it after --board.',
    )
  return hash
}

function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new CodedError(
      'board-file',
      `${path} cannot be read: ${faultInWords(thrown)}. Name a file that chorus board export or a witness wrote.`,
    )
  })
}

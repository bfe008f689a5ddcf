import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { type Draft, fingerprintOf, readCharterDraft, soundCharter, writeCharterDraft } from '#cli/board/board-draft.ts'
import { makeKey, readId, readKey } from '#cli/board/board-keys.ts'
import { signLength } from '#cli/board/board-session.ts'
import { type Acting, boardGroup } from '#cli/commands/board.ts'
import { boardFolder, openLedger } from '#cli/data-access.ts'
import { readBoard, writeBoard } from '#functions/board-file.ts'
import { LOG_KEY } from '#functions/key-file.ts'
import { charterHash } from '#shared/governance/charter.ts'
import { dayOf } from '#shared/governance/days.ts'
import { entryBytes, readEntry } from '#shared/governance/entries.ts'
import { foundingEntry, signFounding } from '#shared/governance/ledger-writer.ts'
import { publicHalf } from '#shared/governance/signing-keys.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { CodedError } from '#shared/problem.ts'
import { helpExample } from './command-parts.ts'

/** `chorus board init`, `enrol`, `agree`, `found`: from nothing to a board. Everybody who is named in the charter signs it. */
export function registerBoardFound(program: Command): void {
  const group = boardGroup(program)
  const data = ['--data <folder>', 'data folder of the local deployment', '.chorus'] as const
  group
    .command('init')
    .description('Begin the charter of a board: who decides, and by which rules. It counts only once everybody named in it has signed it.')
    .requiredOption('--group <name>', 'the name of the community')
    .option(
      '--demonstration',
      'a made-up board to try things out: it waits for nothing, everything it approves says so, and it can never become a real board',
    )
    .option('--lived-experience <number>', 'how many members say of themselves that they have lived experience', Number)
    .option('--approval-days <number>', 'the number of days after which an approved survey closes', Number, 365)
    .option(...data)
    .addHelpText('after', helpExample('board init --group "People of the river" --lived-experience 4'))
    .action(init)
  group
    .command('enrol')
    .description(
      'Add a person to the charter that is being written. Give --key to make a key for them, or --public-key if they made one themselves.',
    )
    .argument('<id>', 'a short name, such as river')
    .requiredOption('--alias <name>', 'the name that the ledger shows: a chosen name, never a legal one')
    .addOption(
      new Option('--role <role>', 'the part they have; docs/governance.md says what each may do')
        .choices(['member', 'researcher', 'reviewer', 'steward'])
        .makeOptionMandatory(),
    )
    .option('--key <file>', 'a new file for their key')
    .option('--public-key <text>', 'the public half of a key that they made themselves')
    .option(...data)
    .addHelpText('after', helpExample('board enrol river --alias River --role member --key river.key'))
    .action(enrol)
  group
    .command('witness')
    .description(
      'Add a witness to the charter that is being written: a partner outside the board who signs how long the ledger is. Nothing opens before a witness has signed.',
    )
    .argument('<name>', 'a short name, such as neighbours')
    .requiredOption('--public-key <text>', 'the public half of the key that they made with chorus board key')
    .option(...data)
    .addHelpText('after', helpExample('board witness neighbours --public-key bm90IGEga2V5IG9mIGFueWJvZHksIG9ubHkgYW4gZXg'))
    .action(addWitness)
  group
    .command('key')
    .description(
      'Make your own key on your own machine, and print its public half. Send only the printed half to the person who writes the charter (chorus board enrol --public-key).',
    )
    .argument('<id>', 'your short name in the charter')
    .requiredOption('--key <file>', 'a new file for the key, on a disk that is yours alone')
    .addHelpText('after', helpExample('board key river --key river.key'))
    .action(async (id: string, { key }: { readonly key: string }) => console.log(publicHalf((await makeKey(readId(id), key)).privateKey)))
  group
    .command('agree')
    .description('Sign the charter as it is written now. If it is changed later, all signatures are removed and everybody signs again.')
    .requiredOption('--key <file>', 'the file with your own key')
    .option(...data)
    .addHelpText('after', helpExample('board agree --key river.key'))
    .action(agree)
  group
    .command('found')
    .description('Found the board, once everybody in the charter has signed it. The charter becomes the first entry of the ledger.')
    .option(...data)
    .addHelpText('after', helpExample('board found'))
    .action(found)
  group
    .command('adopt')
    .description(
      "Let the board that people founded on this deployment's own pages decide here. Compare its fingerprint with them by voice first.",
    )
    .argument('<fingerprint...>', 'as the pages show it, with or without spaces')
    .option(...data)
    .addHelpText('after', helpExample('board adopt 3f1c52a0 91d0...'))
    .action(adopt)
}

type Init = {
  readonly group: string
  readonly demonstration?: boolean
  readonly livedExperience?: number
  readonly approvalDays: number
  readonly data: string
}

async function init({ group, demonstration = false, livedExperience, approvalDays, data }: Init): Promise<void> {
  const folder = boardFolder(data)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { privateKey } = await makeKey('log', join(folder, LOG_KEY))
  const log = { name: 'chorus-log', publicKey: publicHalf(privateKey) }
  const first = {
    format: 'chorus-charter/1',
    group,
    demonstration,
    livedExperience: livedExperience ?? 0,
    log,
    witnesses: [],
    stricter: {},
    approvalDays,
  }
  await writeCharterDraft(data, { charter: { ...first, people: [] }, day: today(), sigs: [] })
  console.log(`The charter of "${group}" is begun in ${folder}. Add at least three members with chorus board enrol.`)
  if (demonstration) console.log('It is a demonstration: everything it approves will say that no community decided.')
}

type Enrol = { readonly alias: string; readonly role: string; readonly key?: string; readonly publicKey?: string; readonly data: string }

async function enrol(id: string, { alias, role, key, publicKey, data }: Enrol): Promise<void> {
  const draft = await readCharterDraft(data)
  if ((key === undefined) === (publicKey === undefined))
    throw new CodedError('board-file', 'Give either --key, for a new key, or --public-key, for one that they made.')
  const own = publicKey ?? publicHalf((await makeKey(readId(id), key ?? '')).privateKey)
  const person = { id: readId(id), alias, role, key: { kind: 'ed25519', publicKey: own } }
  const people = [...draft.charter.people, person]
  await writeCharterDraft(data, {
    charter: { ...draft.charter, people, livedExperience: livedExperienceIn(draft) },
    day: today(),
    sigs: [],
  })
  console.log(`${alias} is in the charter as a ${role}.${draft.sigs.length > 0 ? ' It has to be signed again by everybody.' : ''}`)
}

async function addWitness(name: string, { publicKey, data }: { readonly publicKey: string; readonly data: string }): Promise<void> {
  const draft = await readCharterDraft(data)
  const before = Array.isArray(draft.charter.witnesses) ? draft.charter.witnesses : []
  const charter = { ...draft.charter, witnesses: [...before, { name: readId(name), publicKey }] }
  await writeCharterDraft(data, { charter, day: today(), sigs: [] })
  console.log(`${name} is a witness in the charter.${draft.sigs.length > 0 ? ' It has to be signed again by everybody.' : ''}`)
}

function livedExperienceIn({ charter }: Draft): unknown {
  return charter.livedExperience
}

async function agree({ key, data }: Acting): Promise<void> {
  const draft = await readCharterDraft(data)
  const charter = soundCharter(draft.charter)
  const own = await readKey(key)
  if (!charter.people.some(({ id }) => id === own.id))
    throw new CodedError('board-act', `${own.id} is not in the charter: see chorus board enrol --help.`)
  const sigs = [
    ...draft.sigs.filter(({ by }) => by !== own.id),
    { by: own.id, sig: signFounding(charter, own.id, draft.day, own.privateKey) },
  ]
  await writeCharterDraft(data, { ...draft, sigs })
  console.log(`${own.id} has agreed to the charter with the fingerprint`)
  console.log(`  ${fingerprintOf(charter)}`)
  console.log(`${sigs.length} of ${charter.people.length} have agreed. Compare the fingerprint with the others, by voice.`)
}

async function found({ data }: { readonly data: string }): Promise<void> {
  const draft = await readCharterDraft(data)
  const charter = soundCharter(draft.charter)
  const board = charterHash(charter)
  const line = entryBytes(foundingEntry(charter, draft.day, draft.sigs))
  const log = foundedBy(line, board)
  const { ledger } = await openLedger(data)
  const named = await readBoard(boardFolder(data))
  const before = new CodedError('board-act', 'A board was founded here before. It can change its charter: chorus board propose charter.')
  if (named !== undefined && named !== board) throw before
  // The ledger first: where this stops half-way, the same command goes on.
  if (!(await ledger.append(0, line))) {
    const [first = new Uint8Array()] = await ledger.lines(0)
    if (Buffer.compare(first, line) !== 0 || named !== undefined) throw before
  }
  if (named === undefined) await writeBoard(boardFolder(data), board)
  await signLength({ ledger, data }, log)
  console.log(`The board of "${charter.group}" is founded. Its fingerprint, for everybody to keep:`)
  console.log(`  ${fingerprintOf(charter)}`)
  console.log('Start the deployment again, so that it goes by this board.')
}

async function adopt(parts: readonly string[], { data }: { readonly data: string }): Promise<void> {
  const board = parts.join('').toLowerCase()
  const { ledger, board: decides } = await openLedger(data)
  const [first] = await ledger.lines(0)
  if (!first)
    throw new CodedError(
      'board-act',
      'Nobody has founded a board on these pages yet: everybody in its charter signs it at /board/founding.',
    )
  const entry = readEntry(first)
  const there = entry.kind === 'found' ? charterHash(entry.body.charter) : ''
  if (there !== board)
    throw new CodedError(
      'board-act',
      `The board that was founded here has the fingerprint ${there}, and you gave another one. Compare it with its members by voice.`,
    )
  const { state } = foundedBy(first, board)
  if (decides !== undefined && decides !== board)
    throw new CodedError(
      'board-act',
      'This deployment goes by another board already. It can change its charter: chorus board propose charter.',
    )
  await mkdir(boardFolder(data), { recursive: true, mode: 0o700 })
  if (decides === undefined) await writeBoard(boardFolder(data), board)
  console.log(`This deployment goes by the board of "${state.charter.group}" when it is started again.`)
}

function foundedBy(line: Uint8Array, board: string) {
  try {
    return verifyLog({ lines: [line], checkpoints: [] }, board)
  } catch (thrown) {
    throw new CodedError(
      'board-act',
      `The board cannot be founded yet: ${thrown instanceof Error ? thrown.message.replace(/^entry 0: /, '') : ''}.`,
    )
  }
}

function today(): string {
  return dayOf(new Date())
}

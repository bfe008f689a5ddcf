import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { readExport } from '#cli/board/read-export.ts'
import { boardGroup } from '#cli/commands/board.ts'
import { boardFolder, openBoardroom, openCommunity, openLedger } from '#cli/data-access.ts'
import { readBoard, writeBoard } from '#functions/board-file.ts'
import { invited, makeLink } from '#functions/enrolment-links.ts'
import { writeCandidate } from '#functions/tabulate/candidate.ts'
import { CodedError } from '#shared/problem.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

/** `chorus board invite` and `restore`: a link to make a passkey with, and a board that goes on in another place. */
export function registerBoardConsole(program: Command): void {
  const group = boardGroup(program)
  group
    .command('invite')
    .description(
      "Print a one-time link to the board's pages, with which somebody makes a passkey. The link puts nobody on the board: the board decides that.",
    )
    .argument('<id>', 'a short name, such as wren; for a member who lost their key, the name they have')
    .requiredOption('--alias <name>', 'the name that the ledger shows: a chosen name, never a legal one')
    .addOption(
      new Option('--role <role>', 'the part they would have')
        .choices(['member', 'researcher', 'reviewer', 'steward'])
        .makeOptionMandatory(),
    )
    .option('--lived-experience', 'they say of themselves that they have lived experience')
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample('board invite wren --alias Wren --role member'))
    .action(invite)
  group
    .command('restore')
    .description(
      'Move a board to a new deployment, with the file board.zip that its pages gave out. Everything is checked before anything is written.',
    )
    .argument('<file>', 'the file board.zip from the pages of the old deployment')
    .option('--data <folder>', 'data folder of the new deployment, which must be running', '.chorus')
    .addHelpText('after', helpExample('board restore board.zip'))
    .action(restore)
}

type Invite = { readonly alias: string; readonly role: string; readonly livedExperience?: boolean; readonly data: string }

async function invite(id: string, { alias, role, livedExperience = false, data }: Invite): Promise<void> {
  const whom = invited.safeParse({ id, alias, role, lived: livedExperience })
  if (!whom.success) {
    const flaws = whom.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new CodedError('board-file', `Nobody can be invited so: ${flaws.join('; ')}.`)
  }
  const { boardroom, origin } = openBoardroom(data)
  const { board } = await openLedger(data)
  const path = await makeLink(boardroom, whom.data, randomBytes(32), Math.floor(Date.now() / 1000))
  console.log(`${origin}${path}`)
  const then =
    board === undefined ? `then all of you found the board at ${origin}/board/founding` : 'then a member proposes them to the board'
  console.log(`For ${alias} alone. It works once, for seven days, and makes a key; ${then}.`)
}

async function restore(file: string, { data }: { readonly data: string }): Promise<void> {
  const bytes = await readFile(file).catch(() => {
    throw new CodedError('board-file', `${file} cannot be read: name the file that the board's pages gave out.`)
  })
  const { board, lines, checkpoints, surveys, releases } = readExport(file, bytes)
  const { ledger, board: decides } = await openLedger(data)
  const named = await readBoard(boardFolder(data))
  const there = await ledger.lines(0)
  const isSame = lines.slice(0, there.length).every((line, at) => Buffer.compare(line, there[at] ?? new Uint8Array()) === 0)
  if (!isSame || [decides, named].some((other) => other !== undefined && other !== board))
    throw new CodedError('board-act', `Another board was founded in ${data}. A board goes on in a new data folder.`)
  if (there.length > lines.length)
    throw new CodedError('board-act', `The ledger in ${data} goes on after this file: nothing has to be restored.`)
  for (const { version, bytes: survey } of surveys) await openCommunity(data).storeSurvey(version, survey)
  const candidates = folderBucket(join(resolve(data), 'candidates'))
  for (const { read, files } of releases) await writeCandidate(candidates, read.survey.id, { id: read.id, files }, read.status.people)
  for (const [seq, line] of lines.entries())
    if (seq >= there.length && !(await ledger.append(seq, line)))
      throw new CodedError('board-act', `Somebody else wrote entry ${seq} of the ledger in ${data} meanwhile: restore again.`)
  for (const { size, note } of checkpoints) await ledger.keepCheckpoint(size, note)
  if (named === undefined) {
    await mkdir(boardFolder(data), { recursive: true, mode: 0o700 })
    await writeBoard(boardFolder(data), board)
  }
  console.log(`${lines.length} entries, ${surveys.length} surveys and ${releases.length} reports are in ${resolve(data)}.`)
  console.log('Put the key of the log, log.key, into its folder "board", and start the deployment again.')
}

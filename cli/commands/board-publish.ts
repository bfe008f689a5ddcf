import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { openSession } from '#cli/board/board-session.ts'
import { boardGroup } from '#cli/commands/board.ts'
import { readFolder } from '#cli/read-folder.ts'
import { writeFolder } from '#cli/release-folder.ts'
import { publication } from '#shared/governance/proof.ts'
import { CodedError } from '#shared/problem.ts'
import { readRelease } from '#shared/release/read.ts'

/** `chorus board publish`: writes what the board has approved, and nothing else. What is there is never changed. */
export function registerBoardPublish(program: Command): void {
  boardGroup(program)
    .command('publish')
    .description('Write a report that the board has approved, with its proof, to published/<survey>/<number> in the data folder.')
    .argument('<dir>', 'the folder of the candidate')
    .option('--data <folder>', 'data folder of the local deployment', '.chorus')
    .addHelpText('after', '\nExample:\n  $ chorus board publish .chorus/candidates/being-heard/candidate-...')
    .action(publish)
}

async function publish(dir: string, { data }: { readonly data: string }): Promise<void> {
  const session = await openSession(data)
  const read = readRelease(dir, await readFolder(dir))
  if (read.status.standing.state !== 'candidate') throw new CodedError('board-act', `${dir} is no candidate any more.`)
  const found = publication(read, session.log, await session.ledger.checkpoints(), session.log.state.ledger, new Date())
  if ('missing' in found) {
    throw new CodedError(
      'not-approved',
      `Report ${read.release} of ${read.survey.id} is not published. ${found.missing.map(({ text }) => text).join(' ')}`,
    )
  }
  const folder = join(resolve(data), 'published', read.survey.id, String(read.release))
  if (existsSync(folder))
    throw new CodedError('board-act', `${folder} is there already. What is published is never changed: propose a correction.`)
  await mkdir(dirname(folder), { recursive: true })
  await writeFolder(folder, found.release.files, { mode: 0o755, date: read.date })
  console.log(`Published: ${folder}`)
  console.log(`chorus verify ${folder} shows to anybody that the board approved it.`)
}

import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'
import { MADE_UP_FILE } from '#shared/release/standing.ts'
import { checkFormat, formatLine } from './data-format.ts'
import { lockFolder } from './lock.ts'

/** Says whose a folder is, so that `--fresh` deletes nothing else. */
export const MARKER = 'chorus-data.txt'
const MARKED = `This folder is the data of a Chorus deployment: answers, secrets and report candidates. Keep it private.\n${formatLine}\n`

export type DataFolder = {
  readonly root: string
  readonly database: string
  readonly secrets: string
  readonly candidates: string
  /** What is published. */
  readonly findings: string
  /** Encrypted counts between two steps. */
  readonly partials: string
  readonly functions: string
  /** What became of each run of a workflow. */
  readonly runs: string
  /** Which board decides here, and what the command line keeps for it. */
  readonly board: string
  /** The studies that made-up people have answered, one a line. */
  readonly madeUp: string
  readonly log: string
  /** The environment of the steward's commands, as long as the deployment runs. */
  readonly steward: string
}

/** Makes the folder if need be. Refuses one that holds something else, or the data of another version of Chorus. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  await refuseForeign(path)
  const marker = join(path, MARKER)
  if (existsSync(marker)) await checkFormat(path, marker)
  await mkdir(path, { recursive: true, mode: 0o700 })
  const root = await realpath(path)
  // A folder that was there before keeps the mode it had, unless told.
  await chmod(root, 0o700)
  await writeFile(join(root, MARKER), MARKED)
  const folder = {
    root,
    database: join(root, 'database'),
    secrets: join(root, 'secrets'),
    candidates: join(root, 'candidates'),
    findings: join(root, 'findings'),
    partials: join(root, 'partials'),
    functions: join(root, 'functions'),
    runs: join(root, 'runs'),
    board: join(root, 'board'),
    madeUp: join(root, MADE_UP_FILE),
    log: join(root, 'log.jsonl'),
    steward: join(root, 'steward.env'),
  }
  for (const bucket of [folder.candidates, folder.findings]) await mkdir(bucket, { recursive: true, mode: 0o700 })
  return folder
}

/** Deletes a data folder and everything in it; refuses one that is not ours, or that a deployment runs on. */
export async function deleteDataFolder(path: string): Promise<void> {
  if (!existsSync(path)) return
  await refuseForeign(path)
  const release = await lockFolder(path)
  await release()
  await rm(path, { recursive: true, force: true })
}

async function refuseForeign(path: string): Promise<void> {
  if (!existsSync(path)) return
  if (!(await stat(path)).isDirectory()) throw new CodedError('data-folder', `${path} is a file: name a folder with --data`)
  const names = await readdir(path)
  if (names.length > 0 && !names.includes(MARKER)) {
    throw new CodedError('data-folder', `${path} holds other things than Chorus data: name an empty or new folder with --data`)
  }
}

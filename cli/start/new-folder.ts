import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { namesIn } from '#cli/start/common-folder.ts'
import { InputRefused } from '#shared/problem.ts'

/** Throws InputRefused where the folder holds files: no file is ever replaced. */
export async function assertNew(folder: string): Promise<void> {
  if ((await namesIn(folder)).length === 0) return
  throw new InputRefused([
    {
      code: 'folder-taken',
      file: folder,
      message: 'there are files in this folder already',
      remedy: 'Name a new folder: no file is ever replaced',
    },
  ])
}

export async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of files) await writeFile(join(folder, name), text)
}

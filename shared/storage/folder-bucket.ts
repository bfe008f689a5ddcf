import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkedKey, isBucketKey } from './bucket-key.ts'
import type { Bucket } from './repositories.ts'
import { syncFolder } from './sync-folder.ts'

/** A bucket as a folder on this machine. An object is whole and on the disk before its name exists. */
export function folderBucket(root: string): Bucket {
  return {
    async put(key, bytes) {
      const path = join(root, checkedKey(key))
      await mkdir(dirname(path), { recursive: true })
      const temporary = join(dirname(path), `.${randomBytes(8).toString('hex')}`)
      await writeThrough(temporary, bytes)
      try {
        // A hard link fails when the name is taken, so of two writers one wins and neither overwrites.
        await link(temporary, path)
      } catch (thrown) {
        if (codeOf(thrown) === 'EEXIST') return false
        throw thrown
      } finally {
        await rm(temporary, { force: true })
      }
      await syncFolder(dirname(path))
      return true
    },

    async read(key) {
      try {
        return new Uint8Array(await readFile(join(root, checkedKey(key))))
      } catch (thrown) {
        if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(codeOf(thrown))) return undefined
        throw thrown
      }
    },

    async remove(key) {
      await rm(join(root, checkedKey(key)), { force: true })
    },

    async list(prefix) {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((thrown) => {
        if (codeOf(thrown) === 'ENOENT') return []
        throw thrown
      })
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length).replaceAll('\\', '/'))
        .filter((key) => isBucketKey(key) && key.startsWith(prefix))
        .sort()
    },
  }
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}

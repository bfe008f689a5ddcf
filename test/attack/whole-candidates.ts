import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Throws when a folder that has its checksums lacks a file they name, has one changed, or has another; gives how many there are. */
export async function countWholeCandidates(candidates: string): Promise<number> {
  const files = (await readdir(candidates, { recursive: true })).toSorted()
  const sums = files.filter((name) => name.endsWith('SHA256SUMS'))
  for (const name of sums) {
    const own = join(candidates, name, '..')
    const lines = (await readFile(join(candidates, name), 'utf8')).trim().split('\n')
    const named = lines.map((line) => line.split(/\s+/))
    for (const [expected = '', file = ''] of named) {
      const digest = createHash('sha256').update(await readFile(join(own, file)))
      if (digest.digest('hex') !== expected) throw new Error(`${join(own, file)} is not what its checksum says`)
    }
    const inside = await readdir(own, { recursive: true, withFileTypes: true })
    const found = inside.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    const there = found.map((entry) => relative(own, join(entry.parentPath, entry.name))).toSorted()
    const wanted = ['SHA256SUMS', ...named.map(([, file]) => file ?? '')].toSorted()
    if (there.join() !== wanted.join()) throw new Error(`${own} holds ${there.join()} instead of ${wanted.join()}`)
  }
  return sums.length
}

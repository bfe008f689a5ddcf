import { Unzip, UnzipInflate } from 'fflate'

/** The most that a workbook of a few hundred questions unpacks to, pictures included. */
const MOST_UNPACKED = 40_000_000

/** Unpacks a zip archive and throws what it holds away. Throws when that is more than any form, whatever its headers claim. */
export function assertUnpacksSmall(bytes: Uint8Array): void {
  let total = 0
  const archive = new Unzip((file) => {
    file.ondata = (failed, chunk) => {
      if (failed) throw failed
      total += chunk.length
      if (total > MOST_UNPACKED) throw new Error('the archive unpacks to more than a form')
    }
    file.start()
  })
  archive.register(UnzipInflate)
  // In pieces, so that an archive that grows without end is left at its beginning.
  for (let at = 0; at < bytes.length; at += 4096) archive.push(bytes.subarray(at, at + 4096), at + 4096 >= bytes.length)
}
